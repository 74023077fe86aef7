"""Shapes drawn on the canvas: lasso, polygon and box from their first point on, and the bucket's fill."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QRect

from dmat_gui.canvas.areas import Area, Spans, bucket_area, polygon_area
from dmat_gui.canvas.brush import Dab
from dmat_gui.canvas.tools import class_name
from dmat_gui.document import Document

Point = tuple[float, float]


class Shape:
    """A shape under way. It changes nothing before it is finished, so that giving it up costs nothing.

    points: in picture coordinates, also outside the picture.  ends_on_release: False for a polygon, which
    goes from click to click.
    """

    ends_on_release = True

    def __init__(self, document: Document) -> None:
        self._document = document
        self._picture = document.picture
        self.points: list[Point] = []

    @property
    def is_open(self) -> bool:
        """False once the document holds another picture."""
        return self._document.picture is self._picture

    @property
    def outline(self) -> list[Point]:
        """The line to show for it, closed by going on to its first point."""
        return self.points

    def to(self, dab: Dab) -> None:
        """The pointer has come here with the button down."""
        self.points.append((dab.x, dab.y))

    def finish(self) -> None:
        """Do what the shape is for."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Give it up."""


class Lasso(Shape):
    """What is drawn around becomes a class."""

    name = QT_TRANSLATE_NOOP("shapes", "Lasso")

    def __init__(self, document: Document, value: int) -> None:
        super().__init__(document)
        self._value = value

    def finish(self) -> None:
        """Fill it: one undo step. A line without an inside is none."""
        if self.is_open and len(self.points) >= 3:
            area = polygon_area(self.points, *self._document.size)
            fill(self._document, area, self._value, self.name)


class Polygon(Lasso):
    """A lasso from corner to corner: a click each, until it is closed."""

    name = QT_TRANSLATE_NOOP("shapes", "Polygon")
    ends_on_release = False

    def __init__(self, document: Document, value: int) -> None:
        super().__init__(document, value)
        self.pointer: Point | None = None

    @property
    def outline(self) -> list[Point]:
        """The corners, and where the next one would be."""
        return [*self.points, self.pointer] if self.pointer is not None else self.points

    def to(self, dab: Dab) -> None:
        """The corner being placed follows the pointer."""
        if self.points:
            self.points[-1] = (dab.x, dab.y)

    def add(self, point: Point) -> None:
        """Place another corner."""
        self.points.append(point)

    def remove_last(self) -> bool:
        """Take the last corner back; False when none is left."""
        self.points.pop()
        return bool(self.points)

    def closes_at(self, point: Point, reach: float) -> bool:
        """True when a click at `point` is on the first corner, within `reach` picture pixels."""
        return len(self.points) >= 3 and math.dist(point, self.points[0]) <= reach


class BoxShape(Shape):
    """A box between two corners; what it is for is another's business."""

    def __init__(self, document: Document, done: Callable[[QRect], None]) -> None:
        super().__init__(document)
        self._done = done

    @property
    def outline(self) -> list[Point]:
        """The box's four corners."""
        if len(self.points) < 2:
            return self.points
        (x0, y0), (x1, y1) = self.points
        return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]

    def to(self, dab: Dab) -> None:
        """The corner opposite the first follows the pointer."""
        self.points = [*self.points[:1], (dab.x, dab.y)]

    def finish(self) -> None:
        """Hand over the box's part inside the picture; a click is no box."""
        if self.is_open and len(self.points) == 2:
            (x0, y0), (x1, y1) = self.points
            left, top = math.floor(min(x0, x1)), math.floor(min(y0, y1))
            right, bottom = math.ceil(max(x0, x1)), math.ceil(max(y0, y1))
            box = QRect(left, top, right - left, bottom - top).intersected(self._document.rect)
            if box.isValid():
                self._done(box)


def pour(document: Document, point: Point, value: int) -> None:
    """Fill what hangs together around a place with a class, as one undo step; nothing outside the picture."""
    x, y = math.floor(point[0]), math.floor(point[1])
    if document.rect.contains(x, y) and document.trimap[y, x] != value:
        fill(document, bucket_area(document.trimap, x, y), value, QT_TRANSLATE_NOOP("shapes", "Fill"))


def fill(document: Document, area: Area | Spans, value: int, name: str) -> None:
    """Paint an area with a class as one undo step, named as in "Lasso foreground"."""
    document.finish_edit()
    words = QCoreApplication.translate("shapes", "{tool} {what}")
    tool = QCoreApplication.translate("shapes", name)
    document.begin_edit(words.format(tool=tool, what=class_name(value)))
    box = document.touch(QRect(*area.box))
    if box.isValid():
        area.fill(document.trimap, value)
        document.painted(box)
    document.end_edit()

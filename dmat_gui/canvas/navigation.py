"""Zooming and moving about in a large scene: what the canvas can do before it can paint."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QShowEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

MIN_ZOOM, MAX_ZOOM = 0.02, 32.0
WHEEL_NOTCH = 120
ZOOM_PER_NOTCH = 1.25
FIT_MARGIN = 24  # desktop pixels left free around a fitted picture
STAYS_IN_SIGHT = 48  # desktop pixels of the picture that can never be pushed out of the window
SURROUND = QColor(112, 112, 112)  # neutral, and the same in both themes: colours are judged against it
EDGE = QColor(0, 0, 0, 110)


class NavigableView(QGraphicsView):
    """A view on one picture at (0, 0), by wheel, pinch, Space-drag and middle-drag.

    Zoom 1 is one picture pixel on one pixel of the device, whatever the desktop's scaling.
    """

    zoom_changed = Signal(float)
    view_moved = Signal()
    """Another part of the picture is in sight, or the same in another place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture = QRectF()
        self._fits = True
        self._reserved = 0
        self._space = False
        self._pan_from: QPoint | None = None

    # ---- zoom --------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """Device pixels per picture pixel."""
        return self.transform().m11() * self.devicePixelRatioF()

    @property
    def fits(self) -> bool:
        """True while the picture is kept fitted to the window."""
        return self._fits

    def zoom_to(self, zoom: float, about: QPointF | None = None) -> None:
        """Zoom, at most to 2 % or 3200 %, keeping what is at `about` (viewport; its middle if None)."""
        self._fits = False
        self._zoom_about(zoom, QPointF(self.viewport().rect().center()) if about is None else about)

    def zoom_by(self, factor: float) -> None:
        """Zoom in or out about the middle."""
        self.zoom_to(self.zoom * factor)

    def fit(self) -> None:
        """Show the whole picture, and go on doing so when the window changes, until zoomed or moved."""
        self._fits = True
        if self._picture.isEmpty():
            return
        # In a small view what is to come is left no room: the picture matters more.
        reserved = min(self._reserved, self.viewport().height() // 3)
        room_x = max(self.viewport().width() - 2 * FIT_MARGIN, 16)
        room_y = max(self.viewport().height() - reserved - 2 * FIT_MARGIN, 16)
        scale = min(room_x / self._picture.width(), room_y / self._picture.height())
        self._zoom_about(scale * self.devicePixelRatioF(), QPointF(0, 0), least=0.0)
        middle = self.transform().map(self._picture.center()) + QPointF(0, reserved / 2)
        self.centerOn(self.transform().inverted()[0].map(middle))
        self.view_moved.emit()

    def reserve_below(self, height: int) -> None:
        """Leave so many desktop pixels below a fitted picture for what will be shown under the canvas.

        The picture then stays where it is when that comes: it takes effect with the next fit or resize.
        """
        self._reserved = height

    def set_picture_rect(self, rect: QRectF) -> None:
        """Say where the picture is, empty for none, and fit it."""
        self._picture = rect
        self._update_scene_rect()
        self.fit()

    def _zoom_about(self, zoom: float, about: QPointF, least: float = MIN_ZOOM) -> None:
        before, old = self.scene_position(about), self.zoom
        scale = min(max(zoom, least), MAX_ZOOM) / self.devicePixelRatioF()
        self.setTransform(QTransform.fromScale(scale, scale))
        self._update_scene_rect()
        off = self.viewportTransform().map(before) - about
        self._scroll_by(round(off.x()), round(off.y()))
        if self.zoom != old:
            self.zoom_changed.emit(self.zoom)

    def scene_position(self, position: QPointF) -> QPointF:
        """Return the picture coordinates at a place of the viewport, in fractions of a pixel."""
        return self.viewportTransform().inverted()[0].map(position)

    def _update_scene_rect(self) -> None:
        """Let the picture be pushed nearly out of the window, so that zoom can be about any place of it."""
        scale = self.transform().m11()
        beyond_x = max(self.viewport().width() - STAYS_IN_SIGHT, 0) / scale
        beyond_y = max(self.viewport().height() - STAYS_IN_SIGHT, 0) / scale
        self.setSceneRect(self._picture.adjusted(-beyond_x, -beyond_y, beyond_x, beyond_y))

    def _scroll_by(self, dx: int, dy: int) -> None:
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        horizontal.setValue(horizontal.value() + dx)
        vertical.setValue(vertical.value() + dy)
        self.view_moved.emit()

    # ---- moving ------------------------------------------------------------------------------------

    @property
    def is_panning(self) -> bool:
        """True while the picture is being dragged about."""
        return self._pan_from is not None

    @property
    def wants_pan(self) -> bool:
        """True while Space is held: the next drag moves the picture."""
        return self._space

    def begin_pan(self, position: QPoint) -> None:
        """Take hold of the picture."""
        self._pan_from = position
        self.update_cursor()

    def pan_to(self, position: QPoint) -> None:
        """Move the picture after the pointer."""
        off = self._pan_from - position
        self._pan_from = position
        self._fits = False
        self._scroll_by(off.x(), off.y())

    def end_pan(self) -> None:
        """Let go."""
        self._pan_from = None
        self.update_cursor()

    def update_cursor(self) -> None:
        """Show a hand where a drag moves the picture."""
        if self.is_panning:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.wants_pan:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.viewport().unsetCursor()

    # ---- events ------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; a touchpad's fine steps count as parts of a notch."""
        notches = event.angleDelta().y() / WHEEL_NOTCH
        if notches and not self._picture.isEmpty():
            self.zoom_to(self.zoom * ZOOM_PER_NOTCH**notches, event.position())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom by pinching, where the touchpad says so."""
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinch:
            self.zoom_to(self.zoom * (1 + event.value()), event.position())
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture with the middle button, or with Space and any button."""
        if event.button() == Qt.MouseButton.MiddleButton or self.wants_pan:
            self.begin_pan(event.position().toPoint())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture while it is held."""
        if self.is_panning:
            self.pan_to(event.position().toPoint())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the picture go."""
        if self.is_panning:
            self.end_pan()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second press soon after the first is a press like any other."""
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns the pointer into a hand; the rest is the window's, arrows included."""
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._space = True
                self.update_cursor()
            event.accept()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space let go: the pointer is the tool's again."""
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._space = False
                self.update_cursor()
            event.accept()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A Space let go elsewhere is not told here."""
        super().focusOutEvent(event)
        self._space = False
        self.update_cursor()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a fitted picture fitted."""
        super().resizeEvent(event)
        self._update_scene_rect()
        if self._fits:
            self.fit()
        self.view_moved.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit anew: before it is shown, the window's size is a guess."""
        super().showEvent(event)
        if self._fits:
            self.fit()

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        """Neutral grey, and a line just outside the picture, so that a grey one still ends somewhere."""
        painter.fillRect(rect, SURROUND)
        if not self._picture.isEmpty():
            device_pixel = 1 / (painter.worldTransform().m11() * painter.device().devicePixelRatioF())
            pen = QPen(EDGE, 2)
            pen.setCosmetic(True)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(self._picture.adjusted(-device_pixel, -device_pixel, device_pixel, device_pixel))

"""One undo history for a document: painted tiles of its layers and changes of single values. No Qt.

A painted layer is kept as the 256 x 256 tiles that a gesture changed, before and after, deflated; a value
(which run is current, which step is adopted) as itself. A byte cap, not a count, bounds the whole.

Tiles are deflated on a thread of their own, and nobody waits for them: until they are, an undo takes them as
they came, and the cap does not count them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dmat_gui.deflating import PackedTiles, Tile

TILE = 256
DEFAULT_BYTE_CAP = 64 * 2**20
ENTRY_BYTES = 256  # what an entry costs beside its tiles, so that values are not free either


class Box(NamedTuple):
    """A box of pixels: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int

    def united(self, other: Box) -> Box:
        """Return the smallest box around both."""
        left, top = min(self.x, other.x), min(self.y, other.y)
        right = max(self.x + self.width, other.x + other.width)
        bottom = max(self.y + self.height, other.y + other.height)
        return Box(left, top, right - left, bottom - top)


class Change(NamedTuple):
    """What an undo or redo did: a painted layer's `box`, or the `value` to put in force (box is None)."""

    layer: str
    text: str
    box: Box | None
    value: object


@dataclass(frozen=True)
class _Entry:
    """tiles: what was painted in `box`. before, after: a value; `held` bytes are kept for its sake alone."""

    serial: int
    text: str
    layer: str
    tiles: PackedTiles | None = None
    box: Box | None = None
    before: object = None
    after: object = None
    held: int = 0

    @property
    def is_settled(self) -> bool:
        """False while it takes more memory than it will."""
        return self.tiles is None or self.tiles.is_settled

    @property
    def nbytes(self) -> int:
        return ENTRY_BYTES + self.held + (self.tiles.nbytes if self.tiles is not None else 0)


class TileHistory:
    """Undo and redo over numpy layers that are painted in place, and over values.

    Painting: `begin`, then `touch` each box *before* it is written, then `commit`. What was touched but not
    changed costs nothing. Going beyond `byte_cap` forgets the oldest entries, never the newest one. What is
    still being deflated is counted when the next entry comes after it is done.
    """

    def __init__(self, byte_cap: int = DEFAULT_BYTE_CAP) -> None:
        self.byte_cap = byte_cap
        self._layers: dict[str, NDArray[np.generic]] = {}
        self.clear()

    def clear(self) -> None:
        """Forget all entries and layers."""
        self._layers.clear()
        self._undo: list[_Entry] = []
        self._redo: list[_Entry] = []
        self._open: tuple[str, str] | None = None
        self._saved: dict[tuple[int, int], NDArray[np.generic]] = {}
        self._next_serial = 1
        self._base: dict[str, int] = {}

    def bind(self, layer: str, array: NDArray[np.generic]) -> None:
        """Name the array (H x W or H x W x C) whose tiles `layer` records; it is written in place."""
        self._layers[layer] = array

    # ---- recording -----------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """True between `begin` and `commit` or `rollback`."""
        return self._open is not None

    @property
    def open_layer(self) -> str:
        """The layer of the gesture that is open, "" if none is."""
        return self._open[1] if self._open is not None else ""

    def begin(self, text: str, layer: str) -> None:
        """Open a gesture on `layer`. Raises RuntimeError when one is open already."""
        if self._open is not None:
            raise RuntimeError(f"“{text}” began before “{self._open[0]}” had ended")
        if layer not in self._layers:
            raise KeyError(layer)
        self._open = (text, layer)

    def touch(self, box: Box) -> None:
        """Keep what stands in `box` (already clipped) before it is painted over."""
        if self._open is None:
            raise RuntimeError("touch() outside a gesture")
        array = self._layers[self._open[1]]
        for key in tile_keys(box):
            if key not in self._saved:
                self._saved[key] = array[tile_slices(key, array.shape)].copy()

    def touched(self, box: Box) -> Iterator[tuple[slice, slice, NDArray[Any]]]:
        """Go through the tiles of a touched box: rows and columns of it, and what stood there before."""
        for key in tile_keys(box):
            tile, (top, left) = self._saved[key], (key[0] * TILE, key[1] * TILE)
            rows = slice(max(box.y, top), min(box.y + box.height, top + tile.shape[0]))
            columns = slice(max(box.x, left), min(box.x + box.width, left + tile.shape[1]))
            before = tile[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
            yield rows, columns, before

    def commit(self) -> Box | None:
        """End the gesture as one entry; return the box of what changed, None (and no entry) if nothing.

        After a MemoryError the gesture is open as before, so that it can still be rolled back.
        """
        if self._open is None:
            raise RuntimeError("no gesture is open")
        text, layer = self._open
        array, tiles, box = self._layers[layer], list[Tile](), None
        for key in _outermost_first(self._saved):
            before, (rows, columns) = self._saved[key], tile_slices(key, array.shape)
            after = array[rows, columns].copy()
            if np.array_equal(_words(before), _words(after)):
                continue
            tile = Box(columns.start, rows.start, before.shape[1], before.shape[0])
            if box is None or box.united(tile) != box:
                changed = _true_box(before.view(f"u{before.itemsize}") != after.view(f"u{after.itemsize}"))
                changed = changed._replace(x=changed.x + columns.start, y=changed.y + rows.start)
                box = changed if box is None else box.united(changed)
            tiles.append(Tile(rows, columns, before, after))
        kept = PackedTiles(tiles) if box is not None else None
        self._open, self._saved = None, {}
        if box is not None:
            self._push(_Entry(self._take_serial(), text, layer, kept, box))
        return box

    def rollback(self) -> Box | None:
        """Abandon the gesture and restore its pixels; return the box that was touched, None if none was."""
        if self._open is None:
            raise RuntimeError("no gesture is open")
        _, layer = self._open
        array, box = self._layers[layer], None
        for key, before in self._saved.items():
            rows, columns = tile_slices(key, array.shape)
            array[rows, columns] = before
            tile = Box(columns.start, rows.start, columns.stop - columns.start, rows.stop - rows.start)
            box = tile if box is None else box.united(tile)
        self._open, self._saved = None, {}
        return box

    def push_value(self, text: str, layer: str, before: object, after: object, held: int = 0) -> None:
        """Record a change of a value that is already in force; `held` bytes are kept for its undo alone."""
        self._push(_Entry(self._take_serial(), text, layer, before=before, after=after, held=held))

    # ---- going back and forth --------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """True when `undo` would do something."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """True when `redo` would do something."""
        return bool(self._redo)

    @property
    def undo_text(self) -> str:
        """What the next undo takes back, "" if nothing."""
        return self._undo[-1].text if self._undo else ""

    @property
    def redo_text(self) -> str:
        """What the next redo brings back, "" if nothing."""
        return self._redo[-1].text if self._redo else ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The entries' texts, oldest first, without those undone."""
        return tuple(entry.text for entry in self._undo)

    @property
    def undone_texts(self) -> tuple[str, ...]:
        """The texts of what could be redone, the next one first."""
        return tuple(entry.text for entry in reversed(self._redo))

    @property
    def has_forgotten(self) -> bool:
        """True once the byte cap has cost the oldest entries."""
        return bool(self._base)

    @property
    def nbytes(self) -> int:
        """Bytes kept, undone entries included, once all is deflated, which is waited for."""
        for entry in (*self._undo, *self._redo):
            if entry.tiles is not None:
                entry.tiles.settle()
        self._keep_to_cap()
        return sum(entry.nbytes for entry in (*self._undo, *self._redo))

    def undo(self) -> Change | None:
        """Take the newest entry back; None when there is none."""
        return self._step(self._undo, self._redo, back=True)

    def redo(self) -> Change | None:
        """Bring the entry undone last back; None when there is none."""
        return self._step(self._redo, self._undo, back=False)

    @property
    def position(self) -> int:
        """How many entries are in force."""
        return len(self._undo)

    def go_to(self, position: int) -> list[Change]:
        """Undo or redo until `position` entries are in force, as far as there are so many."""
        changes = []
        while self._undo and position < self.position:
            changes.append(self.undo())
        while self._redo and position > self.position:
            changes.append(self.redo())
        return changes

    # ---- changed since saved ---------------------------------------------------------------------

    def serial(self, layer: str) -> int:
        """Number the layer's state: 0 at first, another one after each entry, the old one after undo."""
        newest = (entry.serial for entry in reversed(self._undo) if entry.layer == layer)
        return next(newest, self._base.get(layer, 0))

    @property
    def state(self) -> int:
        """As `serial`, for all layers together."""
        return self._undo[-1].serial if self._undo else max(self._base.values(), default=0)

    # ---- inside ------------------------------------------------------------------------------------

    def _take_serial(self) -> int:
        self._next_serial += 1
        return self._next_serial - 1

    def _push(self, entry: _Entry) -> None:
        self._redo.clear()
        self._undo.append(entry)
        self._keep_to_cap()

    def _keep_to_cap(self) -> None:
        sizes = [entry.nbytes if entry.is_settled else 0 for entry in self._undo]
        nbytes = sum(sizes)
        while nbytes > self.byte_cap and len(self._undo) > 1:
            dropped = self._undo.pop(0)
            nbytes -= sizes.pop(0)
            self._base[dropped.layer] = dropped.serial

    def _step(self, source: list[_Entry], target: list[_Entry], *, back: bool) -> Change | None:
        if self._open is not None:
            raise RuntimeError(f"“{self._open[0]}” has not ended")
        if not source:
            return None
        entry = source[-1]
        if entry.tiles is not None:
            entry.tiles.write(self._layers[entry.layer], back=back)
        # Only now: where there was no memory for the pixels, the entry is where it was, as they are.
        target.append(source.pop())
        return Change(entry.layer, entry.text, entry.box, entry.before if back else entry.after)


def tile_keys(box: Box) -> Iterator[tuple[int, int]]:
    """Name the tiles that a box lies on, each by its row and column of tiles."""
    if box.width <= 0 or box.height <= 0:
        return
    for row in range(box.y // TILE, (box.y + box.height - 1) // TILE + 1):
        for column in range(box.x // TILE, (box.x + box.width - 1) // TILE + 1):
            yield row, column


def tile_slices(key: tuple[int, int], shape: tuple[int, ...]) -> tuple[slice, slice]:
    """Return the rows and columns of a tile of an array of that shape."""
    top, left = key[0] * TILE, key[1] * TILE
    return slice(top, min(top + TILE, shape[0])), slice(left, min(left + TILE, shape[1]))


def _outermost_first(keys: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sort tiles so that the box around what changed is soon as large as it gets."""
    if not keys:
        return []
    rows, columns = zip(*keys, strict=True)
    ends = {min(rows), max(rows)}, {min(columns), max(columns)}
    return sorted(keys, key=lambda key: key[0] not in ends[0] and key[1] not in ends[1])


def _words(tile: NDArray[np.generic]) -> NDArray[np.generic]:
    """Return a tile's bytes by eights, where they come out even: fewer numbers to compare."""
    return tile.reshape(-1).view(np.uint64) if tile.nbytes % 8 == 0 else tile.reshape(-1).view(np.uint8)


def _true_box(different: NDArray[np.bool_]) -> Box:
    height, width = different.shape[:2]
    flat = different.reshape(height, -1)  # of a few channels, each pixel's by itself would take far longer
    (rows,), (columns,) = (
        np.nonzero(flat.any(axis=1)),
        np.nonzero(np.reshape(flat.any(axis=0), (width, -1)).any(axis=1)),
    )
    left, top = int(columns[0]), int(rows[0])
    return Box(left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1)

"""One undo history for a document: painted tiles of its layers and changes of single values. No Qt.

A painted layer is kept as the 256 x 256 tiles that a gesture changed, before and after, deflated; a value
(which run is current, which step is adopted) as itself. A byte cap, not a count, bounds the whole.

Tiles are deflated on a thread of their own: at the end of a stroke nobody waits for hundreds of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dmat_gui.deflating import deflated

TILE = 256
DEFAULT_BYTE_CAP = 64 * 2**20
ENTRY_BYTES = 256  # what an entry costs beside its tiles, so that values are not free either

_Raw = tuple[slice, slice, NDArray[np.generic], NDArray[np.generic]]  # rows, columns, before, after
_packer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dmat-history")


class Box(NamedTuple):
    """A box of pixels: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int

    def clipped(self, width: int, height: int) -> Box:
        """Return the part inside a picture of that size; of width or height 0 where there is none."""
        left, top = min(max(self.x, 0), width), min(max(self.y, 0), height)
        right = max(left, min(self.x + self.width, width))
        bottom = max(top, min(self.y + self.height, height))
        return Box(left, top, right - left, bottom - top)

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
class _Tile:
    rows: slice
    columns: slice
    before: bytes
    after: bytes


@dataclass(frozen=True)
class _Entry:
    serial: int
    text: str
    layer: str
    packing: Future[tuple[_Tile, ...]] | None = None
    box: Box | None = None
    before: object = None
    after: object = None

    @property
    def tiles(self) -> tuple[_Tile, ...]:
        """The painted tiles, waited for if need be."""
        return self.packing.result() if self.packing is not None else ()

    @cached_property
    def nbytes(self) -> int:
        return ENTRY_BYTES + sum(len(tile.before) + len(tile.after) for tile in self.tiles)


class TileHistory:
    """Undo and redo over numpy layers that are painted in place, and over values.

    Painting: `begin`, then `touch` each box *before* it is written, then `commit`. What was touched but not
    changed costs nothing. Going beyond `byte_cap` forgets the oldest entries, never the newest one, which is
    counted when the next one comes.
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

    def touched(self, box: Box) -> Iterator[tuple[slice, slice, NDArray[np.generic]]]:
        """Go through the tiles of a touched box: rows and columns of it, and what stood there before."""
        for key in tile_keys(box):
            tile, (top, left) = self._saved[key], (key[0] * TILE, key[1] * TILE)
            rows = slice(max(box.y, top), min(box.y + box.height, top + tile.shape[0]))
            columns = slice(max(box.x, left), min(box.x + box.width, left + tile.shape[1]))
            before = tile[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
            yield rows, columns, before

    def commit(self) -> Box | None:
        """End the gesture as one entry; return the box of what changed, None (and no entry) if nothing."""
        text, layer = self._take_open()
        array, tiles, box = self._layers[layer], list[_Raw](), None
        for key in _outermost_first(self._saved):
            before, (rows, columns) = self._saved[key], tile_slices(key, array.shape)
            after = array[rows, columns]
            different = before != after
            if not different.any():
                continue
            tile = Box(columns.start, rows.start, before.shape[1], before.shape[0])
            if box is None or box.united(tile) != box:
                changed = _true_box(different)
                changed = changed._replace(x=changed.x + columns.start, y=changed.y + rows.start)
                box = changed if box is None else box.united(changed)
            tiles.append((rows, columns, before, after.copy()))
        self._saved = {}
        if box is not None:
            self._push(_Entry(self._take_serial(), text, layer, _packer.submit(_packed, tiles), box))
        return box

    def rollback(self) -> Box | None:
        """Abandon the gesture and restore its pixels; return the box that was touched, None if none was."""
        _, layer = self._take_open()
        array, box = self._layers[layer], None
        for key, before in self._saved.items():
            rows, columns = tile_slices(key, array.shape)
            array[rows, columns] = before
            tile = Box(columns.start, rows.start, columns.stop - columns.start, rows.stop - rows.start)
            box = tile if box is None else box.united(tile)
        self._saved = {}
        return box

    def push_value(self, text: str, layer: str, before: object, after: object) -> None:
        """Record a change of a value that is already in force."""
        self._push(_Entry(self._take_serial(), text, layer, before=before, after=after))

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
        """Bytes kept, undone entries included; waits until the newest one is deflated, and counts it."""
        self._keep_to_cap(self._undo)
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

    def _take_open(self) -> tuple[str, str]:
        if self._open is None:
            raise RuntimeError("no gesture is open")
        opened, self._open = self._open, None
        return opened

    def _push(self, entry: _Entry) -> None:
        self._redo.clear()
        self._undo.append(entry)
        # What is being deflated only now is not waited for: the next entry finds it too large.
        self._keep_to_cap(self._undo if entry.packing is None else self._undo[:-1])

    def _keep_to_cap(self, counted: list[_Entry]) -> None:
        nbytes = sum(entry.nbytes for entry in counted)
        while nbytes > self.byte_cap and len(self._undo) > 1:
            dropped = self._undo.pop(0)
            nbytes -= dropped.nbytes
            self._base[dropped.layer] = dropped.serial

    def _step(self, source: list[_Entry], target: list[_Entry], *, back: bool) -> Change | None:
        if self._open is not None:
            raise RuntimeError(f"“{self._open[0]}” has not ended")
        if not source:
            return None
        entry = source.pop()
        target.append(entry)
        for tile in entry.tiles:
            array = self._layers[entry.layer]
            part = array[tile.rows, tile.columns]
            data = zlib.decompress(tile.before if back else tile.after)
            array[tile.rows, tile.columns] = np.frombuffer(data, array.dtype).reshape(part.shape)
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


def _true_box(different: NDArray[np.bool_]) -> Box:
    if different.ndim == 3:
        different = different.any(axis=2)
    (rows,), (columns,) = different.any(axis=1).nonzero(), different.any(axis=0).nonzero()
    left, top = int(columns[0]), int(rows[0])
    return Box(left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1)


def _packed(tiles: list[_Raw]) -> tuple[_Tile, ...]:
    return tuple(
        _Tile(rows, columns, deflated(before), deflated(after)) for rows, columns, before, after in tiles
    )

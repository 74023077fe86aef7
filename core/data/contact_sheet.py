"""A contact sheet: some cases of a data set side by side, each with its trimap, its matte and the cut-out."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

import resources
from core.data.cases import Case, DataSet, evenly_chosen
from core.data.loading import load_case
from core.errors import DmatError
from core.imaging.colour import from_unit, to_unit
from core.imaging.compositing import checkerboard
from core.imaging.picture import Picture
from core.imaging.writing import write_rgb

# All in pixels. A block is a case: its name over four tiles.
_TILE_WIDTH, _TILE_HEIGHT = 240, 180
_GAP, _MARGIN, _LABEL, _HEADER = 6, 28, 26, 84
_BLOCK_WIDTH = 4 * _TILE_WIDTH + 3 * _GAP
_BLOCK_HEIGHT = _LABEL + _TILE_HEIGHT + 22
_COLUMNS = 2
_PAPER, _WELL, _INK, _FAINT, _WARNING = "#202124", "#2a2b2f", "#e8eaed", "#9aa0a6", "#f28b82"


def contact_sheet(data: DataSet, count: int = 12) -> np.ndarray:
    """Draw up to `count` cases, evenly chosen: H×W×3 uint8 RGB.

    A case is a row of picture, trimap, matte and cut-out over a checkerboard, with its name above. One that
    cannot be read is shown with the reason.
    """
    cases = evenly_chosen(data.cases, count)
    columns = min(_COLUMNS, max(len(cases), 1))
    rows = -(-len(cases) // columns)
    width = 2 * _MARGIN + columns * _BLOCK_WIDTH + (columns - 1) * _MARGIN
    sheet = Image.new("RGB", (width, _HEADER + rows * _BLOCK_HEIGHT + _MARGIN // 2), _PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.text((_MARGIN, 20), data.title[:1].upper() + data.title[1:], _INK, _font(26, "SemiBold"))
    shown = f"{len(cases)} of {len(data.cases):,} cases" if len(cases) < len(data.cases) else "all cases"
    facts = f"{data.root.resolve().name}   ·   {shown}   ·   picture, trimap, matte, cut-out"
    draw.text((_MARGIN, 54), facts, _FAINT, _font(15))
    for number, case in enumerate(cases):
        # Down the first column, then the second, so that neighbours in the set are neighbours here.
        left = _MARGIN + number // rows * (_BLOCK_WIDTH + _MARGIN)
        top = _HEADER + number % rows * _BLOCK_HEIGHT
        _draw_case(sheet, draw, case, left, top)
    return np.asarray(sheet)


def write_contact_sheet(path: Path | str, data: DataSet, count: int = 12) -> None:
    """Draw the sheet and write it as PNG, JPEG, WebP or TIFF. Raises PictureError if it cannot be written."""
    write_rgb(path, contact_sheet(data, count))


def _draw_case(sheet: Image.Image, draw: ImageDraw.ImageDraw, case: Case, left: int, top: int) -> None:
    name = f"{case.group} / {case.name}" if case.group else case.name
    try:
        tiles, facts = _tiles(case)
    except DmatError as error:
        tiles, facts = [], ""
        _draw_sentence(draw, str(error), left, top + _LABEL)
    _draw_label(draw, name, facts, left, top)
    for at, tile in enumerate(tiles):
        x, y = left + at * (_TILE_WIDTH + _GAP), top + _LABEL
        draw.rectangle((x, y, x + _TILE_WIDTH - 1, y + _TILE_HEIGHT - 1), _WELL)
        height, width = tile.shape[:2]
        place = x + (_TILE_WIDTH - width) // 2, y + (_TILE_HEIGHT - height) // 2
        sheet.paste(Image.fromarray(tile), place)


def _tiles(case: Case) -> tuple[list[np.ndarray], str]:
    """The four small pictures, uint8 RGB, and what is said beside the name."""
    loaded = load_case(case)
    height, width = loaded.trimap.shape
    alpha = to_unit(loaded.alpha)
    picture = Picture(loaded.image).srgb8()
    colours = to_unit(picture) if loaded.foreground is None else loaded.foreground
    over = _shrink(np.dstack((colours * alpha[..., None], alpha)))
    cells = checkerboard(over.shape[0], over.shape[1], cell=10)
    cutout = over[..., :3] + (1 - over[..., 3:]) * cells
    trimap, matte = (
        np.repeat(grey[..., None], 3, axis=2) for grey in (loaded.trimap, from_unit(alpha, np.uint8))
    )
    facts = f"{width} × {height}" + ("" if case.trimap else ", trimap derived")
    return [*map(_shrink, (picture, trimap, matte)), from_unit(cutout, np.uint8)], facts


def _shrink(pixels: np.ndarray) -> np.ndarray:
    """Fit into a tile; small pictures are enlarged in whole steps, so that their pixels show."""
    height, width = pixels.shape[:2]
    scale = min(_TILE_WIDTH / width, _TILE_HEIGHT / height)
    if scale >= 1:
        whole = int(scale)
        return np.repeat(np.repeat(pixels, whole, axis=0), whole, axis=1)
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)


def _draw_label(draw: ImageDraw.ImageDraw, name: str, facts: str, left: int, top: int) -> None:
    small, faint = _font(14, "Medium"), _font(13)
    room = _BLOCK_WIDTH - draw.textlength(facts, faint) - 16
    while draw.textlength(name, small) > room and len(name) > 8:
        name = f"{name[: len(name) // 2 - 2]}…{name[len(name) // 2 + 2 :]}"
    draw.text((left, top + 3), name, _INK, small)
    draw.text((left + draw.textlength(name, small) + 12, top + 4), facts, _FAINT, faint)


def _draw_sentence(draw: ImageDraw.ImageDraw, sentence: str, left: int, top: int) -> None:
    font = _font(14)
    draw.rectangle((left, top, left + _BLOCK_WIDTH - 1, top + _TILE_HEIGHT - 1), _WELL)
    lines: list[str] = []
    line = ""
    for word in sentence.split():
        longer = f"{line} {word}".strip()
        if draw.textlength(longer, font) > _BLOCK_WIDTH - 24:
            lines, longer = [*lines, line], word
        line = longer
    draw.multiline_text((left + 12, top + 12), "\n".join([*lines, line]), _WARNING, font)


def _font(size: int, weight: str = "Regular") -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resources.path(f"fonts/Inter-{weight}.otf")), size)

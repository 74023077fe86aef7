"""The pictures of the bundled model's card: what it makes of the samples, and of four cut-outs.

    python scripts/card_sheets.py DATA/train FOLDER

FOLDER receives `compact-samples.jpg` and `compact-cutouts.jpg`: a row shows the unknown part of a picture,
its trimap, closed-form matting, the coarse start, compact's alpha, and the cut-out before grey. DATA/train is
the training data; the four are composed before backgrounds of it, and their rows name the errors.
"""

import sys
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, str(Path(__file__).parents[1]))

import resources
from core.data.composites import composite_sample
from core.data.recipe import Recipe
from core.data.sources import TrainingSource
from core.evaluation.methods import baseline_method
from core.evaluation.metrics import score_unknown
from core.imaging.colour import from_unit, to_unit
from core.imaging.compositing import estimate_foreground
from core.imaging.picture import Picture
from core.imaging.reading import read_picture
from core.imaging.trimap import read_trimap
from core.predictor import MattingPredictor

CUTOUTS = ("aim_s_1", "am2k_sample10", "ormbg_p_00a5b702", "p3m_d_p_09ba26b4")
COLUMNS = ("picture", "trimap", "closed-form matting", "its start", "compact", "cut-out")
TILE, GAP, LABEL = 300, 6, 24
GREY = 0.72


class Row(NamedTuple):
    """A picture's name, uint8 image and trimap, and its true alpha, where that is known."""

    title: str
    image: np.ndarray
    trimap: np.ndarray
    truth: np.ndarray | None


def cutout(train: Path, name: str) -> Row:
    """A cut-out before a background."""
    source = TrainingSource([train])
    photos = [(case, kind) for case, kind in source.foregrounds["photo"] if case.alpha.stem == name]
    if not photos:
        sys.exit(f"{train} holds no cut-out called {name}.")
    source.foregrounds["photo"] = photos
    recipe = replace(
        Recipe(),
        photo=1.0,
        rendered=0.0,
        texture=0.0,
        merge=0.0,
        backgrounds=1.0,
        optics=False,
        scene=False,
        edge_light=0.0,
        spill=0.0,
        opacity=0.0,
    )
    sample = composite_sample(source, 12, CUTOUTS.index(name), 640, recipe=recipe)
    return Row(name, from_unit(sample.image, np.uint8), sample.trimap, sample.alpha)


def tiles_of(image: np.ndarray, trimap: np.ndarray) -> list[np.ndarray]:
    """The row's tiles as COLUMNS names them: H×W or H×W×3 in [0, 1]."""
    alphas = [baseline_method(name).load()(image, trimap) for name in ("closed-form", "start")]
    alphas.append(MattingPredictor("compact").run(image, trimap, keep_steps=False).alpha)
    colours = Picture.from_array(image).srgb_float()
    foreground = estimate_foreground(colours, alphas[-1])
    alpha = alphas[-1][..., None]
    return [colours, to_unit(trimap), *alphas, foreground * alpha + GREY * (1 - alpha)]


def unknown_box(trimap: np.ndarray) -> tuple[slice, slice]:
    """The part of a picture to show: the unknown pixels and a margin, at most half as high again as wide."""
    found = []
    for axis, size in ((1, trimap.shape[0]), (0, trimap.shape[1])):
        places = np.flatnonzero((trimap == 128).any(axis=axis))
        found.append((max(int(places[0]) - 16, 0), min(int(places[-1]) + 17, size)))
    (top, bottom), (left, right) = found
    return slice(top, min(bottom, top + (right - left) * 3 // 2)), slice(left, right)


def sheet(rows: list[Row]) -> Image.Image:
    """The rows as one picture."""
    font = ImageFont.truetype(str(resources.path("fonts/Inter-Regular.otf")), 14)
    width = len(COLUMNS) * (TILE + GAP) + GAP
    boxes = [unknown_box(row.trimap) for row in rows]
    heights = [round(TILE * (box[0].stop - box[0].start) / (box[1].stop - box[1].start)) for box in boxes]
    page = Image.new("RGB", (width, sum(heights) + len(rows) * (LABEL + GAP) + GAP), "#202124")
    draw, top = ImageDraw.Draw(page), GAP
    for row, box, height in zip(rows, boxes, heights, strict=True):
        for number, tile in enumerate(tiles_of(row.image, row.trimap)):
            left = GAP + number * (TILE + GAP)
            said = row.title if number == 0 else COLUMNS[number]
            if row.truth is not None and 2 <= number <= 4:
                said += f"   SAD {score_unknown(tile, row.truth, row.trimap).sad:.2f}"
            draw.text((left, top + 3), said, "#e8eaed", font)
            small = cv2.resize(tile[box].astype(np.float32), (TILE, height), interpolation=cv2.INTER_AREA)
            pixels = np.rint(np.clip(small, 0, 1) * 255).astype(np.uint8)
            page.paste(Image.fromarray(pixels).convert("RGB"), (left, top + LABEL))
        top += height + LABEL + GAP
    return page


def main(train: Path, folder: Path) -> None:
    """Draw and write both sheets."""
    folder.mkdir(parents=True, exist_ok=True)
    samples = []
    for sample in resources.samples():
        picture = read_picture(sample.picture)
        samples.append(Row(sample.title, picture.srgb8(), read_trimap(sample.trimap, picture.size)[0], None))
    sheet(samples).save(folder / "compact-samples.jpg", quality=88)
    sheet([cutout(train, name) for name in CUTOUTS]).save(folder / "compact-cutouts.jpg", quality=88)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""Pictures with known mattes for a machine without any: the bundled samples, put over one another."""

from pathlib import Path

import cv2
import numpy as np

import resources
from core.data.cases import Case, DataSet
from core.imaging.closed_form import closed_form
from core.imaging.colour import from_unit
from core.imaging.compositing import composite, estimate_foreground, fit_background
from core.imaging.reading import read_picture
from core.imaging.trimap import read_trimap
from core.imaging.writing import write_alpha, write_rgb

ABOUT = (
    "No data set was named, so this is measured on the {count} sample pictures that come with the program: "
    "cut out by closed-form matting and put over one another, blurred. Those mattes are exact for the "
    "composites, but nobody measured them; the numbers show how the variants differ, and say little of "
    "photographs."
)
_BLUR = 5.0


def samples_data_set(folder: Path) -> DataSet:
    """The composites, their mattes and trimaps, written into `folder` where they are not there yet.

    Raises PictureError, OSError.
    """
    samples = resources.samples()
    cases = []
    for number, sample in enumerate(samples):
        files = {role: folder / role / f"{sample.name}.png" for role in ("image", "alpha", "trimap")}
        cases.append(Case(sample.name, "", **files))
        if all(path.is_file() for path in files.values()):
            continue
        for path in files.values():
            path.parent.mkdir(parents=True, exist_ok=True)
        behind = samples[(number + 1) % len(samples)]
        image, alpha, trimap = _put_over(sample, behind)
        write_alpha(files["alpha"], alpha)
        write_alpha(files["trimap"], trimap / np.float32(255))
        write_rgb(files["image"], from_unit(image, np.uint8))
    title = "bundled samples, put over one another"
    return DataSet("samples", title, folder, tuple(cases))


def about(data_set: DataSet) -> str:
    """What is to be said of numbers measured on them."""
    return ABOUT.format(count=len(data_set.cases))


def _put_over(
    sample: resources.Sample, behind: resources.Sample
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The composite (float32 H×W×3), its matte (rounded to 8 bits) and the sample's own trimap."""
    picture = read_picture(sample.picture)
    trimap, _ = read_trimap(sample.trimap, picture.size)
    pixels = picture.srgb_float()
    alpha = np.rint(closed_form(pixels, trimap) * np.float32(255)) / np.float32(255)
    backdrop = fit_background(read_picture(behind.picture).srgb_float(), *trimap.shape)
    backdrop = cv2.GaussianBlur(np.ascontiguousarray(backdrop[:, ::-1]), (0, 0), _BLUR)
    return composite(estimate_foreground(pixels, alpha), alpha, backdrop), alpha, trimap

"""Six pictures of one look, to try fine-tuning on: a veil around something solid, made procedurally.

    python scripts/make_look.py FOLDER veil|gauze

The veil is white, the gauze dark and thinner. FOLDER receives `own` (four pictures) and `test` (two others),
each with images, alphas and trimaps.
"""

import sys
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.data import fields
from core.data.drawing import blob_points, fill
from core.data.photography import camera
from core.data.trimaps import painted_trimap

SIZE = 448


class Look(NamedTuple):
    """Colours of the cloth and of the body, and how much of what is behind the cloth hides."""

    cloth: tuple[int, int, int]
    body: tuple[int, int, int]
    opacity: float


LOOKS = {
    "veil": Look((236, 226, 228), (120, 62, 84), 0.55),
    "gauze": Look((44, 40, 62), (206, 170, 132), 0.3),
}


def picture(seed: int, look: Look) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Image (uint8 RGB), alpha and trimap (uint8) of a cloth around a body, before some cloth or wall."""
    for attempt in range(50):
        rng = np.random.default_rng(seed * 100 + attempt)
        outline = blob_points(rng, SIZE, 0.12)
        centre = outline.mean(axis=0)
        veil = fill(SIZE, [outline]).astype(np.float32) / 255
        body = fill(SIZE, [(outline - centre) * 0.55 + centre]).astype(np.float32) / 255
        folds = 1 + 0.25 * fields.smooth_field(rng, SIZE, rng.uniform(4, 9))
        alpha = np.maximum(np.clip(veil * look.opacity * folds, 0, 1), body)
        trimap = painted_trimap(rng, alpha)
        if trimap is not None and 0.2 < (trimap == 128).mean() < 0.5:
            break
    shade = 0.9 + 0.1 * folds[..., None]
    cloth, flesh = np.float32(look.cloth), np.float32(look.body)
    colours = np.clip((cloth * (1 - body[..., None]) + flesh * body[..., None]) * shade, 0, 255)
    behind = fields.texture(rng, SIZE).astype(np.float32)
    image = camera(rng, (behind + alpha[..., None] * (colours - behind)) / 255)
    return np.rint(image * 255).astype(np.uint8), np.rint(alpha * 255).astype(np.uint8), trimap


def main(folder: Path, look: str) -> None:
    """Write the six pictures."""
    for part, seeds in (("own", range(1, 5)), ("test", range(11, 13))):
        for seed in seeds:
            image, alpha, trimap = picture(seed, LOOKS[look])
            layers = {"images": image[..., ::-1], "alphas": alpha, "trimaps": trimap}
            for name, pixels in layers.items():
                (folder / part / name).mkdir(parents=True, exist_ok=True)
                cv2.imwrite(str(folder / part / name / f"{look}-{seed}.png"), pixels)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[2] not in LOOKS:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2])

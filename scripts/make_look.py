"""Six pictures of one look, to try fine-tuning on: tawny fur before a striped cloth, made procedurally.

    python scripts/make_look.py FOLDER

FOLDER receives `own` (four pictures) and `test` (two others), each with images, alphas and trimaps.
"""

import sys
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.data import synthetic
from core.data.photography import camera
from core.data.trimaps import painted_trimap

SIZE = 448
FUR = np.array([172, 120, 70], np.float32)
STRIPES = np.array([[196, 176, 140], [150, 60, 52], [60, 70, 96]], np.float32)
PERIOD, THIN = 46, 2.5


def cloth(rng: np.random.Generator) -> np.ndarray:
    """Woven stripes, a little turned and shifted: uint8 SIZE×SIZE×3."""
    y, x = np.mgrid[:SIZE, :SIZE].astype(np.float32)
    angle = rng.uniform(-0.15, 0.15)
    across = np.cos(angle) * x + np.sin(angle) * y + rng.uniform(0, 60)
    along = np.cos(angle) * y - np.sin(angle) * x
    which = (np.sin(2 * np.pi * across / PERIOD) > 0).astype(int)
    which[np.abs((across + 9) % PERIOD - PERIOD / 2) < THIN] = 2
    weave = 1 + 0.06 * (np.sin(2 * np.pi * along / 3) + np.sin(2 * np.pi * across / 3))
    colours = STRIPES[which] * weave[..., None] + rng.normal(0, 5, (SIZE, SIZE, 3))
    return np.clip(colours, 0, 255).astype(np.uint8)


def picture(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Image (uint8 RGB), alpha and trimap (uint8) of one furry thing before the cloth."""
    for attempt in range(50):
        rng = np.random.default_rng(seed * 100 + attempt)
        tone = FUR * np.exp(rng.normal(0, 0.04)) + rng.normal(0, 14, (SIZE, SIZE, 1))
        rgba = synthetic.foreground(rng, SIZE, np.clip(tone, 0, 255).astype(np.uint8), "fur")
        alpha = rgba[..., 3].astype(np.float32) / 255
        trimap = painted_trimap(rng, alpha) if 0.1 < alpha.mean() < 0.6 else None
        if trimap is not None and 0.15 < (trimap == 128).mean() < 0.5:
            break
    light = rgba[..., :3].mean(axis=2, dtype=np.float32, keepdims=True)
    fur = np.clip(light / max(float(light.mean()), 1) * FUR, 0, 255)
    behind = cloth(rng).astype(np.float32)
    image = camera(rng, (behind + alpha[..., None] * (fur - behind)) / 255)
    return np.rint(image * 255).astype(np.uint8), np.rint(alpha * 255).astype(np.uint8), trimap


def main(folder: Path) -> None:
    """Write the six pictures."""
    for part, seeds in (("own", range(1, 5)), ("test", range(11, 13))):
        for seed in seeds:
            image, alpha, trimap = picture(seed)
            layers = {"images": image[..., ::-1], "alphas": alpha, "trimaps": trimap}
            for name, pixels in layers.items():
                (folder / part / name).mkdir(parents=True, exist_ok=True)
                cv2.imwrite(str(folder / part / name / f"fur-{seed}.png"), pixels)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))

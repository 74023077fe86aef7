"""A tiny data set with known mattes, on disk."""

from pathlib import Path

import cv2
import numpy as np

from core.data.cases import Case, Convention, DataSet

WIDTH, HEIGHT = 64, 64


def write_data_set(
    root: Path, names: tuple[str, ...] = ("one", "two"), groups: tuple[str, ...] = ("narrow", "wide")
) -> None:
    """Pictures with a soft vertical edge whose brightness is the matte, and a trimap of each group."""
    for folder in ("image", "alpha", *groups):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(names):
        ramp = np.clip((np.arange(WIDTH) - 24 - 4 * number) / 8, 0, 1)
        alpha = np.tile(np.rint(ramp * 255).astype(np.uint8), (HEIGHT, 1))
        cv2.imwrite(str(root / "alpha" / f"{name}.png"), alpha)
        cv2.imwrite(str(root / "image" / f"{name}.png"), cv2.merge([alpha, alpha // 2, alpha // 3]))
        for band, group in enumerate(groups):
            trimap = np.where(alpha > 127, 255, 0).astype(np.uint8)
            trimap[:, 16 - 4 * band : 48 + 4 * band] = 128
            cv2.imwrite(str(root / group / f"{name}.png"), trimap)


def tiny_data_set(
    root: Path,
    names: tuple[str, ...] = ("one", "two"),
    groups: tuple[str, ...] = ("narrow", "wide"),
    convention: Convention = "unknown",
) -> DataSet:
    """The data set under `root`, written first."""
    write_data_set(root, names, groups)
    cases = tuple(
        Case(
            name,
            group,
            root / "alpha" / f"{name}.png",
            image=root / "image" / f"{name}.png",
            trimap=root / group / f"{name}.png",
        )
        for group in groups
        for name in names
    )
    return DataSet("folders", "tiny pictures", root, cases, convention=convention)


def truth(image: np.ndarray, trimap: np.ndarray) -> np.ndarray:
    """The true matte of these pictures: their blue channel, which cv2 wrote first."""
    return image[..., 2] / np.float32(255)

"""The pixels of a picture as a screen shows them: 8 bits, sRGB, its colour profile applied."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from core.imaging.picture import Picture


def display_pixels(picture: Picture) -> NDArray[np.uint8]:
    """Return contiguous H x W x 3 uint8 sRGB; a profile that cannot be used is taken as sRGB."""
    return np.ascontiguousarray(picture.srgb8())


def wrap(array: NDArray[np.uint8], image_format: QImage.Format) -> QImage:
    """Return a QImage over a C-contiguous H x W (x C) array, without a copy: keep the array alive."""
    height, width = array.shape[:2]
    return QImage(array.data, width, height, array.strides[0], image_format)


def copied(image: QImage) -> NDArray[np.uint8]:
    """Return an image's pixels as H x W x 3 uint8, in memory of their own."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    # A copy even where the rows lie densely: the image's memory goes with the image.
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()

"""Pictures and files made for tests of reading."""

import io
from pathlib import Path

import numpy as np
import OpenEXR

HEIGHT, WIDTH = 6, 8


def noise(channels: int, dtype: type, seed: int = 0) -> np.ndarray:
    """Random HEIGHT × WIDTH × channels over the whole range of the type."""
    values = np.random.default_rng(seed).random((HEIGHT, WIDTH, channels))
    if np.dtype(dtype).kind == "f":
        return values.astype(dtype)
    return (values * np.iinfo(dtype).max).astype(dtype)


def save_exr(path: Path, channels: dict[str, np.ndarray], **header) -> None:
    """Write planes by channel name, as they are."""
    header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage, **header}
    planes = {name: OpenEXR.Channel(np.ascontiguousarray(plane)) for name, plane in channels.items()}
    stream = io.BytesIO()
    OpenEXR.File(header, planes).write(stream)
    path.write_bytes(stream.getvalue())

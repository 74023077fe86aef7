"""Animations of grey frames: GIF, which keeps every level, and MP4, which does not."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageSequence

from core.errors import PictureError

_LAST_FRAME_SECONDS = 1.5
_MP4_TOLERANCE = 8
"""Mean difference, in levels of 255, that MPEG-4 may make before the file counts as damaged."""


def encode_animation(frames: Sequence[np.ndarray], suffix: str, per_second: float) -> bytes:
    """Return a GIF or MP4 of uint8 H×W frames with even sides. Raises PictureError."""
    if suffix == ".gif":
        return _gif(frames, per_second)
    return _mp4(frames, per_second)


def check_animation(frames: Sequence[np.ndarray], suffix: str, data: bytes) -> None:
    """Raise ValueError if the file does not show `frames` (for MP4: not nearly)."""
    found = animation_frames(data, suffix)
    if suffix == ".gif":
        # Frames that are one like the other are stored once, with the time of both.
        expected = [frame for i, frame in enumerate(frames) if not i or (frame != frames[i - 1]).any()]
        same = len(found) == len(expected) and all(map(np.array_equal, found, expected))
    else:
        same = len(found) == len(frames) and all(map(_nearly, found, frames))
    if not same:
        raise ValueError("it reads back differently")


def animation_frames(data: bytes, suffix: str) -> list[np.ndarray]:
    """Return the frames of a file made here, uint8 H×W."""
    if suffix == ".gif":
        with Image.open(io.BytesIO(data)) as image:
            return [np.asarray(frame.convert("L")) for frame in ImageSequence.Iterator(image)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "animation.mp4"
        path.write_bytes(data)
        video = cv2.VideoCapture(str(path))
        frames = []
        while True:
            there, frame = video.read()
            if not there:
                break
            frames.append(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY))
        video.release()
    return frames


def _gif(frames: Sequence[np.ndarray], per_second: float) -> bytes:
    images = [Image.fromarray(frame) for frame in frames]
    durations = [round(1000 / per_second)] * len(images)
    durations[-1] = max(durations[-1], round(1000 * _LAST_FRAME_SECONDS))
    stream = io.BytesIO()
    images[0].save(
        stream, "GIF", save_all=True, append_images=images[1:], duration=durations, loop=0, optimize=False
    )
    return stream.getvalue()


def _mp4(frames: Sequence[np.ndarray], per_second: float) -> bytes:
    height, width = frames[0].shape
    # OpenCV writes to a file only; the system's folder for such is the likeliest to have a plain name.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "animation.mp4"
        video = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), per_second, (width, height))
        if not video.isOpened():
            raise PictureError("OpenCV cannot write MP4 on this system: choose GIF.")
        for frame in frames:
            video.write(cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR))
        video.release()
        return path.read_bytes()


def _nearly(found: np.ndarray, frame: np.ndarray) -> bool:
    return found.shape == frame.shape and float(np.abs(found.astype(int) - frame).mean()) <= _MP4_TOLERANCE

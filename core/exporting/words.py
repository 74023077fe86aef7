"""Outputs in words: titles of formats and depths, and what a file says of its transparency and colours."""

from __future__ import annotations

from core.exporting.outputs import (
    AlphaOutput,
    AnimationOutput,
    CompositeOutput,
    CutoutOutput,
    ForegroundOutput,
    Output,
    SheetOutput,
)
from core.imaging.contents import Depth

TITLES: dict[str, str] = {
    "alpha": "Alpha",
    "cutout": "Cut-out",
    "foreground": "Foreground",
    "composite": "Composite",
    "steps": "Steps as files",
    "sheet": "Contact sheet",
    "animation": "Animation",
}
"""The kinds of output, in the order shown."""

FORMAT_TITLES: dict[str, str] = {
    ".png": "PNG", ".tif": "TIFF", ".webp": "WebP", ".jpg": "JPEG", ".exr": "OpenEXR", ".gif": "GIF",
    ".mp4": "MP4",
}  # fmt: skip
START, NOISY_START, RESULT = "Start", "Noisy start", "Result"
MATTE_TITLES: dict[str, str] = {
    "denoised": "Denoised",
    "corrected": "Corrected",
    "propagated": "Known pixels restored (ARP)",
    "alpha0": "Estimate (α̃₀)",
}
"""The mattes that a step may hold, as the window, the files and the guide call them."""

DEPTH_TITLES: dict[Depth, str] = {8: "8 bit", 16: "16 bit", "half": "Half float", "float": "Float"}


def step_title(index: int, t: int) -> str:
    """Name a step of a run by its place and noise level: "Step 3 (t = 100)"."""
    return f"Step {index} (t = {t})"


def format_words(output: Output) -> str:
    """Name the kind of file and its depth: "TIFF, 16 bit"."""
    title = FORMAT_TITLES[output.format.suffix]
    if isinstance(output, AnimationOutput):
        return title
    return f"{title}, {DEPTH_TITLES[output.format.depth].lower()}"


def describe(output: Output) -> str:
    """Say what the file holds: how its transparency is stored, and in which colours."""
    suffix, linear = output.format.suffix, output.format.depth in ("half", "float")
    if isinstance(output, CutoutOutput):
        return _cutout(output, suffix, linear)
    if isinstance(output, CompositeOutput) and output.background is None:
        return _cutout(CutoutOutput(output.format), suffix, linear)
    if isinstance(output, ForegroundOutput):
        text = "The subject's colours alone, straight, without the alpha; around it the picture's own."
        return f"{text} {_SCENE_LINEAR}" if linear else text
    if isinstance(output, CompositeOutput):
        text = "The subject over the background, opaque, mixed as on the screen."
        return f"{text} {_SCENE_LINEAR}" if linear else text
    if isinstance(output, SheetOutput):
        return "All steps on one picture, from the start to the result, in grey."
    if isinstance(output, AnimationOutput):
        kept = "Every level of grey is kept." if suffix == ".gif" else "MPEG-4 video, which loses a little."
        return f"The steps one after the other, from the start to the result. {kept}"
    text = "White is kept, black is cut away."
    if suffix == ".exr":
        text = "1 is kept, 0 is cut away: the channel A alone."
    if isinstance(output, AlphaOutput):
        return text
    return f"A file for each matte of each step, values clipped to 0 and 1. {text}"


_SCENE_LINEAR = "Scene-linear, channels R, G, B."


def _cutout(output: CutoutOutput, suffix: str, linear: bool) -> str:
    if suffix == ".exr":
        return "Premultiplied and scene-linear, channels R, G, B, A, as compositing programs expect of EXR."
    scene = " Scene-linear." if linear else ""
    if not output.premultiplied:
        return f"Straight: whole colours, and the alpha beside them, as photo editors expect.{scene}"
    if suffix == ".tif":
        return f"Premultiplied: colours multiplied by alpha, and the TIFF says so.{scene}"
    return (
        f"Premultiplied: colours multiplied by alpha. {FORMAT_TITLES[suffix]} cannot say so: a program that "
        "takes it for straight shows dark edges, as here."
    )

"""The self-check: whether all that the program stands on is there and does its part, a line for each."""

from __future__ import annotations

import importlib.metadata
import logging
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import platformdirs

import resources
from core.errors import Cancelled, DmatError, sentence_for
from core.logs import log_folder
from core.versions import PACKAGES, other_cores, version_of, versions_in_words

log = logging.getLogger(__name__)

State = Literal["ok", "warning", "failed"]

MOST_ERROR = 0.12
"""By how much the tiny picture's alpha may be off, the mean over unknown pixels; `compact`'s is by 0.073."""
_FREE_MEMORY, _FREE_DISK = 2e9, 1e9


@dataclass(frozen=True)
class Check:
    """What was found of one thing, and, unless all is well, a sentence on the way on."""

    name: str
    state: State
    text: str
    advice: str = ""


def run_checks(
    on_check: Callable[[Check], None] = lambda check: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    colours_ready: bool = True,
) -> list[Check]:
    """Check everything: some seconds, and up to two minutes where pymatting has yet to compile itself.

    Args:
        on_check: told each line as it is known.
        cancelled: asked between them.
        colours_ready: False leaves pymatting alone, which another process is compiling.

    Raises:
        Cancelled: `cancelled` answered true.
    """
    found = []
    for name, function in _CHECKS.items():
        if cancelled():
            raise Cancelled("cancelled")
        if function is _foreground and not colours_ready:
            advice = "Check again in a minute or two: it is compiled once after each installation."
            check = Check(name, "warning", "Still being prepared.", advice)
        else:
            check = _guarded(name, function)
        found.append(check)
        on_check(check)
    return found


def report(checks: Sequence[Check]) -> str:
    """The lines as text, to be sent to whoever can help."""
    lines = []
    for check in checks:
        lines.append(f"{check.state:8} {check.name}: {check.text}")
        if check.advice:
            lines.append(f"{'':8} {check.advice}")
    return "\n".join(lines) + "\n"


def _guarded(name: str, function: Callable[[], tuple[State, str, str]]) -> Check:
    """A check that breaks has found something too."""
    try:
        return Check(name, *function())
    except Exception as error:
        log.exception("the check of %s broke", name)
        words = str(error) if isinstance(error, DmatError) else sentence_for(error, "The check")
        return Check(name, "failed", words, "Install dmat again; if that does not help, send this report.")


def _versions() -> tuple[State, str, str]:
    program, packages = versions_in_words()
    missing = [name for name in PACKAGES if version_of(name) is None]
    text = f"{program}; {packages}"
    if missing:
        # Only what is imported where it is used can be: the rest would have kept the program from starting.
        return "warning", text, f"Install what is missing: pip install {' '.join(missing)}"
    if wanted := _torch_wanted():
        advice = f"This torchvision goes with {wanted}: install both from the same index."
        return "warning", text, advice
    return "ok", text, ""


def _torch_wanted() -> str:
    """What torchvision needs, "" if that is the torch which is there."""
    from packaging.requirements import Requirement

    needs = [Requirement(need) for need in importlib.metadata.requires("torchvision") or ()]
    torch = next((need for need in needs if need.name == "torch"), None)
    there = version_of("torch") or "0"
    return "" if torch is None or torch.specifier.contains(there, prereleases=True) else str(torch)


def _installation() -> tuple[State, str, str]:
    others = other_cores()
    return (
        ("warning", others[0], " ".join(others[1:])) if others else ("ok", "Nothing hides this program.", "")
    )


def _computing() -> tuple[State, str, str]:
    import torch

    from core.devices import available_devices, device_title, driver_hint, resolve_precision

    devices = [torch.device(kind) for kind in available_devices()]
    titles = [f"{device_title(device)} ({resolve_precision('auto', device)})" for device in devices]
    text = f"{', '.join(titles)}; threads on the CPU: {torch.get_num_threads()}."
    hint = driver_hint()
    return ("warning", text, hint) if hint else ("ok", text, "")


def _memory() -> tuple[State, str, str]:
    import psutil

    memory = psutil.virtual_memory()
    text = f"{memory.available / 1e9:.1f} GB free of {memory.total / 1e9:.1f} GB."
    if memory.available < _FREE_MEMORY:
        return "warning", text, "Close other programs before you matte large pictures."
    return "ok", text, ""


def _fonts() -> tuple[State, str, str]:
    files = sorted(resources.path("fonts").glob("*.otf"))
    broken = [file.name for file in files if file.read_bytes()[:4] != b"OTTO"]
    if broken or not files:
        words = f"Damaged: {', '.join(broken)}." if broken else "There are none."
        return "failed", words, "Install dmat again."
    return "ok", f"{', '.join(file.stem for file in files)}.", ""


def _model() -> tuple[State, str, str]:
    from core.models.registry import DEFAULT_MODEL
    from core.predictor import MattingPredictor

    pixels, trimap, alpha = _tiny_picture()
    result = MattingPredictor(DEFAULT_MODEL).run(pixels, trimap)
    off = float(np.abs(result.alpha - alpha)[trimap == 128].mean())
    text = f"{DEFAULT_MODEL} on {result.device}, {result.precision}: a tiny picture is off by {off:.3f}."
    if not off < MOST_ERROR:
        advice = f"It should be below {MOST_ERROR}: choose the CPU under Advanced, or install dmat again."
        return "failed", text, advice
    return "ok", text, ""


def _tiny_picture() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """64 x 64 pixels of two striped colours with a soft edge between, their trimap, and their alpha."""
    size = 64
    x = np.arange(size, dtype=np.float32)
    alpha = np.tile(np.clip((x - 24) / 16, 0, 1), (size, 1))
    stripes = (0.06 * np.sin(0.9 * x))[:, None, None]
    foreground, background = _colour(0.85, 0.45, 0.2) + stripes, _colour(0.15, 0.35, 0.7) - stripes
    mixed = alpha[..., None] * foreground + (1 - alpha[..., None]) * background
    trimap = np.full((size, size), 128, np.uint8)
    trimap[:, :20], trimap[:, 44:] = 0, 255
    return (255 * mixed).round().astype(np.uint8), trimap, alpha


def _colour(*channels: float) -> np.ndarray:
    return np.array(channels, np.float32)


def _formats() -> tuple[State, str, str]:
    from core.imaging.colour import to_unit
    from core.imaging.contents import Depth
    from core.imaging.reading import read_grey
    from core.imaging.writing import write_alpha

    alpha = np.linspace(0, 1, 32 * 32, dtype=np.float32).reshape(32, 32)
    kinds: dict[str, tuple[str, Depth]] = {
        "PNG, 16 bits": (".png", 16),
        "TIFF, 16 bits": (".tiff", 16),
        "TIFF, floats": (".tiff", "float"),
        "EXR, half floats": (".exr", "half"),
        "WebP, 8 bits": (".webp", 8),
    }
    bad = {}
    with tempfile.TemporaryDirectory() as folder:
        for words, (suffix, depth) in kinds.items():
            path = Path(folder) / f"alpha{suffix}"
            try:
                write_alpha(path, alpha, depth=depth)
                off = float(np.abs(to_unit(read_grey(path)) - alpha).max())
                if off > 1 / 255:
                    bad[words] = f"read back, it is off by {off:.3f}"
            except DmatError as error:
                bad[words] = str(error)
    if bad:
        text = " ".join(f"{words}: {why}" for words, why in bad.items())
        return "failed", text, "Install imagecodecs, tifffile and OpenEXR again, or use another format."
    return "ok", f"{'; '.join(kinds)}: written and read back.", ""


def _foreground() -> tuple[State, str, str]:
    from core.imaging.compositing import estimate_foreground

    pixels, _trimap, alpha = _tiny_picture()
    colours = estimate_foreground(pixels.astype(np.float32) / 255, alpha)
    if not np.isfinite(colours).all():
        return "failed", "pymatting gives colours that are no numbers.", "Install pymatting and numba again."
    return "ok", "pymatting estimates colours.", ""


def _folders() -> tuple[State, str, str]:
    folders = {
        "data": platformdirs.user_data_path("dmat"),
        "settings": platformdirs.user_config_path("dmat"),
        "cache": platformdirs.user_cache_path("dmat"),
        "log": log_folder(),
    }
    problems = [f"{folder} ({why})" for folder in folders.values() if (why := _why_not_writable(folder))]
    text = "; ".join(f"{name}: {folder}" for name, folder in folders.items())
    if problems:
        advice = f"Not writable: {', '.join(problems)}. Get the right to write there, or free the disk."
        return "failed", text, advice
    free = shutil.disk_usage(folders["data"]).free
    text = f"{text}; {free / 1e9:.1f} GB free."
    return (
        ("warning", text, "Make room: projects and models go there.")
        if free < _FREE_DISK
        else ("ok", text, "")
    )


def _why_not_writable(folder: Path) -> str:
    """Why nothing can be written there, "" if it can: a file is, and is taken away again."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"dmat")
    except OSError as error:
        return error.strerror or str(error)
    return ""


_CHECKS: dict[str, Callable[[], tuple[State, str, str]]] = {
    "Versions": _versions,
    "Installation": _installation,
    "Computing": _computing,
    "Memory": _memory,
    "Fonts": _fonts,
    "Folders": _folders,
    "Picture files": _formats,
    "Model": _model,
    "Foreground colours": _foreground,
}
CHECKS = tuple(_CHECKS)
"""The names of what is checked, in order."""

"""The measuring itself, in a process per case: `python -m core.speed.measuring CASE.json RESULT.json`."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import fmean, median
from typing import Any

import cv2
import numpy as np
import torch

from core.errors import DmatError
from core.evaluation.macs import macs_run
from core.imaging.coarse import CoarseStart
from core.imaging.picture import Picture
from core.imaging.trimap import unknown_fraction, unknown_mask
from core.imaging.writing import write_alpha, write_rgb
from core.predictor import MattingPredictor, RunSettings
from core.speed.cases import OURS, Case
from core.speed.memory import allow_what_is_free, childrens_peak_mb, peak_mb, present_mb
from core.speed.methods import NotCompiled, model_of, predictor_of, run_of, run_with
from core.speed.pictures import pictures
from core.speed.throughput import throughput

_WARM = 96
"""Side of the picture that a method is warmed up on."""
_TILED = 512
"""The tiles that a picture of 1024 x 1024 is cut into to be held against the whole."""
_TURNS = 3
"""How often a large picture and its parts are timed."""
_LINE = 64
"""Pixels from one unknown line of a tile to the next."""


def measure(case: Case) -> dict[str, Any]:
    """Measure one case in this process; the numbers as plain JSON values, or {"words": why there are none}
    of compiled networks where these cannot be compiled."""
    kinds = {
        "beside": _beside,
        "runs": _runs,
        "tiles": _tiles,
        "agreement": _agreement,
        "faster": _faster,
        "export": _export,
        "throughput": throughput,
    }
    try:
        return kinds[case.kind](case)
    except NotCompiled as error:
        return {"words": str(error).rstrip(".")}


def _beside(case: Case) -> dict[str, Any]:
    """Each picture by one method right after the other, so that a busy machine is so for both."""
    runs = {method: run_of(method, case.device) for method in case.methods}
    prepared = pictures(case.width, case.height, case.unknown, case.pictures)
    for run in runs.values():
        run(*_small(*prepared[0]))
    rows: list[dict[str, Any]] = []
    until = time.perf_counter() + case.limit
    for image, trimap in prepared:
        if rows and time.perf_counter() > until:
            break
        timed = {method: _timed(run, image, trimap) for method, run in runs.items()}
        rows.append({"unknown": unknown_fraction(trimap), **timed})
    return {"rows": rows}


def _runs(case: Case) -> dict[str, Any]:
    (method,) = case.methods
    predictor = predictor_of(method, case.device) if method in OURS else None
    run = run_of(method) if predictor is None else run_with(predictor)
    prepared = pictures(case.width, case.height, case.unknown, case.pictures)
    # Compiled networks are made for a shape: no other warms them up.
    run(*(prepared[0] if method.endswith("compiled") else _small(*prepared[0])))
    loaded = present_mb()
    rows: list[dict[str, Any]] = []
    for image, trimap in prepared:
        if rows and sum(row["seconds"] for row in rows) + rows[-1]["seconds"] > case.limit:
            break  # another one would hardly end in time
        shapes, timed = _watched(predictor, run, image, trimap)
        if timed["seconds"] > case.limit:
            return {"words": f"over {case.limit / 60:.0f} min"}
        config = predictor.config if predictor is not None else None
        macs = sum(macs_run(config, *shape) for shape in shapes) if config is not None else None
        rows.append({"unknown": unknown_fraction(trimap), "macs": macs, "tiles": len(shapes), **timed})
    return {"rows": rows, "loaded_mb": loaded, "peak_mb": peak_mb()}


def _tiles(case: Case) -> dict[str, Any]:
    """A large picture, and beside it what one tile and the start alone take: medians of some turns."""
    predictor = predictor_of(case.methods[0], case.device)
    ((image, trimap),) = pictures(case.width, case.height, case.unknown, 1)
    run_with(predictor)(*_small(image, trimap))
    assert predictor.config is not None  # tiles are a network's
    tile = min(predictor.config.tile, max(trimap.shape))
    of_one_tile = cv2.resize(image, (tile, tile), interpolation=cv2.INTER_AREA), _unknown_throughout(tile)
    run, loaded = run_with(predictor), present_mb()
    turns = [
        (
            _timed(CoarseStart, Picture(of_one_tile[0]), of_one_tile[1]),
            _timed(run, *of_one_tile),
            _timed(CoarseStart, Picture(image), trimap),
            *_watched(predictor, run, image, trimap),
        )
        for _ in range(_TURNS)
    ]
    shapes = turns[0][3]
    pixels = sum(height * width for height, width in shapes)
    return {
        "unknown": unknown_fraction(trimap),
        "tiles": len(shapes),
        "tiles_worth": pixels / tile**2,
        "tile": _medians([{key: of[1][key] - of[0][key] for key in of[0]} for of in turns]),
        "start": _medians([of[2] for of in turns]),
        "all": _medians([of[4] for of in turns]),
        "loaded_mb": loaded,
        "peak_mb": peak_mb(),
    }


def _agreement(case: Case) -> dict[str, Any]:
    """The mean difference over unknown pixels between a picture in tiles and in one piece.

    Where there are no weights, random ones run in one step: what they give is no matte, but how far the
    networks look, and what their norms see of a picture, is the same.
    """
    model, trained = model_of(case.methods[0])
    predictor = MattingPredictor(model, device=case.device, precision="float32")
    side = min(_TILED, case.width // 2 // model.config.tile_multiple * model.config.tile_multiple)
    ((image, trimap),) = pictures(case.width, case.height, case.unknown, 1)
    plain = RunSettings(steps=None if trained else 1)
    whole, tiled = (
        predictor.run(image, trimap, settings=replace(plain, tile=tile), keep_steps=False).alpha
        for tile in (max(trimap.shape), side)
    )
    apart = np.abs(whole - tiled)[unknown_mask(trimap)]
    return {"tile": side, "trained": trained, "mean": float(apart.mean()), "largest": float(apart.max())}


def _faster(case: Case) -> dict[str, Any]:
    """How far one method's alphas are from another's with the same noise, over unknown pixels."""
    runs = [run_of(method, case.device) for method in case.methods]
    rows: list[dict[str, float]] = []
    until = time.perf_counter() + case.limit
    for image, trimap in pictures(case.width, case.height, case.unknown, case.pictures):
        if rows and time.perf_counter() > until:
            break
        expected, found = (run(image, trimap)[unknown_mask(trimap)] for run in runs)
        apart = np.abs(found - expected)
        rows.append({"mean": float(apart.mean()), "largest": float(apart.max())})
    return {
        "rows": rows,
        "mean": fmean(row["mean"] for row in rows),
        "largest": max(row["largest"] for row in rows),
    }


def _export(case: Case) -> dict[str, Any]:
    """`dmat matte` from files to a file, one step: memory does not depend on their number."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("picture.png", "picture_trimap.png")]
        ((image, trimap),) = pictures(case.width, case.height, case.unknown, 1)
        write_rgb(files[0], image)
        write_alpha(files[1], trimap / np.float32(255))
        share = unknown_fraction(trimap)
        del image, trimap
        name = case.methods[0].split(",")[0]
        command = [sys.executable, "-m", "core.cli", "matte", str(files[0]), "-o", folder]
        command += ["--model", name, "--steps", "1", "--device", "cpu"]
        began = time.perf_counter()
        ended = subprocess.run(
            command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        seconds = time.perf_counter() - began
        if ended.returncode == -9:
            raise MemoryError("The system ended `dmat matte`.")
        if ended.returncode:
            said = ended.stderr.strip().splitlines()
            raise DmatError(said[-1] if said else f"`dmat matte` ended with code {ended.returncode}.")
        written = (Path(folder) / "picture_alpha.png").exists()
    return {"unknown": share, "written": written, "peak_mb": childrens_peak_mb(), "seconds": seconds}


def _timed(run: Callable[..., Any], *arguments: Any) -> dict[str, float]:
    """Seconds by the clock and of all the process's threads."""
    clock, cpu = time.perf_counter(), time.process_time()
    run(*arguments)
    return {"seconds": time.perf_counter() - clock, "cpu": time.process_time() - cpu}


def _medians(rows: list[dict[str, float]]) -> dict[str, float]:
    return {key: median(row[key] for row in rows) for key in rows[0]}


def _watched(
    predictor: MattingPredictor | None,
    run: Callable[[np.ndarray, np.ndarray], np.ndarray],
    image: np.ndarray,
    trimap: np.ndarray,
) -> tuple[list[tuple[int, int]], dict[str, float]]:
    """The shapes of the tiles that the encoder saw, and the times."""
    shapes: list[tuple[int, int]] = []
    if predictor is None or predictor.model is None:
        return shapes, _timed(run, image, trimap)

    def note(_: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        count, _channels, height, width = inputs[0].shape
        shapes.extend([(height, width)] * count)

    hook = predictor.model.encoder.register_forward_pre_hook(note)
    try:
        return shapes, _timed(run, image, trimap)
    finally:
        hook.remove()


def _small(image: np.ndarray, _: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    side = min(_WARM, *image.shape[:2])
    return np.ascontiguousarray(image[:side, :side]), _all_unknown(side)


def _unknown_throughout(side: int) -> np.ndarray:
    """Unknown in a line every few pixels: a tile keeps its size, and a start has next to nothing to do."""
    trimap = _all_unknown(side)
    known = np.arange(side) % _LINE > 0
    trimap[:, known] = np.where(np.arange(side) < side // 2, 0, 255).astype(np.uint8)[known]
    return trimap


def _all_unknown(side: int) -> np.ndarray:
    """But for a stripe at two of its edges, which closed-form matting goes out from."""
    trimap = np.full((side, side), 128, np.uint8)
    trimap[:, : side // 16], trimap[:, -(side // 16) :] = 0, 255
    return trimap


if __name__ == "__main__":
    asked, answer = map(Path, sys.argv[1:])
    allow_what_is_free()
    found = measure(Case.from_json(json.loads(asked.read_text(encoding="utf-8"))))
    answer.write_text(json.dumps(found), encoding="utf-8")

"""Real files of every kind that the program reads, made by those that write them; each a few kilobytes."""

import io
import json
from dataclasses import asdict, replace
from pathlib import Path

import imagecodecs
import numpy as np
import OpenEXR
import tifffile
import torch
from data.layout_trees import matte, trimap_of
from models_for_tests import TINY_GUIDED, tiny_model
from PIL import Image, ImageCms

from core.batch.record import FORMAT as BATCH_FORMAT
from core.files import file_digest
from core.imaging.encoding import encode
from core.models.checkpoints import save_model
from core.models.config import SwinUnetConfig, UNetConfig
from core.projects.project import PictureReference, Project, ProjectRun
from core.projects.writing import write_project
from core.step_mattes import MATTE_KINDS, StepMattes, UnknownPixels
from core.training.kept import Asked
from core.training.presets import PRESETS, load_preset
from core.training.state import RunState, save_state

WIDTH, HEIGHT = 40, 24
RNG = np.random.default_rng(1)
_UNET = UNetConfig(channels=4, multipliers=(1,), norm="pixel", unshuffle=2, dropout=0.0)
TINIEST = replace(
    TINY_GUIDED, prior=replace(_UNET, unshuffle=4), corrector=_UNET,
    encoder=SwinUnetConfig(
        "image+trimap+start", embed=8, depths=(2,), heads=(1,), window=2, features=4, stride=2, detail=True
    ),
)  # fmt: skip
"""A model of few numbers, so that a file of it is nearly all description."""


def pictures() -> dict[str, bytes]:
    """Pictures of every kind that is read, and a GIF, which is not."""
    colour, alpha = _colours(), matte(0, WIDTH)[:HEIGHT]
    clear = np.dstack((colour, alpha))
    deep = colour.astype(np.uint16) * 257
    light = (colour / np.float32(255)) ** 2.2
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[274], exif[315], exif[36867] = 6, "Ångström", "2020:01:01 00:00:00"
    made = {
        "grey.png": encode(alpha[..., None], ".png"),
        "rgb.png": encode(colour, ".png", icc=profile, exif=exif.tobytes()),
        "rgba.png": encode(clear, ".png"),
        "deep.png": encode(np.dstack((deep, deep[..., 0])), ".png"),
        "palette.png": _pillow(Image.fromarray(colour).quantize(16), "PNG", transparency=bytes(range(16))),
        "bits.png": _pillow(Image.fromarray(alpha).convert("1"), "PNG"),
        "animated.png": _animated("PNG", clear),
        "rgb.jpg": encode(colour, ".jpg", icc=profile, exif=exif.tobytes()),
        "progressive.jpg": _pillow(Image.fromarray(colour), "JPEG", progressive=True),
        "cmyk.jpg": _pillow(Image.fromarray(colour).convert("CMYK"), "JPEG"),
        "rgba.webp": encode(clear, ".webp"),
        "lossy.webp": _pillow(Image.fromarray(clear), "WEBP", quality=60),
        "animated.webp": _animated("WEBP", clear),
        "rgba.avif": _pillow(Image.fromarray(clear), "AVIF"),
        "deep.avif": imagecodecs.avif_encode(deep >> 6, bitspersample=10, level=80),
        "rgb.bmp": _pillow(Image.fromarray(colour), "BMP"),
        "packed.bmp": _pillow(Image.fromarray(colour).quantize(4), "BMP"),
        "rgba.tif": encode(clear, ".tif", icc=profile, exif=exif.tobytes(), associated=True),
        "float.tif": encode(light, ".tif"),
        "tiled.tif": _tiff(colour, photometric="rgb", tile=(16, 16), compression="lzw"),
        "planes.tif": _tiff(np.moveaxis(deep, -1, 0), photometric="rgb", planarconfig="separate"),
        "jpeg.tif": _tiff(colour, photometric="ycbcr", compression="jpeg"),
        "zstd.tif": _tiff(colour, photometric="rgb", compression="zstd", bigtiff=True),
        "packbits.tif": _tiff(alpha, photometric="miniswhite", compression="packbits", byteorder=">"),
        "palette.tif": _pillow(Image.fromarray(colour).quantize(16), "TIFF"),
        "fax.tif": _pillow(Image.fromarray(alpha).convert("1"), "TIFF", compression="group4"),
        "cmyk.tif": _pillow(Image.fromarray(colour).convert("CMYK"), "TIFF"),
        "animated.gif": _animated("GIF", clear),
    }  # fmt: skip
    compressions = ("NO", "RLE", "ZIPS", "ZIP", "PIZ", "PXR24", "B44", "DWAA")
    for at, name in enumerate(compressions):
        half = light.astype(np.float16 if at % 2 else np.float32)
        made[f"{name.lower()}.exr"] = _exr(half, compression=getattr(OpenEXR, f"{name}_COMPRESSION"))
    tiles = OpenEXR.TileDescription()
    tiles.xSize = tiles.ySize = 16
    made["tiled.exr"] = _exr(light, type=OpenEXR.tiledimage, tiles=tiles)
    return made


def trimaps() -> dict[str, bytes]:
    """Trimaps of WIDTH x HEIGHT in the formats that trimaps come in."""
    trimap = _trimap()
    return {
        "trimap.png": encode(trimap[..., None], ".png"),
        "deep.png": encode(trimap[..., None].astype(np.uint16) * 257, ".png"),
        "trimap.tif": encode(trimap[..., None], ".tif"),
        "trimap.exr": encode((trimap / np.float32(255))[..., None], ".exr"),
        "trimap.jpg": encode(trimap[..., None], ".jpg"),
        "trimap.bmp": _pillow(Image.fromarray(trimap), "BMP"),
        "alpha.png": encode(np.dstack((np.zeros((HEIGHT, WIDTH, 3), np.uint8), trimap)), ".png"),
    }


def projects(folder: Path) -> dict[str, bytes]:
    """Projects with steps of every kind, with a picture in them and without. Uses `folder`."""
    trimap = _trimap()
    reference = PictureReference("a.png", (WIDTH, HEIGHT), folder / "a.png", "ab" * 32)
    own, other = UnknownPixels(trimap), UnknownPixels(255 - trimap)
    full = Project(
        reference, trimap, encode(_colours(), ".jpg"), (_run(1, trimap, own), _run(2, trimap, None)), 0,
        RNG.integers(0, 1024, (HEIGHT, WIDTH, 2)).astype("<u2"), 2, folder / "home.dmat",
    )  # fmt: skip
    made = {
        "full.dmat": full,
        "pixels.dmat": replace(full, embedded=_picture(), runs=(_run(1, trimap, other),), retouch=None),
        "bare.dmat": Project(reference, trimap),
    }
    return {
        name: _written(folder / name, lambda path, p=project: write_project(path, p))
        for name, project in made.items()
    }


def models(folder: Path) -> dict[str, bytes]:
    """Model files: single and half precision. Uses `folder`."""
    model = tiny_model(TINIEST)
    return {
        "model.safetensors": _written(folder / "model.safetensors", lambda path: save_model(model, path)),
        "half.safetensors": _written(
            folder / "half.safetensors", lambda path: save_model(model, path, dtype=torch.float16)
        ),
    }


def states(folder: Path) -> dict[str, bytes]:
    """The state of a training run. Uses `folder`."""
    tensors = {
        "model.weight": torch.ones(3, 4),
        "average.weight": torch.ones(3, 4),
        "log.loss": torch.ones(2),
    }
    path = save_state(folder, RunState(12, {"stage": "prior", "settings": {"steps": 100}}, tensors))
    return {"state-00000012.safetensors": path.read_bytes()}


def published() -> dict[str, bytes]:
    """Checkpoints as torch writes them: the two files of the authors in small, in both of torch's formats."""
    content = {"prior.pt": {"net_model": _state(), "step": 1}, "matting.pth": [_state(), _state()]}
    made = {}
    for name, value in content.items():
        for zipped in (True, False):
            stream = io.BytesIO()
            torch.save(value, stream, _use_new_zipfile_serialization=zipped)
            made[name if zipped else f"old_{name}"] = stream.getvalue()
    return made


def presets() -> dict[str, bytes]:
    """The presets that come with the program, with all of their values."""
    return {f"{name}.toml": load_preset(name).to_toml().encode() for name in PRESETS}


def batch_records(folder: Path) -> dict[str, bytes]:
    """A record of a batch, of files in `folder`, which are written."""
    (folder / "a_alpha.png").write_bytes(encode(matte(0, WIDTH)[..., None], ".png"))
    entry = {"picture": "a.jpg", "key": "k", "files": {"a_alpha.png": file_digest(folder / "a_alpha.png")}}
    return {"dmat-batch.json": json.dumps({"format": BATCH_FORMAT, "done": {"a": entry}}).encode()}


def evaluations(about: dict) -> dict[str, bytes]:
    """Results of an evaluation; `about` is what a file says of its data set."""
    scores = {"sad": 1.0, "mse": 0.1, "grad": 0.2, "conn": 0.3}
    row = {
        "files": "0" * 12, "name": "a", "group": "", "unknown": scores, "whole": scores, "seconds": 0.5,
        "estimates": [[250, 1.0], [0, 0.5]], "matte": "ab", "has_unknown": True,
    }  # fmt: skip
    method = {"name": "compact", "key": "k", "rows": [row, row]}
    told = {"format": "dmat-evaluation-1", "data_set": about, "note": "x", "methods": [method]}
    return {"results.json": json.dumps(told).encode()}


def fine_tunings() -> dict[str, bytes]:
    """The small files beside a fine-tuning: what was asked, planned, found and logged."""
    asked = asdict(Asked("mine", ("/a", "/b"), "compact", 15.0, 1, ("--seed", "3")))
    part = {"mean": {"sad": 1.0}, "rows": [{"name": "a"}]}
    report = {
        "steps": 10, "seconds_per_step": 1.0, "better": True, "judged_on": "held out", "forgot": False,
        "change": {"held out": -0.1}, "left_out": [], "before": {"held out": part},
        "after": {"held out": part},
    }  # fmt: skip
    log = "\n".join(json.dumps({"step": step, "loss": 0.5}) for step in range(5))
    return {
        "asked.json": json.dumps(asked).encode(),
        "plan.json": json.dumps({"steps": 10, "seconds_per_step": 1.0}).encode(),
        "finetune.json": json.dumps(report).encode(),
        "log.jsonl": log.encode(),
    }


def _colours() -> np.ndarray:
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    return np.stack((x * 6, y * 10, (x + y) * 4), -1).astype(np.uint8)


def _trimap() -> np.ndarray:
    return trimap_of(matte(0, WIDTH))[:HEIGHT]


def _picture() -> object:
    from core.imaging.picture import Picture

    return Picture(_colours().astype(np.uint16) * 257, None, b"profile" * 30, b"Exif\0\0exif")


def _run(number: int, trimap: np.ndarray, unknown: UnknownPixels | None) -> ProjectRun:
    count = trimap.shape if unknown is None else len(unknown.places)
    mattes = [RNG.random(count).astype(np.float16) for _ in MATTE_KINDS]
    steps = (
        StepMattes(250, 0, mattes[0], None, None, mattes[3], trimap=unknown),
        StepMattes(0, 1, *mattes, trimap=unknown),
    )
    alpha = RNG.random(trimap.shape, np.float32)
    return ProjectRun(
        f"Run {number}", number, alpha, trimap, "compact", {"t_start": 250, "correct": True}, steps,
        alpha, (1, "corrected"), (0.1,), {"model": "compact"}, "CPU", "float32", 0.3, ("A note.",),
    )  # fmt: skip


def _state() -> dict[str, torch.Tensor]:
    return {"module.a.weight": torch.ones(3, 4), "module.b": torch.arange(6).reshape(2, 3).t()}


def _written(path: Path, write: object) -> bytes:
    write(path)
    return path.read_bytes()


def _pillow(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def _animated(kind: str, pixels: np.ndarray) -> bytes:
    frames = [Image.fromarray(np.roll(pixels, 3 * at, 1)) for at in range(3)]
    return _pillow(frames[0], kind, save_all=True, append_images=frames[1:], duration=40, loop=0)


def _tiff(samples: np.ndarray, **options: object) -> bytes:
    stream = io.BytesIO()
    tifffile.imwrite(stream, samples, **options)
    return stream.getvalue()


def _exr(samples: np.ndarray, **header: object) -> bytes:
    header = {"type": OpenEXR.scanlineimage, "compression": OpenEXR.ZIP_COMPRESSION, **header}
    planes = {name: OpenEXR.Channel(np.ascontiguousarray(samples[..., at])) for at, name in enumerate("RGB")}
    stream = io.BytesIO()
    OpenEXR.File(header, planes).write(stream)
    return stream.getvalue()

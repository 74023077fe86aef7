"""Every reader of files that a user may open, with real files for it and what must hold of what it reads."""

import os
import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from data.layout_trees import composition_1k, save_backgrounds
from fuzzing import mutations, seeds

from core.batch.record import Record
from core.data.cases import Case, DataSet
from core.data.check import check_data_set
from core.data.layouts import open_data_set
from core.errors import SettingsError
from core.evaluation.records import Records
from core.imaging.reading import read_grey, read_picture
from core.imaging.trimap import read_trimap
from core.models.checkpoints import load_checkpoint, read_config
from core.models.released_import import recognise
from core.projects import reading
from core.projects.pictures import embedded_picture, find_picture
from core.training.kept import kept_in
from core.training.presets import load_preset
from core.training.state import load_state


@dataclass(frozen=True)
class Reader:
    """A reader of files.

    Attributes:
        name: as the table calls it.
        files: gives real files by name; it is called with an empty folder.
        read: reads the file at a path, with its folder; checks what came of it by `assert`, gives its bytes.
        aware: how to damage such a file with knowledge of its format.
        prepare: puts beside the file what goes with it; it is called with the folder.
    """

    name: str
    files: Callable[[Path], dict[str, bytes]]
    read: Callable[[Path, Path], int]
    aware: mutations.Mutation | None = None
    prepare: Callable[[Path], object] = lambda folder: None


def _picture(path: Path, folder: Path) -> int:
    picture = read_picture(path)
    assert min(picture.size) >= 1 and picture.pixels.dtype in (np.uint8, np.uint16, np.float32)
    if picture.linear:
        assert np.isfinite(picture.pixels).all() and picture.pixels.min() >= 0
    if picture.alpha is not None and picture.linear:
        assert picture.alpha.min() >= 0 and picture.alpha.max() <= 1
    if picture.width * picture.height < 10**6:
        assert picture.srgb8().shape == picture.pixels.shape
    return picture.pixels.nbytes + (0 if picture.alpha is None else picture.alpha.nbytes)


def _matte(path: Path, folder: Path) -> int:
    grey = read_grey(path)
    assert grey.ndim == 2 and grey.size and grey.dtype in (np.uint8, np.uint16, np.float32)
    return grey.nbytes


def _trimap(path: Path, folder: Path) -> int:
    trimap, note = read_trimap(path, (seeds.WIDTH, seeds.HEIGHT))
    assert trimap.shape == (seeds.HEIGHT, seeds.WIDTH) and note != ""
    assert set(np.unique(trimap)) <= {0, 128, 255}
    return trimap.nbytes


def _project(path: Path, folder: Path) -> int:
    summary = reading.read_summary(path)
    find_picture(summary.reference, folder)
    project = reading.read_project(path)
    width, height = project.reference.size
    assert project.trimap.shape == (height, width)
    assert (project.current is None) == (not summary.has_result)
    if summary.has_result:
        alpha = reading.read_project_result(path)
        assert alpha.shape == (height, width) and alpha.min() >= 0 and alpha.max() <= 1
    size = project.trimap.nbytes
    for run in project.runs:
        assert run.alpha.shape == run.trimap.shape == (height, width)
        size += run.alpha.nbytes + run.trimap.nbytes + sum(step.nbytes for step in run.steps)
    if project.embedded is not None:
        size += embedded_picture(project.embedded, path.name).pixels.nbytes
    return size


def _model(path: Path, folder: Path) -> int:
    assert read_config(path).name is not None
    return sum(value.nbytes for value in load_checkpoint(path).state_dict().values())


def _state(path: Path, folder: Path) -> int:
    state = load_state(folder)
    if state is None:
        return 0
    assert state.step >= 0
    return sum(value.nbytes for value in state.tensors.values())


def _published(path: Path, folder: Path) -> int:
    assert recognise(path) in ("prior", "matting")
    return 0


def _preset(path: Path, folder: Path) -> int:
    preset = load_preset(path)
    again = path.with_name("again.toml")  # what a run's folder keeps must be read again
    again.write_text(preset.to_toml(), encoding="utf-8")
    try:
        same = repr(load_preset(again)) == repr(preset)
    except SettingsError as error:
        raise AssertionError("what it wrote itself is refused") from error
    finally:
        again.unlink()
    assert same
    return 0


def _batch(path: Path, folder: Path) -> int:
    record = Record(folder)
    record.files("a")
    assert record.is_done("a", "k", ["a_alpha.png"]) in (True, False)
    return 0


ABOUT = {
    "layout": "folders",
    "title": "t",
    "convention": "unknown",
    "groups": [""],
    "folders": {"image": "/set", "alpha": "/set"},
}


def _evaluation(path: Path, folder: Path) -> int:
    case = Case("a", "", Path("/set/a.png"), image=Path("/set/a.png"))
    records = Records(path, DataSet("folders", "t", folder, (case,)))
    for _, key, table in records.tables():
        records.rows(key)
        table.mean()
    return 0


def _fine_tuning(path: Path, folder: Path) -> int:
    for kept in kept_in(folder.parent):
        assert all(count >= 0 for count in kept.steps)
        kept.result()
        kept.losses()
        assert kept.asked.arguments(kept.folder)
        assert kept.model is None or kept.model.is_file()
    return 0


def _fine_tuning_files(folder: Path) -> dict[str, bytes]:
    return {
        f"training/{name}" if name.endswith("l") else name: data
        for name, data in seeds.fine_tunings().items()
    }


def _beside_fine_tuning(folder: Path) -> None:
    (folder / "training").mkdir()
    for name, data in _fine_tuning_files(folder).items():
        (folder / name).write_bytes(data)
    for name in ("training/state-00000003.safetensors", "model.safetensors"):
        (folder / name).touch()


def _set_files(folder: Path) -> dict[str, bytes]:
    """A file of each kind that a data set's folder holds, by its place in it."""
    pictures, trimaps = seeds.pictures(), seeds.trimaps()
    return {
        "images/a.jpg": pictures["rgb.jpg"], "images/b.png": pictures["rgb.png"],
        "images/c.tif": pictures["rgba.tif"],
        "alphas/a.png": pictures["grey.png"], "alphas/b.exr": trimaps["trimap.exr"],
        "alphas/c.png": trimaps["deep.png"],
        "trimaps/a.png": trimaps["trimap.png"], "full.dmat": seeds.projects(folder)["full.dmat"],
    }  # fmt: skip


def _put_set(folder: Path) -> None:
    for name, data in _set_files(folder).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)


def _data_set(path: Path, folder: Path) -> int:
    report = check_data_set(open_data_set(folder))
    report.to_text()
    report.to_json().encode()
    return 0


def _list_files(folder: Path) -> dict[str, bytes]:
    root = composition_1k(folder)
    lists = root.rglob("test_*_names.txt")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in lists}


def _put_lists(folder: Path) -> None:
    composition_1k(folder)
    save_backgrounds(folder / "behind", ["1.jpg"])


def _listed(path: Path, folder: Path) -> int:
    found = open_data_set(folder, "composition-1k", backgrounds=folder / "behind")
    for case in found.cases:
        assert all(part.is_relative_to(folder) for part in (case.alpha, case.foreground, case.trimap))
    return 0


READERS: dict[str, Reader] = {
    reader.name: reader
    for reader in (
        Reader("pictures", lambda folder: seeds.pictures(), _picture, mutations.spoil_png),
        Reader("mattes", lambda folder: seeds.pictures(), _matte, mutations.spoil_png),
        Reader("trimaps", lambda folder: seeds.trimaps(), _trimap, mutations.spoil_png),
        Reader("projects", seeds.projects, _project, mutations.spoil_zip),
        Reader("models", seeds.models, _model, mutations.spoil_safetensors),
        Reader("the authors' checkpoints", lambda folder: seeds.published(), _published, mutations.spoil_zip),
        Reader("training states", seeds.states, _state, mutations.spoil_safetensors),
        Reader("presets", lambda folder: seeds.presets(), _preset, mutations.spoil_toml),
        Reader("batch records", seeds.batch_records, _batch, mutations.spoil_json, seeds.batch_records),
        Reader(
            "evaluation records", lambda folder: seeds.evaluations(ABOUT), _evaluation, mutations.spoil_json
        ),
        Reader("fine-tunings", _fine_tuning_files, _fine_tuning, mutations.spoil_json, _beside_fine_tuning),
        Reader("data sets", _set_files, _data_set, mutations.spoil_png, _put_set),
        Reader("lists of data sets", _list_files, _listed, None, _put_lists),
    )
}


def _dies(path: Path, folder: Path) -> int:
    os.abort()


def _hangs(path: Path, folder: Path) -> int:
    while True:
        pass


def _fills(path: Path, folder: Path) -> int:
    return 0 * len(bytearray(300 * 2**20))


def _writes(path: Path, folder: Path) -> int:
    path.with_suffix(".part").write_bytes(b"")
    return 0


def _executes(path: Path, folder: Path) -> int:
    pickle.loads(pickle.dumps(Path))
    return 0


def _makes(path: Path, folder: Path) -> int:
    (_outside(folder) / "made").mkdir()
    return 0


def _moves(path: Path, folder: Path) -> int:
    (_outside(folder) / "another's").rename(_outside(folder) / "mine")
    return 0


def _looks(path: Path, folder: Path) -> int:
    return len((_outside(folder) / "another's").read_bytes())


def _outside(folder: Path) -> Path:
    return folder.parents[1]


def _put_outside(folder: Path) -> None:
    (_outside(folder) / "another's").touch()


def _waits(path: Path, folder: Path) -> int:
    time.sleep(3600)
    return 0


def _raises(path: Path, folder: Path) -> int:
    raise KeyError("a library's own")


_FAULTS = {
    "crash": _dies, "hang": _hangs, "memory": _fills, "written": _writes, "forbidden": _executes,
    "other error": _raises, "hang, asleep": _waits, "forbidden, a folder made": _makes,
    "forbidden, a file moved": _moves, "forbidden, a file read": _looks,
}  # fmt: skip
FAULTY: dict[str, Reader] = {
    name: Reader(name, lambda folder: {"a.txt": b"text"}, read, prepare=_put_outside)
    for name, read in _FAULTS.items()
}
"""Readers that do what no reader must do, called by what it is: what finds faults has to find these."""


def case_bytes(reader: Reader, files: dict[str, bytes], seed: int, number: int) -> tuple[str, bytes]:
    """The name and the damaged contents of a numbered case: always the same."""
    rng = Random(f"{seed}/{reader.name}/{number}")
    names = sorted(files)
    name = names[number % len(names)]
    if rng.random() < 0.03:  # another file's contents under this name
        return name, files[rng.choice(names)]
    return name, mutations.mutated(rng, files[name], reader.aware)

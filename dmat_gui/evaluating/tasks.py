"""The jobs of the Evaluate window: what a folder holds, the measuring, the report, and a case to look at."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from core.data.cases import Case, DataSet
from core.data.layouts import open_data_set
from core.data.loading import load_case
from core.data.reading import read_image
from core.errors import DataError
from core.evaluation.measure import Table
from core.files import file_digest, replacing, write_text
from core.imaging.picture import Picture
from core.projects.project import SUFFIX
from dmat_gui.canvas.display import display_pixels
from dmat_gui.file_stamp import stamp_of
from dmat_gui.jobs import JobContext
from dmat_gui.tasks import OpenedPicture

if TYPE_CHECKING:  # torch is imported on the worker
    from core.evaluation.methods import Method
    from core.evaluation.records import Records


@dataclass(frozen=True)
class LookAtSet:
    """Finds out what a folder with truth holds: gives a `DataSet`."""

    root: Path
    title: str = field(default="Looking at the folder", init=False)

    def run(self, context: JobContext) -> DataSet:
        return open_data_set(self.root)


@dataclass(frozen=True, eq=False)
class Measured:
    """What has been measured so far.

    methods: what was asked for. tables: by method's name. failures: a sentence for each case that failed.
    fraction: how far it is. text: what is in hand. kept: the file of the rows.
    """

    data_set: DataSet
    methods: tuple[Method, ...]
    tables: Mapping[str, Table]
    kept: Path
    failures: tuple[str, ...] = ()
    fraction: float = 0.0
    text: str = ""


@dataclass(frozen=True, eq=False)
class Evaluate:
    """Measures what is not measured yet, as `dmat evaluate` does: gives a `Measured`, and others on the way.

    folder: where rows are kept, so that measuring can be stopped and gone on with.
    """

    data_set: DataSet
    models: tuple[str, ...]
    baselines: tuple[str, ...]
    device: str
    folder: Path
    title: str = field(default="The evaluation", init=False)

    def run(self, context: JobContext) -> Measured:
        from core.evaluation.benchmark import run_benchmark, write_results
        from core.evaluation.choosing import choose_methods
        from core.tiled_refinement import RunSettings

        methods = choose_methods(
            self.models, self.baselines, RunSettings(), device=self.device, cancelled=context.cancelled
        )
        records = self._records()
        bar = _Bar(context, self.data_set, tuple(methods), records)
        tables, failures = run_benchmark(methods, self.data_set, records, bar=bar)
        write_results(records)
        return Measured(self.data_set, tuple(methods), tables, records.path, tuple(failures), 1.0)

    def _records(self) -> Records:
        """The rows kept of this data set; of one that is another now, none."""
        from core.evaluation.records import Records

        data_set = self.data_set
        groups = list(dict.fromkeys(case.group for case in data_set.cases))
        name = f"{data_set.root.resolve()}|{data_set.layout}|{data_set.convention}|{groups}"
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{hashlib.sha256(name.encode()).hexdigest()[:16]}.json"
        try:
            return Records(path, data_set)
        except DataError:
            path.unlink()  # rows of files that are there no more, which can be measured again
            return Records(path, data_set)


class _Bar:
    """Tells the window after each case; raises Cancelled there once it was asked to stop."""

    def __init__(
        self, context: JobContext, data_set: DataSet, methods: tuple[Method, ...], records: Records
    ) -> None:
        self._context = context
        self._data_set, self._methods, self._records = data_set, methods, records
        self._total = self._done = 0.0
        self._text = ""

    def reset(self, total: float) -> None:
        self._total, self._done = total, 0.0
        self._tell()

    def update(self, n: float) -> None:
        self._done += n
        self._tell()
        self._context.stop_if_cancelled()

    def set_description(self, desc: str) -> None:
        self._text = desc

    def _tell(self) -> None:
        from core.evaluation.benchmark import tables_of

        tables = tables_of(self._methods, self._data_set, self._data_set.cases, self._records)
        fraction = self._done / self._total if self._total else 1.0
        measured = Measured(
            self._data_set, self._methods, tables, self._records.path, (), fraction, self._text
        )
        self._context.step(measured)


@dataclass(frozen=True, eq=False)
class SaveReport:
    """Writes what was measured as Markdown, or as the JSON of `dmat evaluate`: gives the path."""

    path: Path
    measured: Measured
    title: str = field(default="Saving the report", init=False)

    def run(self, context: JobContext) -> Path:
        from core.evaluation.report import evaluation_markdown

        measured = self.measured
        if self.path.suffix.lower() == ".json":
            with replacing(self.path) as temporary:
                shutil.copyfile(measured.kept, temporary)
            return self.path
        cases, data_set = measured.data_set.cases, measured.data_set
        text = evaluation_markdown(data_set, cases, measured.methods, measured.tables)
        write_text(self.path, text + "\n")
        return self.path


@dataclass(frozen=True)
class OpenCase:
    """Opens a case's picture with its trimap; one that is composed, or within a project, has no file."""

    case: Case

    @property
    def title(self) -> str:
        return f"Opening {self.case.name}"

    def run(self, context: JobContext) -> OpenedPicture:
        loaded, image = load_case(self.case), self.case.image
        own_file = image is not None and image.suffix.lower() != SUFFIX
        stamp = stamp_of(image) if own_file else None
        picture = read_image(image) if image is not None else Picture.from_array(loaded.image)
        return OpenedPicture(
            picture,
            image if own_file else None,
            display_pixels(picture),
            loaded.trimap,
            None,
            " ".join(loaded.notes) or None,
            file_digest(image) if own_file else None,
            stamp,
        )

"""What the fine-tuning window leaves to the worker: looking at pictures, beginning, keeping a model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from core.errors import DmatError
from core.training.kept import Asked, Kept, keep
from dmat_gui.jobs import JobContext


class Looked(NamedTuple):
    """What was found at one place.

    count: pictures with mattes, but for files that cannot be used.
    title: how it was recognised, "" where it was not.
    problems: sentences on single files, or the one on the whole place; notes: on what belongs so.
    """

    root: Path
    count: int  # type: ignore[assignment]  # a field, where tuples have a method
    title: str
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LookAtPictures:
    """Decodes every picture at some places once; gives a list of `Looked`."""

    roots: tuple[Path, ...]

    @property
    def title(self) -> str:
        return "Looking at the pictures"

    def run(self, context: JobContext) -> list[Looked]:
        return [self._look(number, root, context) for number, root in enumerate(self.roots)]

    def _look(self, number: int, root: Path, context: JobContext) -> Looked:
        from core.data.check import check_data_set
        from core.data.layouts import open_data_set
        from core.errors import Cancelled

        def tell(done: int, of: int) -> None:
            context.progress((number + done / max(1, of)) / len(self.roots), root.name)

        try:
            data = open_data_set(root)
            report = check_data_set(data, on_progress=tell, cancelled=context.cancelled)
        except Cancelled:
            raise
        except DmatError as error:
            return Looked(root, 0, "", (str(error).split("\n")[0],))
        problems = (f"{each.file}: {each.text}" if each.file else each.text for each in report.problems)
        bad = {data.root / each.file for each in report.problems if each.kind in ("unreadable", "size")}
        names = {
            (case.group, case.name)
            for case in data.cases
            if bad.isdisjoint((case.alpha, case.image, case.trimap))
        }
        return Looked(root, len(names), report.title, tuple(problems), report.notes)


@dataclass(frozen=True)
class Begin:
    """Makes the folder of a new fine-tuning; gives it as `Kept`. Refuses a name that no model can have."""

    parent: Path
    asked: Asked

    @property
    def title(self) -> str:
        return "Beginning to fine-tune"

    def run(self, context: JobContext) -> Kept:
        from core.models.registry import place_for_new_model

        place_for_new_model(self.asked.name)
        return keep(self.parent, self.asked)


@dataclass(frozen=True)
class PutAmongModels:
    """Copies a finished model among the user's, and deletes the rest of its training; gives the name."""

    kept: Kept
    name: str

    @property
    def title(self) -> str:
        return f"Putting {self.name} among your models"

    def run(self, context: JobContext) -> str:
        from core.models.registry import add_model

        add_model(self.kept.folder / "model.safetensors", self.name)
        self.kept.remove()
        return self.name

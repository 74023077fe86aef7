"""Which files an export writes, known before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import SettingsError
from core.exporting.names import Naming
from core.exporting.outputs import Output, StepsOutput
from core.exporting.steps import RESULT, START, Moment, moments
from core.exporting.subject import Subject


@dataclass(frozen=True, eq=False)
class PlannedFile:
    """One file. moment and matte: what a file of one step shows; None for all others."""

    path: Path
    output: Output
    moment: Moment | None = None
    matte: str = ""


def plan_files(
    outputs: Iterable[Output], subject: Subject, folder: Path, naming: Naming, inputs: Sequence[Path] = ()
) -> list[PlannedFile]:
    """Return the files that the outputs become; steps lie in a folder of their own, `<name>_steps`.

    inputs: files that must not be replaced. Raises SettingsError if two files would have one name, or one
    that of an input.
    """
    planned: list[PlannedFile] = []
    for output in outputs:
        if isinstance(output, StepsOutput):
            planned += _step_files(output, subject, folder / f"{naming.name}_steps", naming)
        else:
            name = naming.file_name(output.kind, output.format.suffix)
            planned.append(PlannedFile(folder / name, output))
    taken: set[str] = set()
    given = {path.resolve() for path in inputs}
    for file in planned:
        name = str(file.path).casefold()
        if name in taken:
            raise SettingsError(f"Two files would be called {file.path.name}: add {{kind}} to the pattern.")
        if file.path.resolve() in given:
            raise SettingsError(
                f"{file.path.name} would replace a picture that you opened: add {{kind}} to the pattern, or "
                "choose another folder."
            )
        taken.add(name)
    return planned


def _step_files(output: StepsOutput, subject: Subject, folder: Path, naming: Naming) -> list[PlannedFile]:
    planned = []
    for moment in moments(subject):
        if moment.label == RESULT:
            continue  # it is the alpha
        step = None if moment.step is None else subject.steps[moment.step]
        number = "00" if step is None else f"{step.index:02d}_t{step.t:03d}"
        for matte in (START.lower(),) if step is None else output.mattes:
            if step is None or matte in step.kinds:
                name = naming.file_name(matte, output.format.suffix, number)
                planned.append(PlannedFile(folder / name, output, moment, matte))
    return planned

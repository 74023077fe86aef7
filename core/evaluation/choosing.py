"""The methods of a table, from the names of models and baselines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.errors import SettingsError
from core.evaluation.methods import Method, ModelFile, baseline_method, model_method
from core.models.registry import CLOSED_FORM
from core.tiled_refinement import RunSettings


def choose_methods(
    models: Sequence[str],
    baselines: Sequence[str],
    settings: RunSettings,
    *,
    device: str = "auto",
    precision: str = "auto",
    compiled: bool = False,
    cancelled: Callable[[], bool] | None = None,
) -> list[Method]:
    """The models and baselines asked for, each once, of different names.

    models: names or files; the one without a network counts as a baseline.
    cancelled: asked while a picture is matted. Raises CheckpointError, SettingsError.
    """
    names = list(dict.fromkeys([*(CLOSED_FORM for model in models if model == CLOSED_FORM), *baselines]))
    files: dict[str, ModelFile] = {}
    for model in dict.fromkeys(models):
        if model == CLOSED_FORM:
            continue
        found = ModelFile.find(model)
        name = found.name if found.name not in files else f"{found.path.parent.name}-{found.name}"
        while name in files or name in names:
            name += "+"
        files[name] = found
    methods = [
        model_method(
            found,
            settings,
            name=name,
            device=device,
            precision=precision,
            compiled=compiled,
            cancelled=cancelled,
        )
        for name, found in files.items()
    ]
    methods += [baseline_method(name, cancelled=cancelled) for name in names]
    if not methods:
        raise SettingsError("Nothing to measure: choose a model or a baseline.")
    return methods

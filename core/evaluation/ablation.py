"""What the paper's ablation (Tables 4-8, Figures 6 and 7) measures, with the models at hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import SettingsError
from core.evaluation.methods import Method, ModelFile, baseline_method, macs_of, model_method, one_shot_method
from core.evaluation.metrics import Scores
from core.models.config import ModelConfig
from core.predictor import RunSettings

LEVELS = (100, 250, 500, 750, 1000)
LEVELS_STEPS = 3
STEPS = (1, 3, 5, 10)
TRAINING_SEEDS = 5
LOSSES = {"no-inversion-loss": "L_Inv", "no-alpha-loss": "L_α", "no-composition-loss": "L_Comp"}

AS_TRAINED = "as trained"
INFERENCE_ONLY = "inference-only"
NOT_TRAINED_FOR = "not trained for"
NOT_TRAINED = "not trained"
NO_WEIGHTS = "none needed"

# The paper's own numbers, on Human-2K: SAD, MSE, Grad, Conn.
FULL = Scores(4.04, 0.0020, 1.66, 2.66)
PUBLISHED = {
    "no-diffusion": Scores(17.34, 0.0709, 51.33, 16.38),
    "no-arp": Scores(7.07, 0.0062, 3.82, 5.57),
    "t-100": Scores(5.52, 0.0045, 2.96, 4.16),
    "t-250": Scores(5.34, 0.0044, 2.71, 3.99),
    "t-500": Scores(5.33, 0.0050, 2.84, 3.74),
    "t-750": Scores(5.46, 0.0047, 2.77, 4.03),
    "t-1000": Scores(9.40, 0.0126, 7.15, 8.04),
    "steps-1": Scores(6.03, 0.0050, 3.41, 4.78),
    "steps-3": Scores(5.34, 0.0044, 2.71, 3.99),
    "steps-5": FULL,
    "steps-10": Scores(3.99, 0.0020, 1.59, 2.57),
    "no-inversion-loss": Scores(4.96, 0.0034, 2.51, 3.44),
    "no-alpha-loss": Scores(4.34, 0.0024, 1.84, 2.91),
    "no-composition-loss": Scores(4.77, 0.0027, 1.98, 3.19),
}

VARIANTS = (
    "no-diffusion",
    "no-arp",
    *LOSSES,
    *(f"t-{level}" for level in LEVELS),
    *(f"steps-{steps}" for steps in STEPS),
    *(f"seed-{seed}" for seed in range(2, TRAINING_SEEDS + 1)),
)
"""Names of models trained otherwise than the base, as `--variant NAME=FILE` takes them."""


@dataclass(frozen=True)
class Entry:
    """One line of a section.

    Attributes:
        label: what it is.
        standing: whether the weights were trained so.
        method: None where the line needs weights that are not at hand.
        published: the paper's scores on Human-2K.
        macs: at 512 × 512, where the section tells them.
        value: what a plot shows it at: T, S, or the noise's seed.
    """

    label: str
    standing: str
    method: Method | None
    published: Scores | None = None
    macs: int | None = None
    value: int | None = None


@dataclass(frozen=True)
class Section:
    """One table or figure of the paper."""

    name: str
    title: str
    entries: tuple[Entry, ...]


class Ablation:
    """All sections for one model and its variants.

    Args:
        base: the model with everything in it.
        variants: models trained otherwise, by their names in `VARIANTS`.
        seeds: noise seeds per model in Figure 6, from 0 on.
        device, precision: as in MattingPredictor.

    Raises:
        SettingsError: a variant's name is unknown, it was trained for another T or S than its name says, or
            it is the base or another variant again.
    """

    def __init__(
        self,
        base: ModelFile,
        variants: Mapping[str, ModelFile],
        *,
        seeds: int = 5,
        device: str = "auto",
        precision: str = "auto",
    ) -> None:
        for name in variants:
            if name not in VARIANTS:
                raise SettingsError(f"There is no variant {name!r}. Choose of {', '.join(VARIANTS)}.")
        self._base, self._variants, self._seeds = base, dict(variants), seeds
        self._check_variants()
        self._where: dict[str, Any] = {"device": device, "precision": precision}
        self.full = self._run(base)
        self.sdedit = self._run(base, correct=False)
        self.sections = (
            self._diffusion(),
            self._reliability(),
            self._levels(),
            self._steps(),
            self._losses(),
            self._noise(),
            self._estimates(),
        )

    @property
    def methods(self) -> list[Method]:
        """Everything to be measured, the base first, each once."""
        entries = [entry for section in self.sections for entry in section.entries]
        found = [self.full, *(entry.method for entry in entries if entry.method is not None)]
        return list({method.key: method for method in found}.values())

    def _check_variants(self) -> None:
        """Raise SettingsError for a file that is not the model that its name says."""
        names = {self._base.sha256: "the base"}
        for name, model in self._variants.items():
            held = names.setdefault(model.sha256, name)
            if held != name and not (_of_settings(held) and _of_settings(name)):
                raise SettingsError(
                    f"The variant {name} has the same weights file as {held}: leave it out, or name the "
                    "model that was trained so."
                )
            self._check_training(name, model.config)

    def _check_training(self, name: str, config: ModelConfig) -> None:
        """Tables 6 and 7 tell of T and S, which the file must have been trained for."""
        if not _of_settings(name):
            return
        kind, _, value = name.partition("-")
        base = self._base.config.t_start
        t_start, steps = (int(value), LEVELS_STEPS) if kind == "t" else (base, int(value))
        if t_start not in config.trained_t_starts or steps not in config.trained_steps:
            levels, counts = (
                " or ".join(map(str, told)) for told in (config.trained_t_starts, config.trained_steps)
            )
            raise SettingsError(
                f"The variant {name} has to be trained for T = {t_start} in {steps} steps, but its file says "
                f"T = {levels} in {counts} steps: name another file, or leave it out."
            )

    def _run(self, model: ModelFile, **settings: Any) -> Method:
        run = RunSettings(**settings)
        words = [f"T={run.t_start or model.config.t_start}", f"S={run.steps or model.config.steps}"]
        words += [f"seed={run.seed}"] + ([] if run.arp else ["no ARP"]) + ([] if run.correct else ["SDEdit"])
        return model_method(model, run, name=f"{model.name} {', '.join(words)}", **self._where)

    def _one_shot(self, model: ModelFile) -> Method:
        return one_shot_method(model, name=f"{model.name} one shot", **self._where)

    def _full(self, value: int | None = None) -> Entry:
        label = f"{self._base.name}: T = {self._base.config.t_start}, S = {self._base.config.steps}"
        return Entry(label, AS_TRAINED, self.full, FULL, value=value)

    def _trained(self, label: str, name: str, **settings: int | bool) -> Entry:
        """The line of a variant that has weights of its own, or none."""
        model = self._variants.get(name)
        if model is None:
            return Entry(label, NOT_TRAINED, None, PUBLISHED.get(name))
        method = self._one_shot(model) if name == "no-diffusion" else self._run(model, **settings)
        return Entry(label, AS_TRAINED, method, PUBLISHED.get(name))

    def _diffusion(self) -> Section:
        start = baseline_method("start" if self._base.config.start == "coarse" else "trimap")
        entries = (
            Entry("What it begins from, alone", NO_WEIGHTS, start),
            self._trained("Without diffusion", "no-diffusion"),
            Entry(
                "Same weights, the corrector once, without diffusion",
                INFERENCE_ONLY,
                self._one_shot(self._base),
            ),
            Entry("Prior alone, no correction (SDEdit)", INFERENCE_ONLY, self.sdedit),
            self._full(),
        )
        return Section("table-4", "Table 4: with and without diffusion", entries)

    def _reliability(self) -> Section:
        entries = (
            self._trained("Without ARP", "no-arp", arp=False),
            Entry("Same weights, ARP off", INFERENCE_ONLY, self._run(self._base, arp=False)),
            self._full(),
        )
        return Section("table-5", "Table 5: with and without alpha reliability propagation", entries)

    def _levels(self) -> Section:
        entries = []
        for level in LEVELS:
            model = self._variants.get(f"t-{level}", self._base)
            config = model.config
            seen = level in config.trained_t_starts and LEVELS_STEPS in config.trained_steps
            entries.append(
                Entry(
                    f"T = {level}",
                    AS_TRAINED if seen else NOT_TRAINED_FOR,
                    self._run(model, t_start=level, steps=LEVELS_STEPS),
                    PUBLISHED[f"t-{level}"],
                    value=level,
                )
            )
        return Section("table-6", f"Table 6: noise level T, {LEVELS_STEPS} steps", tuple(entries))

    def _steps(self) -> Section:
        entries = []
        for steps in STEPS:
            model = self._variants.get(f"steps-{steps}", self._base)
            seen = steps in model.config.trained_steps
            entries.append(
                Entry(
                    f"S = {steps}",
                    AS_TRAINED if seen else NOT_TRAINED_FOR,
                    self._run(model, t_start=self._base.config.t_start, steps=steps),
                    PUBLISHED[f"steps-{steps}"],
                    macs_of(model.config, RunSettings(steps=steps)),
                    value=steps,
                )
            )
        title = f"Table 7: number of steps S, T = {self._base.config.t_start}"
        return Section("table-7", title, tuple(entries))

    def _losses(self) -> Section:
        entries = [self._trained(f"Without {symbol}", name) for name, symbol in LOSSES.items()]
        return Section("table-8", "Table 8: losses", (*entries, self._full()))

    def _noise(self) -> Section:
        entries = []
        for number in range(1, TRAINING_SEEDS + 1):
            model = self._base if number == 1 else self._variants.get(f"seed-{number}")
            if model is None:
                entries.append(Entry(f"Training {number}", NOT_TRAINED, None))
                continue
            entries += [
                Entry(
                    f"Training {number}, noise seed {seed}",
                    AS_TRAINED,
                    self._run(model, seed=seed),
                    value=seed,
                )
                for seed in range(self._seeds)
            ]
        return Section("figure-6", "Figure 6: seeds of the training and of the noise", tuple(entries))

    def _estimates(self) -> Section:
        entries = (
            self._full(),
            Entry("Prior alone, no correction (SDEdit)", INFERENCE_ONLY, self.sdedit),
        )
        return Section("figure-7", "Figure 7: the estimate α̃₀ at each step", entries)


def _of_settings(name: str) -> bool:
    """Whether a variant's name tells T or S; one model may have been trained for several of them."""
    return name.startswith(("t-", "steps-"))

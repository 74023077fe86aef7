"""What is measured: cases, and the sets of them that `dmat bench` runs."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal["beside", "runs", "tiles", "agreement", "faster", "export", "throughput"]

OURS = ("compact, float32", "compact, bfloat16", "compact, compiled")
CLOSED_FORM, KNN = "closed-form (pymatting)", "KNN (pymatting)"
TWELVE, HUNDRED = (4000, 3000), (11_600, 8_700)


@dataclass(frozen=True)
class Case:
    """One measurement.

    Attributes:
        kind: "beside" runs methods in turns on each picture; "runs" one method for its time and memory;
            "tiles" holds a large picture against its own tiles; "agreement" holds tiles against the whole;
            "faster" holds the second method's alphas against the first's; "export" is `dmat matte` with its
            files; "throughput" is many crops on a device.
        methods: what is run; of models on a CPU, with a comma and how.
        width, height: of the picture, pixels.
        unknown: the share of unknown pixels that the trimap is brought to; None leaves it as it is.
        pictures: how many, at most.
        device: where networks run.
        limit: seconds until it is given up.
    """

    kind: Kind
    methods: tuple[str, ...]
    width: int
    height: int
    unknown: float | None = None
    pictures: int = 1
    device: str = "cpu"
    limit: float = 300.0

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Case":
        """The case that `to_json` wrote."""
        return cls(**{**values, "methods": tuple(values["methods"])})

    @property
    def title(self) -> str:
        """In words."""
        what = ", ".join(self.methods)
        share = "" if self.unknown is None else f", {100 * self.unknown:g} % unknown"
        return f"{what} at {self.width} × {self.height}{share} ({self.kind})"


def quick_cases() -> list[Case]:
    """512 x 512 alone, in under two minutes."""
    return [Case("beside", (OURS[0], CLOSED_FORM), 512, 512, pictures=13, limit=45.0)]


def full_cases() -> list[Case]:
    """Everything on this machine's CPU; from half an hour on."""
    cases = [Case("beside", (*OURS[:1], CLOSED_FORM, KNN), 512, 512, pictures=13, limit=600.0)]
    for side, count in ((512, 3), (1024, 1), (2048, 1)):
        for method in (*OURS, CLOSED_FORM, KNN):
            cases.append(Case("runs", (method,), side, side, pictures=count))
    cases += [Case("runs", (method,), *TWELVE, unknown=0.05) for method in (OURS[0], CLOSED_FORM, KNN)]
    cases += [
        Case("runs", (method,), 2048, 2048, unknown=share)
        for share in (0.02, 0.05, 0.1, 0.2)
        for method in (OURS[0], CLOSED_FORM)
    ]
    return [*cases, *acceptance_cases()]


def acceptance_cases() -> list[Case]:
    """What is promised of large pictures, and of alphas that were made in tiles or faster."""
    return [
        Case("tiles", (OURS[0],), *TWELVE, unknown=0.05, limit=1800.0),
        *agreement_cases(),
        Case("export", (OURS[0],), *HUNDRED, unknown=0.02, limit=3600.0),
    ]


def agreement_cases() -> list[Case]:
    """Whether tiles and faster ways give the alpha of the whole picture in plain float32."""
    return [
        Case("agreement", (OURS[0],), 1024, 1024, limit=1200.0),
        Case("agreement", ("released, float32",), 1024, 1024, limit=1800.0),
        *(Case("faster", (OURS[0], how), 512, 512, pictures=13, limit=1800.0) for how in OURS[1:]),
    ]


def gpu_cases(device: str, *, small: bool) -> list[Case]:
    """Many crops on a device; `small`: so little that a CPU tries every line of it in seconds."""
    side = 64 if small else 512
    count = 2 if small else 32
    return [Case("throughput", ("released",), side, side, pictures=count, device=device, limit=900.0)]

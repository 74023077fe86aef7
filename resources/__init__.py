"""The files that come with the application: weights, samples, fonts, icons, style."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path


@dataclass(frozen=True)
class Sample:
    """A sample photograph with a hand-painted trimap of the same size (strictly 0, 128, 255)."""

    name: str
    title: str
    picture: Path
    trimap: Path
    credit: str


_SAMPLES = (
    ("astronaut", "png", "Astronaut", "Eileen Collins, photographed by NASA, 1999 (public domain)"),
    ("chelsea", "png", "Chelsea the cat", "Stéfan van der Walt (CC0)"),
    ("flower", "jpg", "Dahlia", "vultilion on Flickr (CC BY 2.0)"),
)


def path(relative: str) -> Path:
    """Where a bundled file or folder lies, e.g. `path("fonts/Inter-Regular.otf")`.

    Raises FileNotFoundError if there is none of that name: the installation is then incomplete.
    """
    found = Path(str(files(__name__))) / relative
    if not found.exists():
        raise FileNotFoundError(f"'{relative}' is missing from this installation of dmat; install it again.")
    return found


def samples() -> list[Sample]:
    """The bundled sample pictures, the default one (astronaut) first."""
    return [
        Sample(
            name=name,
            title=title,
            picture=path(f"samples/{name}.{suffix}"),
            trimap=path(f"samples/{name}_trimap.png"),
            credit=credit,
        )
        for name, suffix, title, credit in _SAMPLES
    ]

"""Forget packages that an interrupted install left incomplete, so that the next `pip install` lays them anew.

pip takes a package whose metadata is there for installed, even if files are missing or cut short.
Run with the Python of the environment to repair.
"""

import importlib.metadata
import shutil
from pathlib import Path


def is_whole(distribution: importlib.metadata.Distribution) -> bool:
    """True if every file that the package lists is there, in the size it was installed with."""
    if not distribution.files:
        return False
    for file in distribution.files:
        if file.suffix == ".pyc":  # rewritten by Python at will, even where a wheel brings them
            continue
        path = Path(file.locate())
        if not path.exists() or (file.size is not None and path.stat().st_size != file.size):
            return False
    return True


def main() -> None:
    """Delete the metadata of every incomplete package and name it."""
    for distribution in importlib.metadata.distributions():
        metadata = Path(distribution._path)  # the only way to the folder; the same since Python 3.8
        if metadata.suffix == ".dist-info" and metadata.is_dir() and not is_whole(distribution):
            print(f"{metadata.name} is incomplete and will be installed again")
            shutil.rmtree(metadata)


if __name__ == "__main__":
    main()

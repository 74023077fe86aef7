"""The archive that a project is, read with care: nothing in it is believed, no names, types or sizes."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import struct
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import cast

import numpy as np
import psutil

from core.errors import ProjectError
from core.imaging.raster import MAX_DEFLATED
from core.projects import layout
from core.projects.fields import Fields, damaged

DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError, NotImplementedError,
    OverflowError, RecursionError,
)  # fmt: skip
"""What a damaged archive makes of its readers."""
_MAX_MANIFEST = 16 * 2**20
_CHUNK = 4 * 2**20


def contents_mark(path: Path) -> str:
    """What tells a project's contents from others, by the checksums in its archive's list; no part is read.

    "" for a file that is no archive, or is not there.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = sorted((info.filename, info.CRC, info.file_size) for info in archive.infolist())
    except (*DAMAGE, OSError):
        return ""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


class ProjectArchive:
    """An open project file, as a context. Raises ProjectError if it is no project, or a later app's."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise ProjectError(
                f"{path} cannot be opened ({error.strerror or error}): check its name and your access to it."
            ) from error
        try:
            self._open()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> ProjectArchive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()
        self._file.close()

    def array(self, name: str, dtype: str, shape: tuple[int, ...]) -> np.ndarray:
        """Read an array that must be there, and be just that large."""
        array = np.empty(shape, np.dtype(dtype))
        info = self._info(name, array.nbytes)
        left = array.reshape(-1).view(np.uint8).data
        with cast(zipfile.ZipExtFile, self._zip.open(info)) as entry:
            while left:
                count = entry.readinto(left[:_CHUNK])
                if not count:
                    raise damaged(self.name, f"“{name}” is cut off")
                left = left[count:]
            if entry.read(1):
                raise self._too_large(name)
        return array.astype(array.dtype.newbyteorder("="), copy=False)

    def check_memory(self) -> None:
        """Raise ProjectError where all that is in it takes more memory than is free."""
        needed, free = sum(info.file_size for info in self._infos.values()), psutil.virtual_memory().available
        if needed > free:
            raise ProjectError(
                f"{self.name} needs {needed / 1e9:.1f} GB of memory, and {free / 1e9:.1f} GB are free: close "
                "other programs and open it again. If the file itself is small, it is made to fill memory."
            )

    def blob(self, name: str, size: int) -> bytes:
        """Read bytes that must be there, `size` of them, as they were stored."""
        return self.array(name, "|u1", (size,)).tobytes()

    def _open(self) -> None:
        try:
            self._zip = zipfile.ZipFile(self._file)
            infos = self._zip.infolist()
            self._infos = {info.filename: info for info in infos}
            size = os.fstat(self._file.fileno()).st_size
            if len(self._infos) != len(infos) or sum(info.compress_size for info in infos) > size:
                raise damaged(self.name, "its parts lie over each other")
            self.manifest = Fields(self._read_manifest(), self.name)
        except (*DAMAGE, OSError) as error:  # OSError: a place in the file that lies before its beginning
            if isinstance(error, zipfile.BadZipFile) and not hasattr(self, "_zip"):
                raise ProjectError(
                    f"{self.name} is not a project of this app, or it is damaged or cut off: choose another "
                    "file, or a copy of this one."
                ) from error
            if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
                raise ProjectError(
                    f"{self.name} cannot be read ({error.strerror}): see whether its disk or share is still "
                    "there, and open it again."
                ) from error
            raise damaged(self.name, error) from error
        self._check_version()

    def _read_manifest(self) -> object:
        info = self._infos.get(layout.MANIFEST)
        if info is None:
            raise ProjectError(f"{self.name} is not a project of this app: choose another file.")
        if info.file_size > _MAX_MANIFEST:
            raise self._too_large(layout.MANIFEST)
        text = self.blob(layout.MANIFEST, info.file_size)
        return json.loads(text.decode("utf-8", "surrogatepass"))

    def _check_version(self) -> None:
        if self.manifest.text("format") != layout.FORMAT:
            raise ProjectError(f"{self.name} is not a project of this app: choose another file.")
        if self.manifest.count("version") > layout.VERSION:
            raise ProjectError(
                f"{self.name} was saved by a later version of DiffusionMat: update the app to open it."
            )

    def _info(self, name: str, size: int) -> zipfile.ZipInfo:
        info = self._infos.get(name)
        if info is None:
            raise damaged(self.name, f"“{name}” is missing")
        if info.file_size > size:
            raise self._too_large(name)
        unreadable = info.flag_bits & 1 or info.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        )
        if unreadable or info.file_size != size or info.file_size > MAX_DEFLATED * (info.compress_size + 1):
            raise damaged(self.name, f"“{name}” is not as large as it must be")
        return info

    def _too_large(self, name: str) -> ProjectError:
        return ProjectError(
            f"{self.name} is not opened: “{name}” in it is larger than its picture allows, so it is damaged "
            "or made to fill the memory. Take another copy of it."
        )

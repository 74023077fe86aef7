"""What the system's file dialogs offer: pictures, projects, or both."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.imaging.reading import READABLE_SUFFIXES
from core.projects.project import SUFFIX

_SUFFIXES = " ".join(f"*{suffix}" for suffix in READABLE_SUFFIXES)


def picture_filter() -> str:
    """Pictures, or every file."""
    return ";;".join((_filter(_pictures(), _SUFFIXES), _every_file()))


def open_filter() -> str:
    """Pictures and projects, projects alone, or every file."""
    both = QCoreApplication.translate("file_filters", "Pictures and projects")
    return ";;".join((_filter(both, f"{_SUFFIXES} *{SUFFIX}"), project_filter(), _every_file()))


def project_filter() -> str:
    """Projects alone."""
    return _filter(QCoreApplication.translate("file_filters", "Projects"), f"*{SUFFIX}")


def _pictures() -> str:
    return QCoreApplication.translate("file_filters", "Pictures")


def _every_file() -> str:
    return _filter(QCoreApplication.translate("file_filters", "All files"), "*")


def _filter(words: str, patterns: str) -> str:
    return f"{words} ({patterns})"

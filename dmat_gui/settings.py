"""What the app remembers between starts: theme, window, export choices."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QColor

log = logging.getLogger(__name__)

RETOUCH_USUAL = (80, 100)
"""Hardness and strength of Retouch's brush, in percent."""
UNDO_MB = 64
"""The undo history's usual share of the memory."""
_PRIVATE = ("files/", "window/")
_THEMES = ("system", "light", "dark")


class Settings:
    """A typed face of QSettings, so that no key is spelt twice.

    Args:
        store: where the values live; by default the user's own file for "dmat".
    """

    def __init__(self, store: QSettings | None = None) -> None:
        self._is_named = store is not None
        self._store = store or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "dmat", "dmat"
        )

    @property
    def is_writable(self) -> bool:
        """Whether what is set will be there at the next start."""
        return self._store.isWritable()

    @property
    def file(self) -> Path:
        """Where the values are kept."""
        return Path(self._store.fileName())

    def log_all(self) -> None:
        """Tell the log what is set, but for places: what was opened is nobody's business."""
        values = {key: str(self._store.value(key)) for key in self._store.allKeys()}
        told = [
            f"{key}={value}"
            for key, value in values.items()
            if not key.startswith(_PRIVATE) and not {"/", "\\"} & set(value)
        ]
        log.info("settings: %s", ", ".join(told) or "all usual")

    @property
    def theme(self) -> str:
        """One of "system", "light", "dark"."""
        value = str(self._store.value("view/theme", "system"))
        return value if value in _THEMES else "system"

    @theme.setter
    def theme(self, mode: str) -> None:
        if mode not in _THEMES:
            raise ValueError(f"theme must be one of {_THEMES}, not {mode!r}")
        self._store.setValue("view/theme", mode)

    @property
    def language(self) -> str:
        """The code of the window's language, as "de"; "" for the system's."""
        return str(self._store.value("view/language", ""))

    @language.setter
    def language(self, code: str) -> None:
        self._store.setValue("view/language", code)

    @property
    def geometry(self) -> QByteArray | None:
        """The window's place, as QWidget.saveGeometry gives it."""
        value = self._store.value("window/geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("window/geometry", value)

    @property
    def last_folder(self) -> Path:
        """Where file dialogs open."""
        folder = Path(str(self._store.value("files/folder", "")) or Path.home())
        return folder if folder.is_dir() else Path.home()

    @last_folder.setter
    def last_folder(self, folder: Path) -> None:
        self._store.setValue("files/folder", str(folder))

    @property
    def last_mask(self) -> Path | None:
        """The mask that a trimap was made from last, if it is still there."""
        name = str(self._store.value("files/mask", ""))
        return Path(name) if name and Path(name).is_file() else None

    @last_mask.setter
    def last_mask(self, path: Path) -> None:
        self._store.setValue("files/mask", str(path))

    @property
    def data_folder(self) -> Path:
        """Where the app keeps files of its own for this user; beside a store that was named."""
        return Path(self._store.fileName()).parent if self._is_named else platformdirs.user_data_path("dmat")

    @property
    def recent(self) -> list[Path]:
        """The files opened or saved last, the newest first."""
        kept = self._store.value("files/recent", [])
        names = [kept] if isinstance(kept, str) else kept  # a list of one comes back from a file as that
        return [Path(name) for name in names or [] if isinstance(name, str) and name]

    @recent.setter
    def recent(self, paths: Sequence[Path]) -> None:
        self._store.setValue("files/recent", [str(path) for path in paths])

    @property
    def model(self) -> str:
        """The name of the model chosen last, or "" for the default."""
        return str(self._store.value("run/model", ""))

    @model.setter
    def model(self, name: str) -> None:
        self._store.setValue("run/model", name)

    @property
    def device(self) -> str:
        """What computes runs, as "auto" or "cpu"."""
        return str(self._store.value("run/device", "auto"))

    @device.setter
    def device(self, name: str) -> None:
        self._store.setValue("run/device", name)

    @property
    def precision(self) -> str:
        """The numbers that networks compute with: "auto", "float32" or "bfloat16"."""
        return str(self._store.value("run/precision", "auto"))

    @precision.setter
    def precision(self, name: str) -> None:
        self._store.setValue("run/precision", name)

    @property
    def threads(self) -> int:
        """How many threads of the processor compute, 1 to 256; 0 for as many as it has."""
        return self._whole("run/threads", 0, 256, 0)

    @threads.setter
    def threads(self, count: int) -> None:
        self._store.setValue("run/threads", count)

    @property
    def undo_mb(self) -> int:
        """How much memory the undo history may take, 16 to 4096 MB."""
        return self._whole("history/megabytes", 16, 4096, UNDO_MB)

    @undo_mb.setter
    def undo_mb(self, megabytes: int) -> None:
        self._store.setValue("history/megabytes", megabytes)

    @property
    def monitor_profile(self) -> Path | None:
        """The colour profile of the monitor, as a file; None for sRGB."""
        name = str(self._store.value("view/monitor", ""))
        return Path(name) if name else None

    @monitor_profile.setter
    def monitor_profile(self, path: Path | None) -> None:
        self._store.setValue("view/monitor", "" if path is None else str(path))

    @property
    def dismissed_hint(self) -> str:
        """The sentence about the GPU's driver that the user has closed, "" if none."""
        return str(self._store.value("hints/driver", ""))

    @dismissed_hint.setter
    def dismissed_hint(self, sentence: str) -> None:
        self._store.setValue("hints/driver", sentence)

    @property
    def own_keys(self) -> dict[str, tuple[str, ...]]:
        """The keys that the user has given to actions, by the action's id."""
        try:
            kept = json.loads(str(self._store.value("keys/own", "{}")))
        except (ValueError, RecursionError):
            return {}
        if not isinstance(kept, dict):
            return {}
        return {name: tuple(map(str, keys)) for name, keys in kept.items() if isinstance(keys, list)}

    @own_keys.setter
    def own_keys(self, keys: Mapping[str, Sequence[str]]) -> None:
        self._store.setValue("keys/own", json.dumps({name: list(own) for name, own in keys.items()}))

    @property
    def palette_recent(self) -> list[str]:
        """What was run last from the command palette, by its name there, the newest first."""
        kept = self._store.value("palette/recent", [])
        names = [kept] if isinstance(kept, str) else kept  # a list of one comes back from a file as that
        return [name for name in names or [] if isinstance(name, str)]

    @palette_recent.setter
    def palette_recent(self, names: Sequence[str]) -> None:
        self._store.setValue("palette/recent", list(names))

    def switch(self, name: str, usual: bool) -> bool:
        """A switch that the user has set, by its action's id, or its usual state."""
        return str(self._store.value(f"switches/{name}", usual)).lower() == "true"

    def set_switch(self, name: str, on: bool) -> None:
        self._store.setValue(f"switches/{name}", on)

    def hint_wanted(self, name: str) -> bool:
        """Whether a hint is to be shown in its moment: it was not yet, and hints are wanted at all."""
        return self.switch("hints", True) and self.switch(f"hint_{name}", True)

    def set_hint_seen(self, name: str) -> None:
        """Show a hint no more."""
        self.set_switch(f"hint_{name}", False)

    def show_hints_again(self) -> None:
        """Let every hint be shown once more."""
        self._store.beginGroup("switches")
        for key in self._store.childKeys():
            if key.startswith("hint_"):
                self._store.remove(key)
        self._store.endGroup()

    def brush_share(self, tool: str) -> float | None:
        """The diameter of a tool's brush, as a part of the picture's shorter side; None for the usual one."""
        try:
            share = float(str(self._store.value(f"brush/{tool}", "")))
        except ValueError:
            return None
        return share if 0 < share <= 1 else None

    def set_brush_share(self, tool: str, share: float) -> None:
        self._store.setValue(f"brush/{tool}", f"{share:.5f}")

    @property
    def retouch_brush(self) -> tuple[int, int]:
        """Hardness and strength of Retouch's brush, in percent."""
        hardness, strength = RETOUCH_USUAL
        return self._percent("retouch/hardness", hardness), self._percent("retouch/strength", strength)

    @retouch_brush.setter
    def retouch_brush(self, percents: tuple[int, int]) -> None:
        for key, percent in zip(("retouch/hardness", "retouch/strength"), percents, strict=True):
            self._store.setValue(key, percent)

    def _percent(self, key: str, usual: int) -> int:
        return self._whole(key, 0, 100, usual)

    def _whole(self, key: str, least: int, most: int, usual: int) -> int:
        """A whole number in its range; `usual` where there is none."""
        text = str(self._store.value(key, usual))
        return min(max(int(text), least), most) if text.isdecimal() else usual

    def overlay_look(
        self, foreground: QColor, background: QColor, opacity: int
    ) -> tuple[QColor, QColor, int]:
        """The trimap's colours over the picture and their strength in percent, or these, the usual ones."""
        colours = []
        for name, usual in (("foreground", foreground), ("background", background)):
            colour = QColor(str(self._store.value(f"overlay/{name}", usual.name())))
            colours.append(colour if colour.isValid() else usual)
        return (*colours, self._percent("overlay/opacity", opacity))

    def set_overlay_look(self, foreground: QColor, background: QColor, opacity: int) -> None:
        self._store.setValue("overlay/foreground", foreground.name())
        self._store.setValue("overlay/background", background.name())
        self._store.setValue("overlay/opacity", opacity)

    def export_choice(self, key: str, default: str) -> str:
        """A choice of the Export dialog, as text."""
        return str(self._store.value(f"export/{key}", default))

    def set_export_choice(self, key: str, value: str) -> None:
        self._store.setValue(f"export/{key}", value)

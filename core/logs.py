"""The log: one file for the window and the command line, that begins anew before it grows large.

It holds what was done, with what settings, and what went wrong: never what is in a picture.
"""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

from core.versions import versions_in_words

log = logging.getLogger(__name__)

FILE = "dmat.log"
_OURS = ("core", "dmat_gui")
_BYTES, _OLDER = 1_000_000, 4
_FORMAT = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


def log_folder() -> Path:
    """Where the log lies for this user; it need not exist."""
    return Path(platformdirs.user_log_path("dmat"))


@contextlib.contextmanager
def logging_to_file(occasion: str) -> Iterator[None]:
    """Have everything said at INFO and above by this program, at WARNING by others, kept in the user's log.

    What ends the block by an error that nobody caught is written there as well. A folder that cannot be
    written to costs the log and nothing else.

    Args:
        occasion: what is being done, in the first line.
    """
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    handler = _handler()
    if handler is None:
        yield
        return
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        for line in (f"--- {occasion}", *versions_in_words()):
            _write(handler, logging.INFO, line)
        yield
    except Exception as error:
        # To the file alone: whoever called says it on the screen.
        _write(handler, logging.CRITICAL, f"not caught: {error}", exc_info=True)
        raise
    finally:
        root.removeHandler(handler)
        handler.close()


class _Handler(RotatingFileHandler):
    """Leaves out what a full disk has no room for, without a word: who asked for the work is told of that."""

    def handleError(self, record: logging.LogRecord) -> None:
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)

    def close(self) -> None:
        with contextlib.suppress(OSError):  # what could not be written is tried once more here
            super().close()


def _handler() -> RotatingFileHandler | None:
    path = log_folder() / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = _Handler(
            path, maxBytes=_BYTES, backupCount=_OLDER, encoding="utf-8", errors="backslashreplace"
        )
    except OSError as error:
        log.warning("There is no log, as %s cannot be written: %s", path, error.strerror)
        return None
    handler.setFormatter(logging.Formatter(_FORMAT))
    handler.setLevel(logging.INFO)
    return handler


def _write(handler: logging.Handler, level: int, words: str, *, exc_info: bool = False) -> None:
    trace = sys.exc_info() if exc_info else None
    handler.handle(logging.LogRecord(__name__, level, __file__, 0, words, (), trace))

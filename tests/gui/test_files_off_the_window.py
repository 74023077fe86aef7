"""The window's thread opens no file of the user's: pictures, trimaps, exports, projects are the worker's."""

import sys
import threading

import cv2
import numpy as np
import pytest

from tests.gui.export_steps import opened, write

_watched: dict[str, list[tuple[str, int]]] = {}


def _note(event: str, arguments: tuple) -> None:
    if event == "open":
        for folder, seen in _watched.items():
            if str(arguments[0]).startswith(folder):
                seen.append((str(arguments[0]), threading.get_ident()))


@pytest.fixture(scope="module", autouse=True)
def _listening():
    sys.addaudithook(_note)  # for good: Python has no way to take one off


@pytest.fixture
def opened_files(tmp_path):
    """A folder, and a list that grows by every file opened in it, with the thread that does it."""
    folder = tmp_path / "user"
    folder.mkdir()
    seen = _watched[str(folder)] = []
    yield folder, seen
    del _watched[str(folder)]


def test_files_are_opened_by_workers_alone(driver, known_trimap, opened_files, answers):
    folder, seen = opened_files
    window, wait = driver.window, driver.qtbot.waitSignal
    height, width = known_trimap.shape
    cv2.imwrite(
        str(folder / "photo.png"), np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)
    )
    cv2.imwrite(str(folder / "mask.png"), known_trimap)

    def worked(what: str) -> None:
        """Files were opened since, under whatever name at first, and none on the window's thread."""
        assert seen, what
        assert threading.get_ident() not in {thread for _, thread in seen}, f"{what}: {seen}"
        seen.clear()

    with wait(window.files.opened, timeout=15000):
        window.open_path(folder / "photo.png")
    worked("opening a picture")
    window.files.load_trimap(folder / "mask.png")
    driver.qtbot.waitUntil(lambda: np.array_equal(driver.document.trimap, known_trimap), timeout=15000)
    worked("loading a trimap")
    with wait(window.files.trimap_saved, timeout=15000):
        window.files.save_trimap(folder / "saved.png")
    worked("saving a trimap")
    dialog = opened(driver, known_trimap, folder, "alpha", "cutout", "steps", "sheet")
    assert len(write(driver, dialog)) > 3
    worked("exporting")
    with wait(window.projects.saved, timeout=15000):
        window.projects.write(folder / "work.dmat")
    worked("saving a project")

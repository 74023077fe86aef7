"""The guide's pictures of the windows for whole folders, with the bundled samples."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import resources
from dmat_gui.demo.driven import DrivenWindow

_MODEL = "closed-form"
"""The quickest on any machine; it is the windows that are shown."""
_SIZE = 1040, 620


class FolderPictures:
    """The Batch window after a batch with a broken picture, and the Evaluate window after measuring."""

    def __init__(self, driven: DrivenWindow) -> None:
        self._driven = driven
        self._window = driven.window
        self._patience = driven.patience

    def play(self) -> None:
        """Take both. Raises DriveError with a sentence if a step fails."""
        with tempfile.TemporaryDirectory() as place:
            self._batch(Path(place) / "pictures")
            self._evaluate(Path(place) / "truth", Path(place) / "pictures" / "matted")

    def _batch(self, folder: Path) -> None:
        folder.mkdir()
        for sample in resources.samples():
            shutil.copy(sample.picture, folder)
            shutil.copy(sample.trimap, folder)
        (folder / "torn.jpg").write_bytes(b"cut off")
        shutil.copy(resources.samples()[0].trimap, folder / "torn_trimap.png")
        batch = self._window.side.show("batch")
        batch.resize(*_SIZE)
        finder, choices = batch.finder, batch.choices
        choices.model_box.setCurrentIndex(choices.model_box.findData(_MODEL))
        choices.colours.setCurrentIndex(choices.colours.findData("original"))
        self._patience.wait("looking for pictures", finder.found, begin=lambda: batch.add([folder]))
        self._patience.wait("matting a folder", batch.work.ended, begin=batch.start)
        batch.table.selectRow(len(batch.rows.rows) - 1)
        choices.output.blockSignals(True)  # whoever looks at the guide has another home
        choices.output.line.setText("~/pictures/matted")
        choices.output.blockSignals(False)
        self._driven.picture("batch.jpg", batch)
        batch.close()

    def _evaluate(self, folder: Path, mattes: Path) -> None:
        """The samples' mattes of the batch stand for true ones; the start is measured by them."""
        for name in ("images", "alphas", "trimaps"):
            (folder / name).mkdir(parents=True)
        for sample in resources.samples():
            name = sample.picture.stem
            shutil.copy(sample.picture, folder / "images")
            shutil.copy(mattes / f"{name}_alpha.png", folder / "alphas" / f"{name}.png")
            shutil.copy(sample.trimap, folder / "trimaps" / f"{name}{sample.trimap.suffix}")
        evaluate = self._window.side.show("evaluate")
        evaluate.resize(*_SIZE)
        choices, work = evaluate.choices, evaluate.work
        choices.set_ticked("start", "trimap")
        folders = choices.folder
        self._patience.wait("recognising", work.changed, begin=lambda: setattr(folders, "path", folder))
        self._patience.wait("measuring", work.ended, begin=evaluate.start)
        folders.blockSignals(True)
        folders.line.setText("~/pictures/truth")
        folders.blockSignals(False)
        self._driven.picture("evaluate.jpg", evaluate)
        evaluate.close()

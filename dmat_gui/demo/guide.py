"""The pictures of the user guide: from a photograph to a composite, as a person would go."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

import resources
from dmat_gui.demo.driven import DrivenWindow, Place, Scene
from dmat_gui.demo.folders import FolderPictures
from dmat_gui.tasks import DEFAULT_MODEL

_FINISHED = "finished.jpg"
PICTURES = (
    "welcome.jpg", "sample.jpg", "strokes.jpg", "auto-trimap.jpg", "running.jpg", "alpha.jpg",
    "composite.jpg", "wipe.jpg", "step.jpg", "sdedit.jpg", "retouch.jpg", "runs.jpg", "export.jpg",
    "models.jpg", _FINISHED, "batch.jpg", "evaluate.jpg",
)  # fmt: skip
"""What is left in the folder, in the order of the guide."""

_SAMPLE, _OTHER_MODEL = "astronaut", "closed-form"
_BACKDROP = QColor("#3f7f5f")
_LONG_RUN = 20
"""Steps of the run that is shown at work: long enough for a picture of it."""
_STROKES: tuple[tuple[str, tuple[Place, ...]], ...] = (
    ("class_foreground", ((0.42, 0.12), (0.44, 0.30), (0.42, 0.55), (0.22, 0.80))),
    ("class_foreground", ((0.42, 0.55), (0.60, 0.75), (0.88, 0.85))),
    ("class_background", ((0.72, 0.06), (0.64, 0.14), (0.66, 0.40), (0.92, 0.56))),
    ("class_background", ((0.24, 0.06), (0.22, 0.28), (0.06, 0.38), (0.03, 0.52))),
)
_RETOUCH: tuple[Place, ...] = ((0.35, 0.14), (0.37, 0.09), (0.42, 0.07))


class GuidePictures:
    """The scenes of the guide, in order."""

    WINDOW = 1280, 800

    def __init__(self, driven: DrivenWindow) -> None:
        self._driven = driven
        self._window = driven.window
        self._patience = driven.patience

    def scenes(self) -> list[Scene]:
        """All of them, to be played one after the other."""
        return [
            ("loading the model", self._welcome),
            ("painting", self._own_picture),
            ("opening the sample", self._sample),
            ("matting", self._matte),
            ("looking at the result", self._look),
            ("looking through the steps", self._steps),
            ("retouching", self._retouch),
            ("matting with another model", self._runs),
            ("looking at the models", self._models),
            ("exporting", self._export),
            ("matting a folder, and measuring", FolderPictures(self._driven).play),
        ]

    def _welcome(self) -> None:
        models = self._window.models
        self._patience.wait("loading the model", models.facts_known, models.failed)
        while self._window.work_runner.busy:
            self._patience.pause(50)  # for the thumbnails
        self._driven.picture("welcome.jpg")

    def _own_picture(self) -> None:
        """A picture that begins all unknown, and the live preview of its first strokes."""
        window = self._window
        photograph = next(each.picture for each in resources.samples() if each.name == _SAMPLE)
        with tempfile.TemporaryDirectory() as folder:
            # A copy has no trimap of its own, as a person's own picture has none.
            copy = Path(folder) / f"portrait{photograph.suffix}"
            shutil.copy(photograph, copy)
            window.open_path(copy)
            self._patience.wait("opening a picture", window.files.opened)
        for name, places in _STROKES[:-1]:
            self._driven.trigger(name)
            self._driven.stroke(places)
        name, places = _STROKES[-1]
        self._driven.trigger(name)
        preview = window.view_parts.preview
        self._patience.wait("previewing", preview.shown, begin=lambda: self._driven.stroke(places))
        self._patience.pause(400)  # the legend counts, and the preview of the stroke before may have come
        self._driven.picture("strokes.jpg")
        window.document.go_to(0)  # nothing is painted: nobody is asked before another picture is opened
        self._driven.point_away()

    def _sample(self) -> None:
        """The sample with its trimap, and Auto trimap tried on it."""
        window, bar = self._window, self._window.auto_bar
        window.open_sample(_SAMPLE)
        self._patience.wait("opening the sample", window.files.opened)
        self._patience.pause(400)
        self._driven.picture("sample.jpg")
        finding = window.file_runner.finished
        self._patience.wait("finding the edge", finding, begin=lambda: self._driven.trigger("auto_trimap"))
        bar.outer.setValue(2 * bar.outer.value())
        self._driven.picture("auto-trimap.jpg")
        bar.cancel_button.click()

    def _matte(self) -> None:
        """A long run with another one behind it, both dropped again; then one to keep."""
        window = self._window
        over = self._driven.begin_run(_LONG_RUN)
        self._driven.wait_for_steps(3, over)
        seed = window.panel.advanced.seed
        seed.setValue(1)
        self._driven.click_matte()
        seed.setValue(0)
        self._driven.picture("running.jpg")
        for cross in window.panel.waiting.crosses:
            cross.click()
        if not over.is_set:
            window.run_control.cancel()
        while window.run_control.running:
            self._patience.wait("ending the run", window.run_control.ended)
        window.messages.clear()
        self._driven.wait_for_run(self._driven.begin_run())
        self._show("view_alpha")
        self._driven.picture("alpha.jpg")

    def _look(self) -> None:
        """The composite in the foreground's own colours, and the picture beside it."""
        window = self._window
        window.canvas.set_background(_BACKDROP)
        colours = window.colour_runner.finished
        self._patience.wait("estimating colours", colours, begin=lambda: self._show("view_composite"))
        self._driven.picture("composite.jpg")
        self._driven.trigger("other_image")
        self._driven.picture("wipe.jpg")
        self._driven.trigger("wipe")

    def _steps(self) -> None:
        """A step in the middle, and the path without correction below the run's own."""
        window = self._window
        run = window.document.current_run
        self._show("view_alpha")
        window.film.choose(len(window.film.frames) // 2)
        self._driven.picture("step.jpg")
        self._driven.trigger("sdedit")
        while run.path is None:
            self._patience.wait("finding the path without correction", window.run_control.path_changed)
        QTest.keyClick(window.film.film, Qt.Key.Key_Down)
        self._driven.picture("sdedit.jpg")
        self._driven.trigger("sdedit")
        self._driven.trigger("back_to_result")

    def _retouch(self) -> None:
        """A stroke of retouch over the alpha, taken back again."""
        window = self._window
        self._show("view_alpha")
        self._driven.trigger("retouch")
        self._driven.trigger("class_foreground")
        window.top_bar.spin.setValue(round(0.05 * min(window.document.size)))
        self._driven.stroke(_RETOUCH)
        self._driven.picture("retouch.jpg")
        self._driven.point_away()
        self._driven.trigger("undo")
        self._driven.trigger("brush")

    def _runs(self) -> None:
        """A run of another model beside the first one, and by how much they differ."""
        window, models = self._window, self._window.panel.model_box
        first = window.document.current_run
        loaded = window.models.facts_known
        self._patience.wait(
            "choosing a model", loaded, begin=lambda: models.setCurrentIndex(models.findData(_OTHER_MODEL))
        )
        self._driven.wait_for_run(self._driven.begin_run())
        self._driven.trigger("view_difference")
        difference = window.view_parts.difference
        box = difference.legend.reference_box
        box.setCurrentIndex(difference.names.index(first.name))
        box.activated.emit(box.currentIndex())
        window.messages.clear()
        self._patience.pause(300)
        self._driven.picture("runs.jpg")
        window.document.set_current_run(first)
        models.setCurrentIndex(models.findData(DEFAULT_MODEL))

    def _models(self) -> None:
        """The window of models, with the bundled one told in full."""
        window = self._window
        models = window.side.show("model_manager")
        # The models are found, and then what a run of the one shown costs is counted.
        while not models.is_told:
            self._patience.wait("finding the models", models.runner.finished)
        self._driven.picture("models.jpg", models)
        models.close()

    def _export(self) -> None:
        """The Export dialog, and the composite that it writes."""
        window = self._window
        dialog = window.exports.dialog()
        dialog.place.folder.setText("~")  # whoever looks at the guide has another home
        dialog.set_checked("composite", True)
        dialog.pages["composite"].choose("format", ".jpg")
        dialog.pages["composite"].set_background(_BACKDROP)
        dialog.list.setCurrentRow(list(dialog.pages).index("cutout"))
        dialog.show()
        self._patience.wait("previewing", dialog.preview.shown)
        self._driven.picture("export.jpg", dialog)
        dialog.hide()
        for kind in ("alpha", "cutout"):
            dialog.set_checked(kind, False)
        dialog.place.folder.setText(str(self._driven.folder.resolve()))
        dialog.place.pattern.setText(Path(_FINISHED).stem)
        window.exports.write(dialog.planned())
        self._patience.wait("exporting", window.exports.exported)

    def _show(self, view: str) -> None:
        self._window.messages.clear()
        self._window.views.show_view(view)

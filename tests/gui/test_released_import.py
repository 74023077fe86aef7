"""The authors' two files, from the dialog to the list of models."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from PySide6.QtGui import QShowEvent

from core.models import released_import
from core.models.checkpoints import read_config, save_model
from core.models.registry import available_models as real_models
from core.models.registry import place_for_new_model, user_models_folder
from core.models.released_import import WEIGHTS_BY
from tests.core.models_for_tests import TINY_PAPER, tiny_model
from tests.gui.held import hold

TINY_RELEASED = replace(TINY_PAPER, name="released", order="step_then_correct")


@pytest.fixture
def files(tmp_path, monkeypatch) -> tuple[Path, Path]:
    """Two files in the authors' form, of networks small enough for a test."""
    monkeypatch.setattr("core.models.released_import.RELEASED", TINY_RELEASED)
    model = tiny_model(TINY_RELEASED)
    prior, matting = tmp_path / "ckpt_diffusion.pt", tmp_path / "ckpt_adobe.pth"
    torch.save({"net_model": model.prior.state_dict()}, prior)
    parts = [{f"module.{key}": value for key, value in part.state_dict().items()}
             for part in (model.encoder, model.corrector)]  # fmt: skip
    torch.save(parts, matting)
    return prior, matting


@pytest.fixture
def models(driver, monkeypatch):
    monkeypatch.setattr("core.models.registry.available_models", real_models)
    monkeypatch.setattr("core.evaluation.model_details.count_macs", lambda config, size: 1)
    driver.trigger("model_manager")
    window = driver.window.side["model_manager"]
    driver.qtbot.waitUntil(lambda: bool(window.list.models), timeout=30000)
    return window


def offered(driver, models, *paths: Path):
    """The dialog, with these files dropped on it and looked into."""
    dialog = models.choose_released(paths)
    driver.qtbot.waitUntil(lambda: not dialog._jobs, timeout=15000)
    return dialog


def names(driver) -> list[str]:
    box = driver.window.panel.model_box
    return [box.itemData(row) for row in range(box.count())]


def test_dropped_in_any_order_the_two_are_known_and_become_a_model(driver, models, files) -> None:
    prior, matting = files
    dialog = offered(driver, models, matting, prior)
    assert (dialog.prior.path, dialog.matting.path) == (prior, matting)
    assert dialog.accept_button.isEnabled() and not dialog.swap.isVisible()
    dialog.accept_button.click()
    assert models.at_work == driver.window.side.at_work == "A model is being imported."
    driver.qtbot.waitUntil(lambda: "released" in names(driver), timeout=20000)
    assert models.at_work == ""
    assert read_config(user_models_folder() / "released.safetensors").weights_by == WEIGHTS_BY
    assert models.list.current.kind == "authors" and models.page.citation.isVisible()
    assert driver.window.panel.model() == "compact"


def test_swapped_files_are_told_and_swapped_back(driver, models, files) -> None:
    prior, matting = files
    dialog = offered(driver, models)
    dialog.prior.chosen.emit(matting)
    dialog.matting.chosen.emit(prior)
    driver.qtbot.waitUntil(dialog.swap.isVisible, timeout=15000)
    assert "the other one of the two" in dialog.prior.state.text()
    assert not dialog.accept_button.isEnabled()
    dialog.swap.click()
    assert (dialog.prior.path, dialog.matting.path) == (prior, matting)
    assert dialog.accept_button.isEnabled()
    dialog.reject()


class Malicious:
    """Its unpickling would create a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple:
        return Path.touch, (self.path,)


def test_wrong_files_are_told_and_nothing_in_them_is_executed(driver, models, files, tmp_path) -> None:
    torch.save({"net_model": Malicious(tmp_path / "touched")}, tmp_path / "evil.pt")
    torch.save({"weights": torch.zeros(2)}, tmp_path / "other.pth")
    dialog = offered(driver, models, tmp_path / "evil.pt", tmp_path / "other.pth")
    said = {row.path.name: row.state.text() for row in dialog.rows}
    assert "Nothing in it was executed" in said["evil.pt"]
    assert "neither of the authors' two files" in said["other.pth"]
    assert not (tmp_path / "touched").exists()
    assert not dialog.accept_button.isEnabled()
    dialog.reject()


def test_the_dialog_says_where_from_under_what_terms_and_what_it_takes(driver, models) -> None:
    dialog = offered(driver, models)
    words = " ".join(label.text() for label in dialog.findChildren(type(dialog.prior.state)))
    for part in (
        "github.com/cnnlstm/DiffusionMat",
        "terms",
        "ten seconds",
        "1.5 GB",
        "nothing is downloaded",
    ):
        assert part in words
    dialog.reject()


def test_a_cancelled_import_leaves_nothing(driver, models, files) -> None:
    dialog = offered(driver, models, *files)
    held = hold(models.runner)
    dialog.accept_button.click()
    models._stop.trigger()
    held.set()
    driver.qtbot.waitUntil(lambda: "cancelled" in (models.messages.text("work") or ""), timeout=15000)
    assert not list(user_models_folder().glob("*"))


def test_cancelled_once_it_is_being_written_the_model_is_there_and_that_is_said(
    driver, models, files, monkeypatch
) -> None:
    written, save = [], released_import.save_model

    def save_and_cancel(*args, **options):
        save(*args, **options)
        models.runner.cancel_all()
        written.append(True)

    monkeypatch.setattr(released_import, "save_model", save_and_cancel)
    offered(driver, models, *files).accept_button.click()
    driver.qtbot.waitUntil(lambda: bool(written) and not models.at_work, timeout=20000)
    assert models.messages.text("work") == "“released” is among your models now."
    driver.qtbot.waitUntil(lambda: "released" in names(driver), timeout=20000)


def test_cancel_stops_the_import_and_nothing_that_waits_behind_it(driver, models, files, monkeypatch) -> None:
    user_models_folder().mkdir(parents=True)
    save_model(tiny_model(TINY_RELEASED), place_for_new_model("mine"))
    models.showEvent(QShowEvent())
    driver.qtbot.waitUntil(lambda: "mine" in names(driver), timeout=20000)
    models.list.setCurrentItem(models.list.topLevelItem(1))
    dialog = offered(driver, models, *files)
    held = hold(models.runner)
    dialog.accept_button.click()
    models.rename("my fur")
    models._stop.trigger()
    held.set()
    driver.qtbot.waitUntil(lambda: "my fur" in names(driver), timeout=20000)
    assert "released" not in names(driver)


def test_imported_again_the_worker_computes_with_the_new_file(driver, models, files, answers) -> None:
    offered(driver, models, *files).accept_button.click()
    driver.qtbot.waitUntil(lambda: "released" in names(driver), timeout=20000)
    with driver.qtbot.waitSignal(driver.window.models.facts_known, timeout=15000):
        driver.window.models.choose("released")
    made = len(driver.predictors)
    answers.reply = False
    offered(driver, models, *files).accept_button.click()
    assert answers == ["Import the authors' weights again?"] and models.at_work == ""
    answers.reply = True
    offered(driver, models, *files).accept_button.click()
    driver.qtbot.waitUntil(lambda: len(driver.predictors) > made, timeout=20000)
    assert driver.window.panel.model() == "released"


def test_closing_asks_while_an_import_goes_on(driver, models, files, answers) -> None:
    dialog = offered(driver, models, *files)
    held = hold(models.runner)
    dialog.accept_button.click()
    answers.reply = False
    driver.window.close()
    assert answers == ["Stop the work and close?"]
    assert "A model is being imported." in answers.details[0]
    assert driver.window.isVisible()
    held.set()
    driver.qtbot.waitUntil(lambda: "released" in names(driver), timeout=20000)

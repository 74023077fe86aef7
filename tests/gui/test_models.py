"""The window of models: what it tells, what it changes, and that the main window's list follows."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QFile, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QInputDialog

from core.citation import CITATION
from core.evaluation.macs import count_parameters
from core.models.checkpoints import read_config, save_model
from core.models.registry import available_models as real_models
from core.models.registry import find_model, user_models_folder
from core.models.released_import import WEIGHTS_BY
from tests.core.models_for_tests import TINY_GUIDED, tiny_model

TINY = replace(TINY_GUIDED, weights_by="")


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    """A model of each kind, and a file that is none."""
    folder = tmp_path_factory.mktemp("models")
    for name, by in (("mine", ""), ("our shop", "compact, fine-tuned"), ("released", WEIGHTS_BY)):
        save_model(tiny_model(replace(TINY, weights_by=by)), folder / f"{name}.safetensors")
    (folder / "old.safetensors").write_bytes(b"no model")
    return folder


@pytest.fixture
def folder(files) -> Path:
    """The user's models, which are those files."""
    return Path(shutil.copytree(files, user_models_folder()))


@pytest.fixture
def models(driver, folder, monkeypatch):
    """The window of models over real files, in a window that computes nothing."""
    monkeypatch.setattr("core.models.registry.available_models", real_models)
    monkeypatch.setattr("core.evaluation.model_details.count_macs", lambda config, size: 3_000_000_000)
    driver.trigger("model_manager")
    window = driver.window.side["model_manager"]
    driver.qtbot.waitUntil(lambda: bool(window.list.models), timeout=30000)
    return window


def shown_names(models) -> list[str]:
    return [details.entry.name for details in models.list.models]


def names_in_the_panel(driver) -> list[str]:
    box = driver.window.panel.model_box
    return [box.itemData(row) for row in range(box.count())]


def choose(models, name: str) -> None:
    models.list.setCurrentItem(models.list.topLevelItem(shown_names(models).index(name)))


def facts(models) -> dict[str, str]:
    form = models.page._facts
    return {
        form.itemAt(row, form.ItemRole.LabelRole).widget().text(): form.itemAt(row, form.ItemRole.FieldRole)
        .widget()
        .text()
        for row in range(form.rowCount())
    }


def answer_name(monkeypatch, name: str) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: (name, True))


def test_every_model_is_listed_with_where_it_is_from(models, driver) -> None:
    kinds = [models.list.topLevelItem(row).text(1) for row in range(models.list.topLevelItemCount())]
    assert dict(zip(shown_names(models), kinds, strict=True)) == {
        "compact": "Comes with the program",
        "mine": "Imported",
        "our shop": "Fine-tuned",
        "released": "Weights by the authors",
        "closed-form": "No network",
        "old": "Cannot be read",
    }
    assert names_in_the_panel(driver) == shown_names(models)[:-1], "the main window lists what it can load"


def test_a_model_is_told_in_full(models, driver) -> None:
    choose(models, "compact")
    entry = find_model("compact")
    config = read_config(entry.path)
    driver.qtbot.waitUntil(lambda: "3 billion" in facts(models).get("Cost of a run", ""), timeout=15000)
    told = facts(models)
    assert told["Trained for"] == "T = 250; 1, 2 steps"
    assert told["Parameters"].startswith(f"{sum(count_parameters(config).values()) / 1e6:.1f} million")
    assert told["Size on disk"] == f"{entry.path.stat().st_size / 1e6:.1f} MB"
    assert told["File"] == "compact.safetensors, in the program's own folder"
    assert told["Terms"] == "MIT, as the program"
    assert models.page.card.isVisible() and not models.page.remove.isVisible()
    choose(models, "released")
    assert facts(models)["Weights by"] == WEIGHTS_BY
    assert models.page.citation.isVisible() and not models.page.card.isVisible()
    choose(models, "old")
    assert "not a readable safetensors file" in models.page.description.text()
    assert not models.page.use.isEnabled() and models.page.remove.isVisible()


def test_the_card_is_readable(models) -> None:
    models.page.card.click()
    card = next(child for child in models.children() if type(child).__name__ == "ModelCardDialog")
    text = card.page.toPlainText()
    assert "What it is not good at" in text and "closed-form matting at half size" in text
    assert "|" not in text and "How it looks" not in text
    card.close()


def test_a_model_is_chosen_here_for_the_next_run(models, driver, settings) -> None:
    choose(models, "mine")
    with driver.qtbot.waitSignal(driver.window.models.facts_known, timeout=15000):
        models.page.use.click()
    assert driver.window.panel.model() == settings.model == "mine"
    assert not models.page.use.isEnabled()
    assert models.list.currentItem().font(0).bold()


def test_renaming_the_model_in_use_keeps_it_in_use(models, driver, settings, folder, monkeypatch) -> None:
    choose(models, "mine")
    models.page.use.click()
    answer_name(monkeypatch, "my fur")
    models.page.rename.click()
    driver.qtbot.waitUntil(lambda: "my fur" in shown_names(models), timeout=15000)
    assert driver.window.panel.model() == settings.model == "my fur"
    assert models.list.current.entry.name == "my fur"
    assert (folder / "my fur.safetensors").is_file() and not (folder / "mine.safetensors").exists()


def test_a_name_that_is_taken_is_refused_in_words(models, driver, folder, monkeypatch) -> None:
    choose(models, "mine")
    answer_name(monkeypatch, "compact")
    models.page.rename.click()
    driver.qtbot.waitUntil(lambda: models.messages.text("work") is not None, timeout=15000)
    assert models.messages.text("work") == "There is a model 'compact' already: choose another name."
    assert (folder / "mine.safetensors").is_file()


def test_a_model_is_removed_into_the_wastebasket_once_that_is_confirmed(
    models, driver, settings, folder, own_home, answers
) -> None:
    before = (folder / "mine.safetensors").read_bytes()
    choose(models, "mine")
    models.page.use.click()
    answers.reply = False
    models.page.remove.click()
    assert answers == ["Remove “mine” from your models?"]
    answers.reply = True
    models.page.remove.click()
    driver.qtbot.waitUntil(lambda: "mine" not in shown_names(models), timeout=15000)
    assert "mine" not in names_in_the_panel(driver)
    assert driver.window.panel.model() == settings.model == "compact"
    kept = next(own_home.rglob("Trash/files/mine*"))
    assert kept.read_bytes() == before


def test_without_a_wastebasket_nothing_is_removed(models, driver, folder, answers, monkeypatch) -> None:
    class NoBasket(QFile):
        def moveToTrash(self):
            return False

    monkeypatch.setattr("dmat_gui.models.tasks.QFile", NoBasket)
    choose(models, "mine")
    models.page.remove.click()
    said = models.messages.text
    driver.qtbot.waitUntil(lambda: "could not be moved" in (said("work") or ""), timeout=15000)
    assert (folder / "mine.safetensors").is_file() and "mine" in shown_names(models)


def test_a_model_file_is_imported_by_dropping_it_and_the_choice_stays(
    models, driver, folder, tmp_path, monkeypatch
) -> None:
    save_model(tiny_model(seed=3), tmp_path / "other.safetensors")
    answer_name(monkeypatch, "from a friend")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "other.safetensors"))])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    models.dropEvent(drop)
    driver.qtbot.waitUntil(lambda: "from a friend" in names_in_the_panel(driver), timeout=15000)
    copied = folder / "from a friend.safetensors"
    assert copied.read_bytes() == (tmp_path / "other.safetensors").read_bytes()
    assert driver.window.panel.model() == "compact"
    assert models.list.current.entry.name == "from a friend"
    assert "among your models" in models.messages.text("work")


def test_of_several_files_dropped_at_once_each_is_imported(
    models, driver, folder, tmp_path, monkeypatch
) -> None:
    for name in ("one", "two"):
        save_model(tiny_model(seed=3), tmp_path / f"{name}.safetensors")
    monkeypatch.setattr(QInputDialog, "getText", lambda *asked: (asked[-1], True))
    models.take_files([tmp_path / "one.safetensors", tmp_path / "two.safetensors"])
    driver.qtbot.waitUntil(lambda: {"one", "two"} <= set(names_in_the_panel(driver)), timeout=15000)


@pytest.mark.parametrize("how", ["remove", "rename"])
def test_a_name_given_to_another_file_computes_with_that_file(
    models, driver, folder, answers, monkeypatch, how
) -> None:
    choose(models, "mine")
    with driver.qtbot.waitSignal(driver.window.models.facts_known, timeout=15000):
        models.page.use.click()

    def loaded() -> int:
        return [predictor.name for predictor in driver.predictors].count("mine")

    before = loaded()
    answer_name(monkeypatch, "my fur")
    getattr(models.page, how).click()
    driver.qtbot.waitUntil(lambda: "mine" not in names_in_the_panel(driver), timeout=15000)
    answer_name(monkeypatch, "mine")
    models.take_files([folder / "our shop.safetensors"])
    driver.qtbot.waitUntil(lambda: "mine" in names_in_the_panel(driver), timeout=15000)
    driver.window.models.choose("mine")
    driver.qtbot.waitUntil(lambda: loaded() > before, timeout=15000)


def test_a_file_that_is_no_model_is_refused_in_words(models, driver, folder, tmp_path, monkeypatch) -> None:
    (tmp_path / "letter.safetensors").write_text("Dear reader")
    answer_name(monkeypatch, "letter")
    models.take_files([tmp_path / "letter.safetensors"])
    driver.qtbot.waitUntil(lambda: models.messages.text("work") is not None, timeout=15000)
    assert "letter.safetensors is not a readable safetensors file" in models.messages.text("work")
    assert not (folder / "letter.safetensors").exists()


def test_a_file_put_there_by_hand_is_seen_when_the_window_is_shown_again(models, driver, folder) -> None:
    models.close()
    shutil.copy(folder / "mine.safetensors", folder / "another.safetensors")
    driver.trigger("model_manager")
    driver.qtbot.waitUntil(lambda: "another" in names_in_the_panel(driver), timeout=15000)


def test_the_citation_goes_to_the_clipboard(models) -> None:
    choose(models, "released")
    models.page.citation.click()
    assert QGuiApplication.clipboard().text() == CITATION
    assert CITATION in (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_folder_of_a_model_is_shown(models, folder, monkeypatch) -> None:
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    choose(models, "mine")
    models.page.folder.click()
    assert [Path(url.toLocalFile()) for url in opened] == [folder]


def test_the_status_bar_shows_device_and_precision_even_without_a_model(driver) -> None:
    from core.devices import resolve_device, resolve_precision

    bits = {"float32": "32-bit"}.get(precision := resolve_precision("auto", resolve_device("cpu")), precision)
    status, panel = driver.window.status.device, driver.window.panel
    seen = []
    driver.window.models.computing_known.connect(lambda _computing: seen.append(status.text()))
    panel.advanced.device.setCurrentIndex(panel.advanced.device.findData("cpu"))
    with driver.qtbot.waitSignal(driver.window.models.failed, timeout=15000):
        panel.model_box.setCurrentIndex(panel.model_box.findData("broken"))
    assert seen[-1] == f"CPU · {bits} · loading the model"
    assert status.text() == f"CPU · {bits} · no model loaded"

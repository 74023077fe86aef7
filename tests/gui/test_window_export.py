"""Export in the real window: what is written is the Result; what is asked, refused and remembered."""

import cv2
import numpy as np
import OpenEXR
import pytest
from PIL import Image, ImageCms, ImageSequence
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.exporting import writer
from core.imaging.colour import srgb_to_linear
from core.imaging.compositing import foreground_for
from core.imaging.picture import Picture
from core.imaging.reading import read_grey, read_picture
from dmat_gui.dialogs.export import ExportDialog
from tests.gui.conftest import HEIGHT, WIDTH

KINDS = ("alpha", "cutout", "foreground", "composite", "steps", "sheet", "animation")


def opened(driver, trimap, folder, *kinds):
    """The dialog after a run, with only these kinds ticked."""
    if driver.document.picture is None:
        driver.open(trimap)
    if not driver.document.runs:
        driver.matte()
    dialog = driver.window.exports.dialog()
    driver.qtbot.addWidget(dialog)
    dialog.place.folder.setText(str(folder))
    for kind in KINDS:
        dialog.set_checked(kind, kind in kinds)
    return dialog


def write(driver, dialog):
    dialog.accept()
    assert dialog.result() == dialog.DialogCode.Accepted
    with driver.qtbot.waitSignal(driver.window.exports.exported, timeout=30000) as written:
        driver.window.exports.write(dialog.planned(), make_folders=dialog.make_folder)
    return written.args[0]


@pytest.mark.parametrize(
    ("suffix", "depth"),
    [
        (".png", 8),
        (".png", 16),
        (".tif", 8),
        (".tif", 16),
        (".tif", "half"),
        (".tif", "float"),
        (".webp", 8),
        (".exr", "half"),
        (".exr", "float"),
    ],
)
def test_the_exported_alpha_is_the_result(driver, known_trimap, tmp_path, suffix, depth):
    dialog = opened(driver, known_trimap, tmp_path, "alpha")
    dialog.pages["alpha"].choose("format", suffix)
    dialog.pages["alpha"].choose("depth", depth)
    assert write(driver, dialog) == [tmp_path / f"picture_alpha{suffix}"]
    alpha, written = driver.document.result_alpha(), read_grey(tmp_path / f"picture_alpha{suffix}")
    if written.dtype.kind == "u":
        full = np.iinfo(written.dtype).max
        assert np.array_equal(written, np.rint(alpha * np.float64(full)).astype(written.dtype))
    else:
        assert np.array_equal(written, alpha.astype({"half": np.float16, "float": np.float32}[depth]))
    assert not driver.window.isWindowModified()


def test_a_step_in_use_is_what_is_exported(driver, known_trimap, tmp_path):
    driver.open(known_trimap)
    driver.matte()
    driver.document.use_step(2, "alpha0")
    dialog = opened(driver, known_trimap, tmp_path, "alpha")
    assert dialog.windowTitle() == "Export Run 1 · Step 2 (t = 150), Estimate (α̃₀)"
    dialog.place.pattern.setText("{kind}-{run}-{step}")
    assert [path.name for path in write(driver, dialog)] == ["alpha-1-02.png"]
    expected = np.rint(driver.document.result_alpha() * np.float32(255))
    assert np.array_equal(read_grey(tmp_path / "alpha-1-02.png"), expected)


@pytest.mark.parametrize("premultiplied", [False, True], ids=["straight", "premultiplied"])
@pytest.mark.parametrize("colours", ["estimated", "original"])
def test_a_cut_out_and_its_foreground(driver, known_trimap, tmp_path, colours, premultiplied):
    dialog = opened(driver, known_trimap, tmp_path, "cutout", "foreground")
    dialog.pages["cutout"].choose("transparency", "premultiplied" if premultiplied else "straight")
    for kind in ("cutout", "foreground"):
        dialog.pages[kind].choose("colours", colours)
    assert ("Premultiplied" in dialog.pages["cutout"].words.text()) == premultiplied
    write(driver, dialog)
    alpha, picture = driver.document.result_alpha(), driver.document.picture
    expected = foreground_for(picture, alpha, colours == "estimated")
    assert np.array_equal(expected, picture.pixels) == (colours == "original")
    foreground = read_picture(tmp_path / "picture_foreground.png")
    assert foreground.alpha is None
    assert np.array_equal(foreground.pixels, expected)
    cutout = read_picture(tmp_path / "picture_cutout.png")
    assert np.array_equal(cutout.alpha, np.rint(alpha * np.float32(255)))
    if premultiplied:
        expected = np.rint(expected / np.float32(255) * alpha[..., None] * np.float32(255))
    assert np.array_equal(cutout.pixels, expected)


def test_exr_is_premultiplied_whatever_was_chosen(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path, "cutout", "alpha")
    page = dialog.pages["cutout"]
    page.choose("transparency", "straight")
    page.choose("colours", "original")
    page.choose("format", ".exr")
    page.choose("depth", "float")
    assert not page.boxes["transparency"].isEnabled()
    assert "channels R, G, B, A" in page.words.text()
    write(driver, dialog)
    found = OpenEXR.File(str(tmp_path / "picture_cutout.exr"), separate_channels=True).channels()
    alpha = driver.document.result_alpha()
    linear = srgb_to_linear(driver.document.picture.pixels / np.float32(255))
    assert set(found) == set("RGBA")
    assert np.array_equal(found["A"].pixels, alpha)
    for place, name in enumerate("RGB"):
        assert np.array_equal(found[name].pixels, linear[..., place] * alpha)


def test_composites_over_a_colour_a_picture_and_nothing(driver, known_trimap, tmp_path):
    cv2.imwrite(str(tmp_path / "sky.png"), np.full((30, 40, 3), (200, 100, 50), np.uint8))
    backgrounds = {"colour": (255, 255, 255), "picture": (50, 100, 200), "transparent": None}
    for background, expected in backgrounds.items():
        dialog = opened(driver, known_trimap, tmp_path / background, "composite")
        dialog.place.path.mkdir()
        page = dialog.pages["composite"]
        page.choose("colours", "original")
        if background == "picture":
            page.set_background(tmp_path / "sky.png")
        page.choose("background", background)
        write(driver, dialog)
        found = read_picture(tmp_path / background / "picture_composite.png")
        pixels = driver.document.picture.pixels
        assert np.array_equal(found.pixels[:, 100:], pixels[:, 100:])
        if background == "transparent":
            alpha = np.rint(driver.document.result_alpha() * np.float32(255))
            assert np.array_equal(found.alpha, alpha)
        else:
            assert (found.pixels[:, :60] == expected).all()


def test_the_profile_and_the_metadata_are_kept(driver, known_trimap, tmp_path):
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[271], exif[274] = "Maker", 1
    pixels = np.random.default_rng(1).integers(0, 65536, (HEIGHT, WIDTH, 3), np.uint16)
    driver.document.open_picture(Picture(pixels, icc=icc, exif=exif.tobytes()), known_trimap)
    dialog = opened(driver, known_trimap, tmp_path, "cutout")
    assert dialog.pages["cutout"].boxes["depth"].currentData() == 16  # as deep as the picture
    dialog.pages["cutout"].choose("colours", "original")
    for suffix in (".png", ".tif"):
        dialog.pages["cutout"].choose("format", suffix)
        (path,) = write(driver, dialog)
        found = read_picture(path)
        assert np.array_equal(found.pixels, pixels)
        assert found.icc == icc
        metadata = Image.Exif()
        metadata.load(found.exif)
        assert metadata[271] == "Maker"


def test_steps_as_files_a_sheet_and_an_animation(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path, "steps", "sheet", "animation")
    dialog.pages["steps"].choose("mattes", "denoised")
    dialog.pages["sheet"].choose("mattes", "denoised")
    dialog.pages["sheet"].choose("side", "128")
    dialog.pages["animation"].choose("mattes", "denoised")
    write(driver, dialog)
    steps = driver.document.current_run.steps
    files = sorted((tmp_path / "picture_steps").iterdir())
    assert len(files) == len(steps) + 1  # the start too
    step = np.clip(steps[2].denoised.astype(np.float32), 0, 1)
    found = read_grey(tmp_path / "picture_steps" / f"picture_denoised_02_t{steps[2].t:03d}.png")
    assert np.array_equal(found, np.rint(step * np.float32(255)))
    moments = len(steps) + 2  # start and result
    assert moments == 8
    sheet = read_grey(tmp_path / "picture_sheet.png")
    assert sheet.shape == (8 + 2 * (96 + 24 + 8), 8 + 6 * (128 + 8))  # six in a line
    with Image.open(tmp_path / "picture_animation.gif") as image:
        frames = [np.asarray(frame.convert("L")) for frame in ImageSequence.Iterator(image)]
    assert len(frames) == moments
    result = np.rint(driver.document.result_alpha() * np.float32(255))
    assert np.array_equal(frames[-1][:HEIGHT], result)


def test_an_mp4_of_the_steps(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path, "animation")
    dialog.pages["animation"].choose("format", ".mp4")
    (path,) = write(driver, dialog)
    video = cv2.VideoCapture(str(path))
    assert video.get(cv2.CAP_PROP_FRAME_COUNT) == 7  # start, five estimates before the last, result


def test_a_run_without_steps_offers_none(driver, known_trimap, tmp_path):
    driver.open(known_trimap)
    driver.window.panel.model_box.setCurrentIndex(driver.window.panel.model_box.findData("closed-form"))
    driver.matte()
    dialog = opened(driver, known_trimap, tmp_path, "steps", "sheet", "animation")
    assert not any(dialog.is_checked(kind) for kind in ("steps", "sheet", "animation"))
    assert not dialog.write_button.isEnabled()
    assert "Tick at least one" in dialog.summary.text()


def test_the_names_are_shown_as_they_are_typed_and_refused_in_words(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path, "alpha", "cutout")
    pattern = dialog.place.pattern
    pattern.clear()
    QTest.keyClicks(pattern, "{name} {kind} {run}")
    assert dialog.place.examples.text() == "picture alpha 1.png, picture cutout 1.png"
    QTest.keyClicks(pattern, "?")
    assert "“?”" in dialog.summary.text()
    assert not dialog.write_button.isEnabled()
    QTest.keyClick(pattern, Qt.Key.Key_Backspace)
    assert dialog.write_button.isEnabled()
    pattern.setText("{name}")
    assert "Two files would be called picture.png" in dialog.summary.text()
    dialog.set_checked("cutout", False)
    assert dialog.place.examples.text() == "picture.png"


def test_a_long_name_does_not_widen_the_dialog(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path, "alpha", "steps")
    with driver.qtbot.waitSignal(dialog.preview.shown, timeout=15000):
        dialog.show()
    width = dialog.width()
    with driver.qtbot.waitSignal(dialog.preview.shown, timeout=15000):
        dialog.place.pattern.setText("a" * 150 + "_{kind}")
    driver.qtbot.wait(50)  # a layout that has to grow does so with the next events
    assert dialog.width() == width <= 1280 and dialog.minimumSizeHint().width() <= width
    assert "…" in dialog.preview.caption.text()


def test_the_dialog_names_the_result_and_remembers(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path)
    assert dialog.windowTitle() == "Export Run 1 · result"
    assert not dialog.write_button.isEnabled()
    dialog.set_checked("composite", True)
    page = dialog.pages["composite"]
    page.choose("background", "transparent")
    page.choose("format", ".jpg")
    assert "JPEG cannot be transparent" in dialog.summary.text()
    page.choose("format", ".png")
    page.choose("depth", 16)
    dialog.place.pattern.setText("{name}-{kind}")
    dialog.accept()
    again = driver.window.exports.dialog()
    assert [kind for kind in KINDS if again.is_checked(kind)] == ["composite"]
    assert again.pages["composite"].output().format.depth == 16
    assert again.pages["composite"].output().background is None
    assert again.place.pattern.text() == "{name}-{kind}"
    assert again.place.path == tmp_path


def test_each_format_offers_the_depths_it_has(driver, known_trimap, tmp_path):
    boxes = opened(driver, known_trimap, tmp_path, "alpha").pages["alpha"].boxes
    depths = {}
    for row in range(boxes["format"].count()):
        boxes["format"].setCurrentIndex(row)
        found = [boxes["depth"].itemData(i) for i in range(boxes["depth"].count())]
        depths[boxes["format"].currentData()] = found
    assert depths == {
        ".png": [8, 16],
        ".tif": [8, 16, "half", "float"],
        ".webp": [8],
        ".exr": ["half", "float"],
    }


def test_a_tick_is_set_with_the_mouse_and_with_the_space_bar(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path, "alpha")
    dialog.show()
    item = dialog.list.item(KINDS.index("sheet"))
    place = dialog.list.visualItemRect(item).center()
    box = QPoint(dialog.list.visualItemRect(item).left() + 18, place.y())
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert dialog.is_checked("sheet")
    assert dialog.kind == "sheet"
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert not dialog.is_checked("sheet")


def test_overwriting_asks(driver, known_trimap, tmp_path, answers):
    (tmp_path / "picture_alpha.png").write_text("mine")
    dialog = opened(driver, known_trimap, tmp_path, "alpha")
    answers.reply = False
    dialog.accept()
    assert answers == ["Replace picture_alpha.png?"]
    assert dialog.result() != dialog.DialogCode.Accepted
    answers.reply = True
    write(driver, dialog)
    assert read_grey(tmp_path / "picture_alpha.png").shape == (HEIGHT, WIDTH)


def test_what_else_lies_with_the_steps_is_said(driver, known_trimap, tmp_path, answers):
    dialog = opened(driver, known_trimap, tmp_path, "steps")
    dialog.pages["steps"].choose("mattes", "alpha0")
    write(driver, dialog)
    (tmp_path / "picture_steps" / "picture_alpha0_09_t900.png").touch()
    answers.reply = False
    opened(driver, known_trimap, tmp_path, "steps").accept()
    assert answers == ["Replace 7 files?"]
    assert "picture_steps/picture_start_00.png" in answers.details[0].replace("\\", "/")
    assert answers.details[0].endswith("Other files in picture_steps stay there: 1.")


def test_a_missing_folder_is_made_when_the_user_agrees(driver, known_trimap, tmp_path, answers):
    folder = tmp_path / "new" / "deeper"
    dialog = opened(driver, known_trimap, folder, "alpha")
    assert "not there yet" in dialog.summary.text()
    answers.reply = False
    dialog.accept()
    assert answers == ["Make the folder deeper?"]
    assert list(tmp_path.glob("new")) == []
    answers.reply = True
    write(driver, dialog)
    assert (folder / "picture_alpha.png").is_file()
    assert driver.window.settings.last_folder == folder


@pytest.mark.parametrize("folder", ["~no such user/x", "x" * 300, "/" + "x" * 300, ""])
def test_no_folder_that_can_be_typed_is_too_odd(driver, known_trimap, tmp_path, folder, answers):
    dialog = opened(driver, known_trimap, folder, "alpha")
    dialog.accept()
    if dialog.result() == dialog.DialogCode.Accepted:
        with driver.qtbot.waitSignal(driver.window.exports.failed, timeout=15000):
            driver.window.exports.write(dialog.planned(), make_folders=True)
        assert "cannot be made (File name too long): choose another" in driver.window.messages.text("export")
    else:
        assert "whole path" in dialog.summary.text()


def test_a_file_is_no_folder(driver, known_trimap, tmp_path):
    (tmp_path / "letter").touch()
    dialog = opened(driver, known_trimap, tmp_path / "letter", "alpha")
    assert dialog.summary.text() == "letter is a file: choose a folder."
    assert not dialog.write_button.isEnabled()


def test_the_picture_itself_is_never_replaced(driver, known_trimap, tmp_path):
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    cv2.imwrite(str(tmp_path / "photo.png"), pixels)
    driver.document.open_picture(Picture.from_array(pixels), known_trimap, tmp_path / "photo.png")
    dialog = opened(driver, known_trimap, tmp_path, "alpha")
    dialog.place.pattern.setText("{name}")
    assert "would replace a picture that you opened" in dialog.summary.text()


def test_cancelling_an_export_leaves_nothing(driver, known_trimap, tmp_path, monkeypatch):
    folder = tmp_path / "out"
    folder.mkdir()
    dialog = opened(driver, known_trimap, folder, "alpha", "steps")
    dialog.accept()
    exports, messages = driver.window.exports, driver.window.messages
    real = writer.write_contents

    def write_slowly(path, contents, batch):
        real(path, contents, batch)
        exports._cancel()  # from the worker, to be sure of the moment: it only sets an event

    monkeypatch.setattr(writer, "write_contents", write_slowly)
    with driver.qtbot.waitSignal(driver.window.colour_runner.cancelled, timeout=15000):
        exports.write(dialog.planned())
    assert messages.text("export") == "The export was cancelled; no file was written."
    assert list(folder.iterdir()) == []
    assert not driver.document.result_is_exported


def test_a_run_that_ends_meanwhile_changes_nothing_of_what_the_dialog_names(
    driver, known_trimap, tmp_path, monkeypatch
):
    driver.open(known_trimap)
    driver.matte()
    first = driver.document.result_alpha().copy()

    def exec_(dialog):
        assert dialog.windowTitle() == "Export Run 1 · result"
        dialog.place.folder.setText(str(tmp_path))
        dialog.set_checked("cutout", False)
        with driver.qtbot.waitSignal(driver.window.run_control.finished, timeout=15000):
            driver.document.set_trimap(np.where(known_trimap == 128, 0, known_trimap).astype(np.uint8), "")
            driver.trigger("matte")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(ExportDialog, "exec", exec_)
    with driver.qtbot.waitSignal(driver.window.exports.exported, timeout=15000):
        driver.trigger("export")
    assert not np.array_equal(driver.document.result_alpha(), first)
    assert np.array_equal(read_grey(tmp_path / "picture_alpha.png"), np.rint(first * np.float32(255)))
    assert not driver.document.result_is_exported  # the second run's is not


def test_an_export_that_fails_says_so(driver, known_trimap, tmp_path):
    dialog = opened(driver, known_trimap, tmp_path / "gone", "alpha")
    with driver.qtbot.waitSignal(driver.window.colour_runner.failed, timeout=15000):
        driver.window.exports.write(dialog.planned())  # nobody was asked whether the folder be made
    assert driver.window.messages.bar("export").message.tone == "error"
    assert not (tmp_path / "gone").exists()

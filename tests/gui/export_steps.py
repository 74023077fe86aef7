"""What a user does with the Export dialog, for the tests of it."""

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

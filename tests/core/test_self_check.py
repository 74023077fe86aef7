"""The self-check: all is well here, and each thing that is not is told with a way on."""

import json

import numpy as np
import pytest

import core.self_check
from core import cli
from core.errors import Cancelled
from core.self_check import CHECKS, Check, report, run_checks


def checks_but(monkeypatch, *names: str) -> None:
    """Check these alone."""
    kept = {name: core.self_check._CHECKS[name] for name in names}
    monkeypatch.setattr("core.self_check._CHECKS", kept)


def test_nothing_fails_here(capsys) -> None:
    assert cli.main(["info", "--check", "--json"]) == 0
    found = {check["name"]: check for check in json.loads(capsys.readouterr().out)}
    assert tuple(found) == CHECKS
    assert not [check for check in found.values() if check["state"] == "failed"]
    assert "compact on" in found["Model"]["text"]
    assert found["Picture files"]["state"] == found["Foreground colours"]["state"] == "ok"


def test_a_model_that_gives_another_alpha_fails(monkeypatch, capsys) -> None:
    class Wrong:
        def __init__(self, name: str) -> None:
            pass

        def run(self, pixels, trimap):
            from types import SimpleNamespace

            return SimpleNamespace(alpha=np.zeros(trimap.shape), device="CPU", precision="float32")

    checks_but(monkeypatch, "Model")
    monkeypatch.setattr("core.predictor.MattingPredictor", Wrong)
    assert cli.main(["info", "--check"]) == 1
    text = capsys.readouterr().out
    assert text.startswith("failed   Model: compact on CPU") and "choose the CPU under Advanced" in text


def test_a_model_that_cannot_be_loaded_fails_in_words(monkeypatch) -> None:
    checks_but(monkeypatch, "Model")
    monkeypatch.setattr("core.predictor.load_model", lambda *_: 1 / 0)
    (found,) = run_checks()
    assert (
        found.state == "failed" and "ZeroDivisionError" in found.text and "send this report" in found.advice
    )


def test_a_format_that_comes_back_otherwise_fails(monkeypatch) -> None:
    checks_but(monkeypatch, "Picture files")
    monkeypatch.setattr("core.imaging.reading.read_grey", lambda path: np.zeros((32, 32), np.uint8))
    (found,) = run_checks()
    assert found.state == "failed" and "PNG, 16 bits: read back, it is off by 1.000" in found.text


def test_a_folder_that_cannot_be_written_fails(own_home, monkeypatch) -> None:
    checks_but(monkeypatch, "Folders")
    (own_home / "XDG_DATA_HOME").write_text("a file in the way")
    (found,) = run_checks()
    assert found.state == "failed" and str(own_home / "XDG_DATA_HOME") in found.advice


def test_a_driver_without_a_torch_for_it_is_a_warning(monkeypatch) -> None:
    checks_but(monkeypatch, "Computing")
    monkeypatch.setattr("core.devices.driver_hint", lambda: "Install the CUDA build.")
    (found,) = run_checks()
    assert found == Check("Computing", "warning", found.text, "Install the CUDA build.")
    assert "CPU" in found.text and "threads on the CPU: " in found.text


def test_a_missing_package_and_one_of_another_build_are_warnings(monkeypatch) -> None:
    checks_but(monkeypatch, "Versions")
    versions = core.self_check.version_of
    monkeypatch.setattr(
        "core.self_check.version_of", lambda name: None if name == "OpenEXR" else versions(name)
    )
    assert run_checks()[0].advice == "Install what is missing: pip install OpenEXR"
    monkeypatch.setattr(
        "core.self_check.version_of", lambda name: "1.0" if name == "torch" else versions(name)
    )
    assert "goes with torch" in run_checks()[0].advice


def test_little_memory_is_a_warning(monkeypatch) -> None:
    from types import SimpleNamespace

    checks_but(monkeypatch, "Memory")
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=1e9, total=8e9))
    assert run_checks()[0].state == "warning" and "1.0 GB free of 8.0 GB" in run_checks()[0].text


def test_pymatting_is_left_alone_while_another_process_compiles_it(monkeypatch) -> None:
    checks_but(monkeypatch, "Foreground colours")
    (found,) = run_checks(colours_ready=False)
    assert found.state == "warning" and "Check again" in found.advice


def test_it_can_be_cancelled_between_the_lines(monkeypatch) -> None:
    seen = []
    with pytest.raises(Cancelled):
        run_checks(seen.append, lambda: len(seen) == 2)
    assert [check.name for check in seen] == list(CHECKS[:2])


def test_the_report_is_text_with_the_way_on() -> None:
    text = report([Check("Fonts", "ok", "Inter."), Check("Folders", "failed", "Full.", "Make room.")])
    assert text == "ok       Fonts: Inter.\nfailed   Folders: Full.\n         Make room.\n"

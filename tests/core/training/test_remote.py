"""Events and commands of a fine-tuning that another program follows."""

import json
import queue
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from small_requests import small_request

from core.data.layouts import open_data_set
from core.errors import SettingsError
from core.imaging.reading import read_grey, read_picture
from core.training import finetune as module
from core.training.finetune import Estimate
from core.training.finetune_request import FinetuneRequest
from core.training.previews import Previews
from core.training.remote import DONE, FAILED, STOPPED, Remote, serve

STEPS = 6


class Program:
    """The other end: keeps the events, and answers some of them with commands."""

    def __init__(self, answers: dict[str, str] | None = None) -> None:
        self.events: list[dict] = []
        self._answers = dict(answers or {})
        self._commands: queue.Queue[bytes | None] = queue.Queue()

    def write(self, line: str) -> None:
        self.events.append(json.loads(line))
        answer = self._answers.pop(self.events[-1]["event"], None)
        if answer is not None:
            self._commands.put(None if answer == "gone" else answer.encode() + b"\n")

    def flush(self) -> None:
        pass

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._commands.get, None)

    def of(self, kind: str) -> list[dict]:
        return [event for event in self.events if event["event"] == kind]


@pytest.fixture
def request_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FinetuneRequest:
    monkeypatch.setattr(module, "_trial", lambda *_: Estimate(STEPS, 1.0))
    return small_request(tmp_path)


def run(request: FinetuneRequest, folder: Path, program: Program, **options: bool) -> int:
    return serve(lambda: request, folder, Remote(program, program), **options)


def test_all_of_it_is_told(request_: FinetuneRequest, tmp_path: Path) -> None:
    program = Program()
    assert run(request_, tmp_path / "run", program) == DONE
    kinds = list(dict.fromkeys(event["event"] for event in program.events))
    assert kinds[0] == "stage" and kinds[-1] == "result" and set(kinds[1:-1]) == {"preview", "progress"}
    stages = list(dict.fromkeys(event["stage"] for event in program.of("stage")))
    assert stages == ["checking", "measuring before", "training", "measuring after"]
    last = program.of("progress")[-1]
    assert last["step"] == last["steps"] == STEPS and last["losses"]["loss"] > 0
    (result,) = program.of("result")
    report = json.loads((tmp_path / "run" / "finetune.json").read_text())
    assert Path(result["model"]).is_file()
    assert list(result["parts"]) == ["held out", "trained on", "guard"]
    for part, said in result["parts"].items():
        assert said["cases"] == len(report["after"][part]["rows"])
        assert said["after"]["sad"] == report["after"][part]["mean"]["sad"]
        assert said["change"] == report["change"][part]
    assert result["better"] == report["better"] and result["left_out"] == []

    first, last = program.of("preview")  # as the first step is done, and the last; of the one held out
    assert (first["step"], last["step"], first["name"]) == (1, STEPS, "c")
    folder = Path(first["folder"])
    (held_out,) = [case for case in request_.pictures.cases if case.name == "c"]
    assert np.array_equal(read_picture(folder / first["picture"]).pixels, read_picture(held_out.image).pixels)
    assert np.array_equal(read_grey(folder / first["truth"]), read_grey(held_out.alpha))
    mattes = [read_grey(folder / name) for name in (first["before"], first["now"], last["now"])]
    assert {matte.shape for matte in mattes} == {(32, 32)}
    assert not np.array_equal(mattes[0], mattes[2])


def test_a_large_picture_is_looked_at_in_small(request_: FinetuneRequest, tmp_path: Path) -> None:
    from data import layout_trees as trees

    folder = tmp_path / "large"
    alpha = trees.matte(0, 900)
    trees.save(folder / "images/a.png", trees.colours(0, 900))
    trees.save(folder / "alphas/a.png", alpha)
    trees.save(folder / "trimaps/a.png", trees.trimap_of(alpha))
    (folder / "alphas/b.png").write_bytes(b"no picture")  # tried first, and passed over
    trees.save(folder / "images/b.png", trees.colours(1, 900))
    told = []
    request = replace(request_, pictures=open_data_set(folder), hold_out=0)
    request = replace(request, pictures=replace(request.pictures, cases=request.pictures.cases[::-1]))
    previews = Previews(request, tmp_path / "previews", lambda event, **values: told.append(values))
    from core.models.registry import load_model

    previews(1, 9, load_model(request.model))
    previews(2, 9, load_model(request.model))  # at once: it is not time yet
    (one,) = told
    assert one["name"] == "a" and one["size"] == [448, 448]


def test_pause_resume_and_stop_are_heeded_and_it_goes_on(request_: FinetuneRequest, tmp_path: Path) -> None:
    program = Program({"preview": "pause", "paused": "resume", "resumed": "stop"})
    assert run(request_, tmp_path / "run", program) == STOPPED
    order = [event["event"] for event in program.events]
    assert order[-1] == "stopped" and order.count("paused") == order.count("resumed") == 1
    between = order[order.index("paused") : order.index("resumed")]
    assert between == ["paused"], "nothing goes on while it is paused"
    assert not (tmp_path / "run" / "model.safetensors").exists()
    again = Program()
    assert run(request_, tmp_path / "run", again) == DONE
    assert again.of("preview")[0]["step"] > 1  # not begun anew


def test_it_stops_when_the_other_program_is_gone(request_: FinetuneRequest, tmp_path: Path) -> None:
    program = Program({"preview": "gone"})
    assert run(request_, tmp_path / "run", program) == STOPPED
    assert program.events[-1] == {"event": "stopped"}

    class Closed(Program):
        def write(self, line: str) -> None:
            super().write(line)
            if self.of("preview"):
                raise BrokenPipeError

    assert run(request_, tmp_path / "run", Closed()) == STOPPED
    assert list((tmp_path / "run" / "training").glob("state-*.safetensors"))


def test_an_estimate_is_an_event_and_makes_no_folder(request_: FinetuneRequest, tmp_path: Path) -> None:
    program = Program()
    assert run(request_, tmp_path / "run", program, only_estimate=True) == DONE
    assert program.events[-1] == {"event": "estimate", "steps": STEPS, "seconds_per_step": 1.0}
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SettingsError("Take another."), "Take another."),
        (RuntimeError("CUDA out of memory. Tried to"), "The fine-tuning needs more memory than there is"),
        (RuntimeError("CUDA error: device lost"), "The fine-tuning failed, as the GPU stopped working"),
        (
            OSError(28, "No space left on device", "/x"),
            "The fine-tuning failed: No space left on device (/x). Make",
        ),
    ],
)
def test_what_goes_wrong_is_an_event(tmp_path: Path, error: Exception, said: str) -> None:
    program = Program()

    def request() -> FinetuneRequest:
        raise error

    assert serve(request, tmp_path / "run", Remote(program, program)) == FAILED
    assert program.events[-1]["event"] == "error" and program.events[-1]["sentence"].startswith(said)


def test_numbers_that_are_none_are_null(tmp_path: Path) -> None:
    program = Program()
    Remote(program, program).tell("progress", losses={"loss": float("nan")}, left=float("inf"), ways=[1.5])
    assert program.events == [{"event": "progress", "losses": {"loss": None}, "left": None, "ways": [1.5]}]

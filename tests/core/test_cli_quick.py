"""What is refused about files is refused at once: before torch is loaded, and before anything is measured."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REFUSED = {
    "matte nosuch.jpg -o out": "There is no picture nosuch.jpg",
    "matte empty -o out": "no picture to matte in empty",
    "matte alone.png -o out": "alone_trimap",
    "matte alone.png -o out --model nosuch.safetensors": "no model file nosuch.safetensors",
    "matte alone.png --trimap alone.png -o alone.png": "alone.png is a file. Name another place",
    "matte alone.png --trimap alone.png -o out --model compac": "Choose one of compact, mine, closed-form",
    "matte alone.png --trimap alone.png -o out --model paper": "paper has no weights here",
    "matte alone.png -o out --model compact": "alone_trimap",
    "matte alone.png -o out --model closed-form": "alone_trimap",
    "matte alone.png -o out --model mine": "alone_trimap",
    "matte alone.png --trimap alone.png --inner 3 -o out": "--inner and --outer are widths of the band",
    "matte alone.png --trimap alone.png --outer 0 -o out": "--inner and --outer are widths of the band",
    "evaluate nosuch": "no folder nosuch",
    "evaluate empty": "empty",
    "evaluate empty --model none": "empty is laid out in no way",
    "evaluate good --model compac": "no model 'compac'",
    "evaluate good --markdown mine.md": "mine.md is there",
    "evaluate good --markdown empty": "empty is a folder",
    "evaluate good --json mine.md/x.json": "mine.md is a file. Name another place",
    "evaluate good --save-alphas mine.md": "mine.md is a file. Name another place",
    "ablate nosuch -o out": "no folder nosuch",
    "ablate good -o out --model compac": "no model 'compac'",
    "ablate good -o mine.md": "mine.md is a file. Name another place",
    "ablate -o out --variant no-arp": "NAME=FILE",
    "ablate -o out --variant no-arp=nosuch.safetensors": "no model file nosuch.safetensors",
    "bench --quick --json empty": "empty is a folder",
    "bench --quick --json mine.md/x.json": "mine.md is a file. Name another place",
    "bench --quick --plots mine.md": "mine.md is a file. Name another place",
    "data check nosuch": "no folder nosuch",
    "data check guided": "2 pictures without transparency, trimaps among them, but no mattes",
    "data check good --json mine.md/x.json": "mine.md is a file. Name another place",
    "data check good --sheet mine.md/s.png": "mine.md is a file. Name another place",
    "finetune nosuch -o out": "no folder nosuch",
    "finetune good -o out --model compac": "no model 'compac'",
    "finetune good -o mine.md/run": "mine.md is a file. Name another place",
    "finetune good -o out --others nosuch": "no folder of training pictures nosuch",
    "finetune good nosuch -o out": "no folder nosuch",
    "finetune good -o out --guard nosuch": "no folder nosuch",
    "train matting -o mine.md": "mine.md is a file. Name another place",
    "train matting -o out --data nosuch": "no folder nosuch",
    "train prior -o out --backgrounds nosuch": "no folder nosuch",
    "train matting -o out --validate nosuch": "no folder nosuch",
    "train matting -o out --model compac": "no model 'compac'",
    "train matting -o out --prior nosuch.safetensors": "no model file nosuch.safetensors",
    "import-released nosuch.pt nosuch.pth": "no file nosuch.pt",
    "import-released mine.md alone.png -o mine.md": "mine.md is one of the files to import",
    "import-released mine.md alone.png -o mine.md/x.safetensors": "mine.md is a file. Name another place",
}
NOT_UNDERSTOOD = {
    "matte alone.png -o out --steps two": "--steps: 'two' is no whole number",
    "train matting -o out --rate x": "--rate: 'x' is no number",
    "train matting -o out --weight-alpha x": "--weight-alpha: 'x' is no number",
    "info --size 33": "--size: 33 is not a multiple of 32",
}
# Where a module is None, importing it raises; an error of that kind would be told in other words.
CODE = """
import contextlib, io, json, pathlib, sys
sys.modules["torch"] = None
from core import cli
from core.models import registry
registry.user_models_folder = lambda: pathlib.Path("models")
said = {}
for line in json.load(sys.stdin):
    errors = io.StringIO()
    with contextlib.redirect_stderr(errors):
        code = cli.main(line.split())
    said[line] = [code, errors.getvalue()]
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> dict[str, list]:
    """The exit code of each line, and what was said, by a process that cannot import torch."""
    import cv2
    import numpy as np

    place = tmp_path_factory.mktemp("place")
    for name in ("empty", "guided", "good/images", "good/alphas"):
        (place / name).mkdir(parents=True)
    for name in (
        "alone.png",
        "guided/a.jpg",
        "guided/a_trimap.png",
        "good/images/a.png",
        "good/alphas/a.png",
    ):
        cv2.imwrite(str(place / name), np.tile(np.uint8([0, 128, 255]), (8, 4)))
    (place / "mine.md").write_text("mine")
    (place / "models").mkdir()
    (place / "models" / "mine.safetensors").write_text("a model of the user's, not read")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        [sys.executable, "-c", CODE], input=json.dumps([*REFUSED, *NOT_UNDERSTOOD]), cwd=place,
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    assert not (place / "out").exists()
    return json.loads(found.stdout.splitlines()[-1])


@pytest.mark.parametrize("line", REFUSED)
def test_files_are_looked_at_before_torch_is_loaded(said, line: str) -> None:
    code, words = said[line]
    assert code == 1 and REFUSED[line] in words and "torch" not in words, words


@pytest.mark.parametrize("line", NOT_UNDERSTOOD)
def test_a_number_that_is_none_is_named(said, line: str) -> None:
    code, words = said[line]
    assert code == 2 and NOT_UNDERSTOOD[line] in words

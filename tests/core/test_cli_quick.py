"""What is refused about files is refused before torch is loaded, which takes seconds."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REFUSED = {
    "matte nosuch.jpg -o out": "There is no picture nosuch.jpg",
    "matte alone.png -o out": "alone_trimap",
    "matte alone.png -o out --model nosuch.safetensors": "no model file nosuch.safetensors",
    "matte alone.png --trimap alone.png -o alone.png": "alone.png cannot be made",
    "evaluate nosuch": "no folder nosuch",
    "evaluate empty": "empty",
    "evaluate good --markdown mine.md": "mine.md is there",
    "ablate nosuch -o out": "no folder nosuch",
    "ablate -o out --variant no-arp": "NAME=FILE",
    "ablate -o out --variant no-arp=nosuch.safetensors": "no model file nosuch.safetensors",
    "data check nosuch": "no folder nosuch",
    "finetune nosuch -o out": "no folder nosuch",
    "finetune good nosuch -o out": "no folder nosuch",
    "finetune good -o out --guard nosuch": "no folder nosuch",
    "train matting -o out --data nosuch": "no folder nosuch",
    "train prior -o out --backgrounds nosuch": "no folder nosuch",
    "train matting -o out --validate nosuch": "no folder nosuch",
    "train matting -o out --prior nosuch.safetensors": "no model file nosuch.safetensors",
    "import-released nosuch.pt nosuch.pth": "no file nosuch.pt",
}
# Where a module is None, importing it raises; an error of that kind would be told in other words.
CODE = """
import contextlib, io, json, sys
sys.modules["torch"] = None
from core import cli
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
    for name in ("empty", "good/images", "good/alphas"):
        (place / name).mkdir(parents=True)
    for name in ("alone.png", "good/images/a.png", "good/alphas/a.png"):
        cv2.imwrite(str(place / name), np.tile(np.uint8([0, 128, 255]), (8, 4)))
    (place / "mine.md").write_text("mine")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        [sys.executable, "-c", CODE], input=json.dumps(list(REFUSED)), cwd=place, env=environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout.splitlines()[-1])


@pytest.mark.parametrize("line", REFUSED)
def test_files_are_looked_at_before_torch_is_loaded(said, line: str) -> None:
    code, words = said[line]
    assert code == 1 and REFUSED[line] in words and "torch" not in words, words

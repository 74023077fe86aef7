"""Helper modules beside the tests of training are put on the path by hand, as in tests/core."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from small_requests import small_request

from core.training import finetune
from core.training.finetune_request import FinetuneRequest


@pytest.fixture
def request_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FinetuneRequest:
    """A small fine-tuning that nobody need try first: six steps."""
    monkeypatch.setattr(finetune, "_trial", lambda *_: finetune.Estimate(6, 1.0))
    return small_request(tmp_path)


@pytest.fixture
def pictures(request_: FinetuneRequest) -> Path:
    """The folder of its pictures."""
    return request_.pictures.root

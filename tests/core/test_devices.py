"""The sentence for a machine with an NVIDIA driver and a torch that cannot use it."""

import shutil

import pytest
import torch

from core.devices import driver_hint


@pytest.mark.parametrize(
    ("cuda_build", "driver", "told"), [(None, True, True), (None, False, False), ("13.0", True, False)]
)
def test_it_is_told_where_it_helps(monkeypatch, cuda_build, driver, told) -> None:
    monkeypatch.setattr(torch.version, "cuda", cuda_build)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/nvidia-smi" if driver else None)
    hint = driver_hint()
    assert (hint is not None) is told
    if told:
        assert "Install the CUDA builds of torch and torchvision" in hint

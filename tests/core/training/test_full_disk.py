"""A disk that fills up under a training: what was saved before is whole, and the run goes on from there."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from tiny_runs import SETTINGS, assert_equal, losses, made_up_batches, run

from core.errors import sentence_for
from core.training.state import saved_states
from tests.faults import full_disk, needs_posix, snapshot


@needs_posix
def test_a_run_on_a_full_disk_says_so_and_goes_on_to_the_same_weights(tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    run(whole)

    def filling(**options):
        for number, batch in enumerate(made_up_batches(SETTINGS)(**options)):
            if number == SETTINGS.save_every + 1:
                disk.enter_context(full_disk())
            yield batch

    with ExitStack() as disk, pytest.raises(OSError) as caught:
        run(parts, batches=filling)
    said = sentence_for(caught.value, "The training")
    assert str(parts) in said and "Make room on the disk" in said
    assert [path.name for path in saved_states(parts)] == [f"state-{SETTINGS.save_every:08d}.safetensors"]
    assert not any(".part" in name for name in snapshot(parts))
    run(parts)
    assert_equal(whole, parts)
    assert losses(whole) == losses(parts)

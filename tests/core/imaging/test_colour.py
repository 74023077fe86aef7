"""Depths: values brought there in pieces are those brought at once, and take little memory on the way."""

import tracemalloc

import numpy as np
import pytest

from core.imaging import colour
from core.imaging.colour import from_unit


@pytest.mark.parametrize("shape", [(7, 900), (900, 7), (3, 5, 400), (1, 6000), (6000,)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_values_in_pieces_are_those_at_once(
    shape: tuple[int, ...], dtype: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = np.random.default_rng(0).uniform(-0.1, 1.1, shape).astype(np.float32)
    at_once = from_unit(values, dtype)
    monkeypatch.setattr(colour, "_AT_ONCE", 1000)
    in_pieces = from_unit(values, dtype)
    assert in_pieces.dtype == dtype
    np.testing.assert_array_equal(in_pieces, at_once)
    assert at_once.min() == 0 and at_once.max() == np.iinfo(dtype).max


def test_no_second_picture_of_floats_is_made_for_a_file() -> None:
    values = np.full((3000, 4000), 0.5, np.float32)
    tracemalloc.start()
    try:
        from_unit(values, np.uint8)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < values.nbytes / 2

"""File names from a pattern, and what is refused, in words."""

from datetime import date

import pytest

from core.errors import SettingsError
from core.exporting.names import Naming


def naming(pattern: str) -> Naming:
    return Naming(pattern, name="Größe 1", run="2", step="result", day=date(2026, 3, 4))


def test_every_field_is_filled_in():
    pattern = "{date} {name}-{kind}_run{run}.{step}"
    assert naming(pattern).file_name("alpha", ".png") == "2026-03-04 Größe 1-alpha_run2.result.png"


def test_a_step_gets_its_number_even_where_the_pattern_has_none():
    assert naming("{name}_{kind}").file_name("alpha0", ".exr", "03_t100") == "Größe 1_alpha0_03_t100.exr"
    assert naming("{step} {kind}").file_name("alpha0", ".exr", "03_t100") == "03_t100 alpha0.exr"


def test_a_picture_may_be_called_like_a_field():
    assert Naming("{name}_{kind}", name="{kind}?").file_name("alpha", ".png") == "{kind}?_alpha.png"


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("", "Give the files a name"),
        ("  ", "Give the files a name"),
        ("{nmae}", "There is no {nmae}"),
        ("{}", "There is no {}"),
        ("{name", "A brace has no partner"),
        ("a/b", "cannot have “/” in it"),
        ("{name}?", "cannot have “\\?” in it"),
        ("a\tb", "invisible"),
        ("name.", "full stop"),
        ("con", "Windows keeps the name “con”"),
        ("COM1", "Windows keeps"),
        ("x" * 300, "too long"),
    ],
)
def test_what_is_no_name_is_refused_in_words(pattern, said):
    with pytest.raises(SettingsError, match=said):
        naming(pattern).file_name("alpha", ".png")

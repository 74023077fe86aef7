"""What the tests of imaging share."""

import pytest


@pytest.fixture
def folder(tmp_path):
    """A folder whose name no single 8-bit code page holds."""
    folder = tmp_path / "Größe 照片"
    folder.mkdir()
    return folder

"""DiffusionMat: image matting as sequential refinement. No Qt here.

from core import load_model, matte
result = matte(picture, trimap)          # numpy in, alpha out
"""

from typing import Any

__all__ = ["MattingPredictor", "RunSettings", "load_model", "matte", "refine"]

_HOMES = {
    "MattingPredictor": "core.predictor",
    "RunSettings": "core.predictor",
    "load_model": "core.models.registry",
    "matte": "core.predictor",
    "refine": "core.refinement",
}


def __getattr__(name: str) -> Any:
    # Imported when first asked for: torch takes seconds, and the command line's help should not.
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'core' has no attribute {name!r}")

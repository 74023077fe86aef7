"""DiffusionMat: image matting as sequential refinement. No Qt here.

from core import load_model, matte
result = matte(picture, trimap)          # numpy in, alpha out
"""

import os
from typing import Any

# Threads that spin at every barrier slow a run 3 to 8 times as soon as another program wants a core; waiting
# costs next to nothing on an idle machine. OpenMP reads this when torch is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
# Likewise numpy's OpenBLAS: the coarse start's vectors are short, and threads took nine times the processor's
# time on a busy machine. It is read when numpy is loaded; torch has linear algebra of its own.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

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

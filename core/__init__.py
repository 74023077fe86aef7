"""DiffusionMat: image matting as sequential refinement. No Qt here.

from core import load_model, matte, read_picture, read_trimap, write_alpha
model = load_model("compact")
trimap, note = read_trimap("portrait_trimap.png")
alpha = matte(read_picture("portrait.jpg"), trimap, model=model)
write_alpha("portrait_alpha.png", alpha, depth=16)
"""

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.imaging.reading import read_picture
    from core.imaging.trimap import read_trimap
    from core.imaging.writing import write_alpha
    from core.models.registry import load_model
    from core.predictor import MattingPredictor, RunSettings, matte
    from core.refinement import refine

# Threads that spin at every barrier slow a run 3 to 8 times as soon as another program wants a core; waiting
# costs next to nothing on an idle machine. OpenMP reads this when torch is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
# Likewise numpy's OpenBLAS: the coarse start's vectors are short, and threads took nine times the processor's
# time on a busy machine. It is read when numpy is loaded; torch has linear algebra of its own.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = [
    "MattingPredictor", "RunSettings", "load_model", "matte", "read_picture", "read_trimap", "refine",
    "write_alpha",
]  # fmt: skip

_HOMES = {
    "MattingPredictor": "core.predictor",
    "RunSettings": "core.predictor",
    "load_model": "core.models.registry",
    "matte": "core.predictor",
    "read_picture": "core.imaging.reading",
    "read_trimap": "core.imaging.trimap",
    "refine": "core.refinement",
    "write_alpha": "core.imaging.writing",
}


def __getattr__(name: str) -> Any:
    # Imported when first asked for: torch takes seconds, and the command line's help should not.
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'core' has no attribute {name!r}")

"""The best model of a run, by validation."""

import json
import math
from dataclasses import asdict
from pathlib import Path

from core.evaluation.metrics import Scores
from core.files import write_text
from core.models.checkpoints import save_model
from core.models.diffusion_mat import DiffusionMat

BEST = "best.safetensors"
BEST_SCORES = "best.json"


class Best:
    """The best model of a run by SAD: `best.safetensors`, with its step and scores in `best.json`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.sad = float(json.loads((folder / BEST_SCORES).read_text(encoding="utf-8"))["sad"])
        except (OSError, ValueError, KeyError, TypeError):
            self.sad = math.inf

    def offer(self, model: DiffusionMat, step: int, scores: Scores) -> bool:
        """Keep the model if its SAD is below the best so far; whether it was."""
        if not scores.sad < self.sad:
            return False
        # Killed between the two files, the run validates this step once more and writes both again.
        save_model(model, self.folder / BEST)
        write_text(self.folder / BEST_SCORES, json.dumps({"step": step} | asdict(scores)) + "\n")
        self.sad = scores.sad
        return True

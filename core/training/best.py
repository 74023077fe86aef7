"""The best model of a run, by validation."""

import json
import logging
import math
from dataclasses import asdict
from pathlib import Path

from core.evaluation.metrics import Scores
from core.files import read_json, write_text
from core.models.checkpoints import save_model
from core.models.diffusion_mat import DiffusionMat

log = logging.getLogger(__name__)

BEST = "best.safetensors"
BEST_SCORES = "best.json"


class Best:
    """The best model of a run by SAD: `best.safetensors`, with its step and scores in `best.json`.

    validated_on: names what the scores are taken on. The next model takes the place of one that was the best
        on something else, since their scores cannot be compared.
    """

    def __init__(self, folder: Path, validated_on: str = "") -> None:
        self.folder, self.validated_on = folder, validated_on
        self.sad = math.inf
        try:
            kept = read_json(folder / BEST_SCORES)
            sad, before = float(kept["sad"]), kept["validated_on"]
        except (OSError, ValueError, KeyError, TypeError):
            return
        if before == validated_on:
            self.sad = sad
        else:
            log.warning(
                "%s was validated on something else (%s); the next validation takes its place.",
                folder / BEST,
                before,
            )

    def offer(self, model: DiffusionMat, step: int, scores: Scores) -> bool:
        """Keep the model if its SAD is below the best so far; whether it was."""
        if not scores.sad < self.sad:
            return False
        # Killed between the two files, the run validates this step once more and writes both again.
        save_model(model, self.folder / BEST)
        kept = {"step": step} | asdict(scores) | {"validated_on": self.validated_on}
        write_text(self.folder / BEST_SCORES, json.dumps(kept) + "\n")
        self.sad = scores.sad
        return True

"""A case's process: started, waited for, ended when it takes too long; and what its failure means."""

import json
import logging
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from core.errors import is_out_of_memory
from core.speed.cases import Case

log = logging.getLogger(__name__)

STARTING = 180.0
"""Seconds for loading and warming up, beyond a case's own limit."""
DOES_NOT_FIT, DOES_NOT_WORK = "does not fit", "does not work here"


def measured(case: Case) -> dict[str, Any]:
    """The numbers of `measuring.measure`, or {"words": why there are none}.

    An interrupt ends the case's process too.
    """
    with tempfile.TemporaryDirectory() as folder:
        asked, answer = Path(folder) / "case.json", Path(folder) / "result.json"
        asked.write_text(json.dumps(case.to_json()), encoding="utf-8")
        command = [sys.executable, "-m", "core.speed.measuring", str(asked), str(answer)]
        try:
            ended = subprocess.run(
                command, capture_output=True, text=True, timeout=case.limit + STARTING, check=False
            )
        except subprocess.TimeoutExpired:
            return {"words": f"over {case.limit / 60:.0f} min"}
        if ended.returncode == 0:
            return json.loads(answer.read_text(encoding="utf-8"))
    last = ended.stderr.strip().splitlines()[-1:] or [f"code {ended.returncode}"]
    log.warning("%s: %s", case.title, last[0])
    no_memory = ended.returncode == -9 or "MemoryError" in last[0] or is_out_of_memory(RuntimeError(last[0]))
    return {"words": DOES_NOT_FIT if no_memory else DOES_NOT_WORK}

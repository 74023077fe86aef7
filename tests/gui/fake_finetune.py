"""A program that speaks as `dmat finetune --events` does, and trains nothing: it starts at once.

Its steps wait for commands on standard input too: "step" is one step, so that a test can look at each.
"""

import json
import sys
from pathlib import Path


def tell(event, **values):
    sys.stdout.write(json.dumps({"event": event, **values}) + "\n")
    sys.stdout.flush()


def scores(sad):
    return {"mean": {"sad": sad, "mse": sad / 1000, "grad": 2.0, "conn": 3.0}, "rows": [{}]}


def report(guard):
    return {
        "steps": 4, "better": True, "judged_on": "held out", "forgot": guard > 1.02,
        "left_out": ["b is left out."],
        "change": {"held out": -0.25, "guard": guard - 1},
        "before": {"held out": scores(4.0), "guard": scores(5.0)},
        "after": {"held out": scores(3.0), "guard": scores(5.0 * guard)},
    }  # fmt: skip


def preview(folder, step):
    import cv2
    import numpy as np

    place = folder / "previews"
    place.mkdir(exist_ok=True)
    names = {name: f"{name}.png" for name in ("picture", "before", "truth")} | {"now": f"step-{step}.png"}
    for value, name in enumerate(names.values()):
        cv2.imwrite(str(place / name), np.full((20, 30), 60 * value, np.uint8))
    tell("preview", step=step, steps=4, name="fern", size=[30, 20], folder=str(place), **names)


def main(arguments):
    folder = Path(arguments[arguments.index("-o") + 1])
    if "--estimate" in arguments:
        tell("stage", stage="estimating", done=4, of=4)
        tell("estimate", steps=450, seconds_per_step=2.0)
        return 0
    training = folder / "training"
    training.mkdir(parents=True, exist_ok=True)
    (folder / "plan.json").write_text('{"steps": 4}')
    done = max((int(path.stem.split("-")[1]) for path in training.glob("state-*")), default=0)
    tell("stage", stage="measuring before", done=1, of=2)
    for line in sys.stdin:
        word = line.strip()
        if word == "pause":
            tell("paused")
        elif word == "resume":
            tell("resumed")
        elif word.startswith("say "):
            sys.stderr.write(word[4:] + "\n")
            return 3
        elif word == "step":
            done += 1
            (training / f"state-{done:08}.safetensors").touch()
            with (training / "log.jsonl").open("a") as log:
                log.write(json.dumps({"step": done, "loss": 1 / done}) + "\n")
            tell("stage", stage="training", done=done, of=4)
            tell(
                "progress",
                step=done,
                steps=4,
                losses={"loss": 1 / done},
                crops_per_second=2.5,
                seconds_left=600.0,
            )
            preview(folder, done)
            if done == 4:
                break
        elif word == "stop":
            break
    if done < 4:
        tell("stopped")
        return 130
    from core.training.results import summary

    (folder / "model.safetensors").write_bytes(b"weights")
    (folder / "finetune.json").write_text(json.dumps(report(1.3)))
    tell("result", model=str(folder / "model.safetensors"), **summary(report(1.3)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

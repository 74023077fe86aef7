"""`dmat info`: models, sizes, costs, devices, versions, and what is wrong with the installation."""

from __future__ import annotations

import argparse
import dataclasses
import json
import platform
from typing import Any

from core.commands.arguments import whole_number
from core.versions import PACKAGES, other_cores, version_of

_TABLE_STEPS = (1, 3, 5, 10)
"""The steps of the paper's Table 7."""


def add_parser(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "info",
        help="models, parameters, multiply-accumulates, devices, versions",
        description="Tell about the models, this machine's devices and the installation.",
    )
    parser.add_argument("--macs", action="store_true", help="count multiply-accumulates at 1, 3, 5, 10 steps")
    parser.add_argument(
        "--size",
        type=whole_number(32, 65_536, 32),
        default=512,
        metavar="N",
        help="… of N × N pixels (default: 512)",
    )
    parser.add_argument("--model", metavar="NAME|FILE", help="tell of this model only, e.g. released, paper")
    parser.add_argument(
        "--check", action="store_true", help="check the installation instead, a line for each of its parts"
    )
    parser.add_argument("--json", action="store_true", help="write JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what was asked for. Raises CheckpointError for an unknown model."""
    if args.check:
        return _check(as_json=args.json)
    facts = {
        "dmat": version_of("dmat"),
        "python": platform.python_version(),
        "system": platform.platform(),
        "packages": {name: version_of(name) for name in PACKAGES},
        "devices": _devices(),
        "models": _models(args.model, args.size if args.macs else None),
        "warnings": warnings(),
    }
    print(json.dumps(facts, indent=2, ensure_ascii=False) if args.json else _as_text(facts, args.size))
    return 0


def _check(*, as_json: bool) -> int:
    """Print the self-check; 1 if anything failed."""
    from core.self_check import report, run_checks

    checks = run_checks()
    values = [dataclasses.asdict(check) for check in checks]
    print(json.dumps(values, indent=2, ensure_ascii=False) if as_json else report(checks).rstrip())
    return 1 if any(check.state == "failed" for check in checks) else 0


def warnings() -> list[str]:
    """Sentences about what is wrong with this installation; none if all is well."""
    from core.devices import driver_hint

    hint = driver_hint()
    return [*other_cores(), *([hint] if hint else [])]


def _devices() -> list[dict[str, Any]]:
    import torch

    from core.devices import available_devices, device_title

    titles = {kind: device_title(torch.device(kind)) for kind in available_devices()}
    titles["cpu"] += f", {torch.get_num_threads()} threads"
    return [{"name": kind, "title": title} for kind, title in titles.items()]


def _models(wanted: str | None, size: int | None) -> list[dict[str, Any]]:
    """Facts of each model; with `size`, its multiply-accumulates too."""
    from core.evaluation.macs import count_macs, count_parameters
    from core.models.checkpoints import read_config
    from core.models.config import ARCHITECTURES
    from core.models.registry import available_models, find_model

    entries = available_models()
    bare = sorted(set(ARCHITECTURES) - {entry.name for entry in entries})
    if wanted is not None:
        bare = [wanted] if wanted in bare else []
        entries = [] if bare else [find_model(wanted)]
    models = []
    for entry in entries:
        file = str(entry.path) if entry.path else None
        facts: dict[str, Any] = {"name": entry.name, "title": entry.title, "file": file}
        if entry.path is not None:
            facts["config"] = read_config(entry.path)
        models.append(facts)
    models += [
        {"name": name, "title": f"{name} (no weights here)", "file": None, "config": ARCHITECTURES[name]}
        for name in bare
    ]
    for facts in models:
        config = facts.pop("config", None)
        if config is not None:
            facts |= {"t_start": config.t_start, "steps": config.steps, "start": config.start}
            facts["parameters"] = count_parameters(config)
            if size is not None:
                facts["macs"] = {str(steps): count_macs(config, size, steps) for steps in _TABLE_STEPS}
    return models


def _as_text(facts: dict[str, Any], size: int) -> str:
    lines = [
        f"dmat {facts['dmat'] or '(not installed)'}, Python {facts['python']}, {facts['system']}",
        ", ".join(f"{name} {version or 'missing'}" for name, version in facts["packages"].items()),
        "",
        "Devices",
        *(f"  {device['name']:8} {device['title']}" for device in facts["devices"]),
        "",
        "Models",
    ]
    for model in facts["models"]:
        lines.append(f"  {model['name']:12} {model['title']}")
        lines += [f"  {'':12} {line}" for line in _model_lines(model, size)]
    if facts["warnings"]:
        lines += ["", *facts["warnings"]]
    return "\n".join(lines)


def _model_lines(model: dict[str, Any], size: int) -> list[str]:
    lines = []
    if "parameters" in model:
        parts = model["parameters"]
        detail = ", ".join(f"{part} {count / 1e6:.2f}" for part, count in parts.items())
        lines.append(f"{sum(parts.values()) / 1e6:.2f} M parameters ({detail})")
        steps = "1 step" if model["steps"] == 1 else f"{model['steps']} steps"
        lines.append(f"T = {model['t_start']}, {steps}, start: {model['start']}")
    if "macs" in model:
        lines.append(f"multiply-accumulates at {size} × {size}:")
        lines += [f"{steps:>4} steps {count / 1e9:10.2f} G" for steps, count in model["macs"].items()]
    return lines

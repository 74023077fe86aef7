"""Where the networks run and in which precision."""

import shutil
from typing import Literal, cast, get_args

import torch

from core.cpu_speed import bfloat16_is_faster
from core.errors import SettingsError

DEVICES = ("auto", "cuda", "mps", "xpu", "cpu")
Precision = Literal["float32", "bfloat16"]
_MEMORY_USED = 0.8
"""Share of a device's free memory that is planned with: allocators leave holes."""


def resolve_device(name: str = "auto") -> torch.device:
    """The device of that name; "auto" takes the first there is of CUDA, MPS, XPU and the CPU.

    Raises:
        SettingsError: the name is unknown, or this machine or this build of torch has no such device.
    """
    kind = name.split(":")[0]
    if kind not in DEVICES:
        raise SettingsError(f"There is no device {name!r}. Choose one of {', '.join(DEVICES)}.")
    present = available_devices()
    if kind == "auto":
        return torch.device(present[0])
    if kind not in present:
        raise SettingsError(
            f"The device {name!r} is not available here. Choose one of auto, {', '.join(present)}; for an "
            "NVIDIA card, install a CUDA build of torch."
        )
    return torch.device(name)


def available_devices() -> list[str]:
    """The kinds of device this machine and this build of torch have, the fastest first."""
    present = []
    if torch.cuda.is_available():
        present.append("cuda")
    if torch.backends.mps.is_available():
        present.append("mps")
    if hasattr(torch, "xpu") and torch.xpu.is_available():
        present.append("xpu")
    return [*present, "cpu"]


def device_title(device: torch.device) -> str:
    """The device in words for the status bar: "CPU", "CUDA: NVIDIA ..."."""
    if device.type == "cuda":
        return f"CUDA: {torch.cuda.get_device_name(device)}"
    return {"cpu": "CPU", "mps": "Apple GPU", "xpu": "Intel GPU"}.get(device.type, device.type)


def driver_hint() -> str | None:
    """A sentence for a machine with an NVIDIA driver and a torch that cannot use it; None elsewhere."""
    if torch.version.cuda is not None or shutil.which("nvidia-smi") is None:
        return None
    return (
        "There is an NVIDIA driver, but this PyTorch computes on the CPU only. Install the CUDA builds of "
        "torch and torchvision (the README has the line) to matte many times faster."
    )


def resolve_precision(name: str, device: torch.device) -> Precision:
    """The precision of that name; "auto" takes bfloat16 where the device has instructions for it and, a CPU,
    is faster with them (`core.cpu_speed`).

    Raises:
        SettingsError: the name is unknown.
    """
    if name in get_args(Precision):
        return cast(Precision, name)
    if name != "auto":
        raise SettingsError(f"There is no precision {name!r}. Choose auto, float32 or bfloat16.")
    if device.type == "cuda":
        return "bfloat16" if torch.cuda.get_device_capability(device) >= (8, 0) else "float32"
    if device.type == "cpu":
        return "bfloat16" if _cpu_has_bfloat16() and bfloat16_is_faster() else "float32"
    return "float32"


def _cpu_has_bfloat16() -> bool:
    """Whether the processor has instructions for it; without them it is emulated, and slower than float32."""
    probes = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    return any(getattr(torch.cpu, name)() for name in probes if hasattr(torch.cpu, name))


def memory_in_use(device: torch.device) -> int:
    """Bytes that torch holds on the device; from here on it notes their peak for `copies_that_fit`."""
    if device.type != "cuda":
        return 0
    torch.cuda.reset_peak_memory_stats(device)
    return torch.cuda.memory_allocated(device)


def copies_that_fit(device: torch.device, before: int) -> int:
    """How many of the work done since `memory_in_use`, which said `before`, the free memory has room for.

    At least 1; and 1 where it cannot be said, or where several at once are no faster, as on a CPU.
    """
    if device.type != "cuda":
        return 1
    each = torch.cuda.max_memory_allocated(device) - before
    held = torch.cuda.memory_reserved(device) - torch.cuda.memory_allocated(device)
    free = torch.cuda.mem_get_info(device)[0] + held
    return max(1, int(_MEMORY_USED * free / max(each, 1)))

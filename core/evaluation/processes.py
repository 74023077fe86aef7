"""Several processes that share the cases, as `accelerate launch` and `torchrun` start them."""

import os
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import torch

from core.devices import resolve_device

_PATIENCE = timedelta(days=2)
"""How long a process waits for the slowest."""


@dataclass(frozen=True)
class Processes:
    """This process among those that were started together.

    Attributes:
        rank: its number, from 0. world: how many there are. device: what this process computes on.
    """

    rank: int = 0
    world: int = 1
    device: str = "auto"

    @classmethod
    def join(cls, device: str) -> "Processes":
        """Meet the others that this process was started with; alone, nothing happens.

        Raises SettingsError for a device that is not there.
        """
        resolved = resolve_device(device)
        if int(os.environ.get("WORLD_SIZE", "1")) < 2:
            return cls(device=device)
        from accelerate import PartialState

        state = PartialState(cpu=resolved.type != "cuda", timeout=_PATIENCE)
        if resolved.type == "cuda" and resolved.index is None:
            device = f"cuda:{state.local_process_index % torch.cuda.device_count()}"
        return cls(state.process_index, state.num_processes, device)

    def share(self, items: list[Any]) -> list[Any]:
        """Every world-th of the items, from this process's on."""
        return items[self.rank :: self.world]

    def gather(self, items: list[Any]) -> list[Any]:
        """Everybody's items, those of process 0 first; all processes must come here."""
        if self.world < 2:
            return items
        from accelerate.utils import gather_object

        return gather_object(items)

    def wait(self) -> None:
        """Go on when everybody has come here."""
        if self.world > 1:
            from accelerate import PartialState

            PartialState().wait_for_everyone()

    def leave(self) -> None:
        """End the meeting; nothing may be gathered behind it."""
        if self.world > 1:
            from accelerate import PartialState

            PartialState().destroy_process_group()

"""Random numbers of a crop: functions of the run's seed and the crop's global number, and of nothing else.

How a step's crops are spread over processes and micro-batches therefore changes no draw.
"""

from collections.abc import Iterable

import numpy as np
import torch


def draw(
    seed: int, samples: Iterable[int], size: tuple[int, int], device: torch.device
) -> tuple[torch.Tensor, torch.Tensor]:
    """A position in [0, 1) and a noise map for each crop; drawn on `device`, whose numbers are its own.

    Args:
        samples: the crops' global numbers, N of them.
        size: height and width of a crop, pixels.

    Returns:
        N positions, and N x 1 x H x W standard normal values; float32.
    """
    positions, noise = [], []
    generator = torch.Generator(device)
    for sample in samples:
        generator.manual_seed(mixed(seed, int(sample)))
        positions.append(torch.rand(1, generator=generator, device=device))
        noise.append(torch.randn(1, 1, *size, generator=generator, device=device))
    return torch.cat(positions), torch.cat(noise)


def mixed(*numbers: int) -> int:
    """One seed of 32 bits for several numbers; neighbours give unrelated seeds."""
    return int(np.random.SeedSequence(numbers).generate_state(1)[0])

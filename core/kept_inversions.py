"""What a run inverted, kept for the next one of the same trimap, such as one of another seed."""

import hashlib

import torch

from core.models.diffusion_mat import DiffusionMat
from core.refinement import Inverted, invert_guidance

MOST = 64_000_000
"""Bytes; at two steps a latent of 16 megapixels, at the paper's five of 3."""


class KeptInversions:
    """The inversions of guidances by one model's prior, which depend on neither the noise nor the picture.

    Those of the last run stay, as far as there is room, where they were computed; others make room.
    """

    def __init__(self) -> None:
        self._kept: dict[str, Inverted] = {}
        self._wanted: set[str] = set()

    def begin(self) -> None:
        """A run begins: what it neither finds here nor adds may go."""
        self._wanted.clear()

    def clear(self) -> None:
        """Give the memory back."""
        self._kept.clear()

    def __call__(
        self, model: DiffusionMat, guidance: torch.Tensor, levels: list[int], made_of: list[torch.Tensor]
    ) -> Inverted:
        """As `core.refinement.invert_guidance`, to the bit, and without its work where it was done before.

        made_of: all that the guidance was made of, on the host: to read it back would mean to wait for a GPU.
        """
        if len(levels) < 2:
            return invert_guidance(model, guidance, levels)
        key = _key(model, guidance, levels, made_of)
        inverted = self._kept.get(key)
        if inverted is None:
            inverted = invert_guidance(model, guidance, levels)
            if not self._has_room_for(_size(inverted)):
                return inverted
            self._kept[key] = inverted
        self._wanted.add(key)
        return inverted

    def _has_room_for(self, size: int) -> bool:
        """Whether it may be kept too, when what this run did not want has made room."""
        free = MOST - sum(map(_size, self._kept.values()))
        for key in [key for key in self._kept if key not in self._wanted]:
            if free >= size:
                break
            free += _size(self._kept.pop(key))
        return free >= size


def _size(inverted: Inverted) -> int:
    return sum(latent.numel() * latent.element_size() for latent in inverted.values())


def _key(model: DiffusionMat, guidance: torch.Tensor, levels: list[int], made_of: list[torch.Tensor]) -> str:
    """Of all that the values depend on to the last bit; a weight changed in its place has another version."""
    device = guidance.device
    compiled = "forward" in vars(model.prior)  # see core.compiled
    how = (
        *(device, torch.is_autocast_enabled(device.type), torch.get_num_threads(), compiled),
        *(guidance.shape, levels),
    )
    weights = [(weight.data_ptr(), weight._version) for weight in model.prior.parameters()]
    digest = hashlib.sha256(repr((how, weights)).encode())
    for layer in made_of:
        digest.update(layer.numpy().tobytes())
    return digest.hexdigest()

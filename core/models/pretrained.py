"""The encoder's first half from timm's Swin-T, trained on ImageNet."""

import huggingface_hub.errors
import timm
import torch
from torch import nn

from core.errors import CheckpointError
from core.models.swin_unet import SwinUnet

SWIN_T = "swin_tiny_patch4_window7_224"

_UNREACHABLE = (OSError, ValueError, RuntimeError, huggingface_hub.errors.HfHubHTTPError)


def load_pretrained_encoder(encoder: SwinUnet) -> None:
    """Fill an encoder's patch embedding, downward stages and norm with ImageNet's weights, fetched once.

    The upward half and the fusing layers keep their random weights.

    Raises:
        CheckpointError: the weights cannot be fetched, or the encoder has not Swin-T's shapes.
    """
    check_fits(encoder)
    try:
        swin = timm.create_model(SWIN_T, pretrained=True)
    except _UNREACHABLE as error:
        raise CheckpointError(
            f"The ImageNet weights {SWIN_T} cannot be fetched ({type(error).__name__}). Connect this machine "
            "to the internet once, or train without --pretrained-encoder (pretrained_encoder = false)."
        ) from error
    fill_encoder(encoder, swin)


def check_fits(encoder: SwinUnet) -> None:
    """Raises CheckpointError unless the encoder's first half has Swin-T's shapes."""
    fill_encoder(encoder, timm.create_model(SWIN_T, pretrained=False), dry=True)


@torch.no_grad()
def fill_encoder(encoder: SwinUnet, swin: nn.Module, *, dry: bool = False) -> list[str]:
    """Copy a timm Swin's weights into the encoder, and return the encoder's names of them.

    Args:
        dry: only check that everything has a place.

    Raises:
        CheckpointError: something has none.
    """
    ours = dict(encoder.named_parameters())
    theirs = {
        _our_name(name): value for name, value in swin.named_parameters() if not name.startswith("head.")
    }
    wrong = [name for name, value in theirs.items() if name not in ours or ours[name].shape != value.shape]
    if wrong or {name for name in ours if name.startswith("layers.")} - theirs.keys():
        raise CheckpointError(
            "This model's encoder is no Swin-T, so ImageNet's weights do not fit into it "
            f"({', '.join(wrong[:3]) or 'it is deeper'}). The architectures paper and released take them."
        )
    if not dry:
        for name, value in theirs.items():
            ours[name].copy_(value)
    return list(theirs)


def _our_name(name: str) -> str:
    """timm keeps the step down at a stage's beginning, the released system at the end of the one before."""
    parts = name.split(".")
    if parts[0] == "layers" and parts[2] == "downsample":
        parts[1] = str(int(parts[1]) - 1)
    return ".".join(parts)

"""The finished matte made as sharp as the picture: spread at half size, and enlarged on its colour lines.

The corrector answers in cells of several pixels; what is finer, the picture knows. A window that reaches over
the edge of the unknown takes the known pixels' alpha with it, so that what is reliable propagates.
"""

import torch
import torch.nn.functional as F

from core.imaging.colour_lines import fitted_slopes
from core.models.clipping import clipped
from core.models.spreading import spread, trust_in


def sharpened(
    image: torch.Tensor, matte: torch.Tensor, said: torch.Tensor | None, held: torch.Tensor | None
) -> torch.Tensor:
    """The matte at half size, spread from where it is trusted, and enlarged on colour lines.

    Args:
        image: N x 3 x H x W in [0, 1]; H and W even, and 4 at least.
        matte: N x 1 x H x W, unclipped.
        said: N x 1 x H x W, the corrector's word on how far its matte is to be trusted
            (`core.models.spreading.trust_in`), or None.
        held: N x 1 x H x W, true where the matte is known and stays so; None: nowhere.

    Returns:
        N x 1 x H x W; may overshoot.
    """
    # Clipped first: an overshoot would turn the lines of all windows that it lies in.
    small, small_matte = _half(image), _half(clipped(matte))
    trust = trust_in(small_matte.clamp(0, 1), None if said is None else _half(said))
    all_held = None if held is None else _half(held.to(matte)) == 1  # a mixed pixel is not
    return on_colour_lines(image, small, clipped(spread(small, small_matte, trust, all_held)))


def on_colour_lines(image: torch.Tensor, small: torch.Tensor, matte: torch.Tensor) -> torch.Tensor:
    """A matte at half size, enlarged along the lines alpha = a (R, G, B, 1) of its 3 x 3 windows.

    Args:
        image: N x 3 x H x W in [0, 1].
        small: the same at half size.
        matte: N x 1 x H/2 x W/2.

    Returns:
        N x 1 x H x W; may overshoot. It is what `core.imaging.colour_lines` does for the coarse start.
    """
    image, small = image - 0.5, small - 0.5  # of small values the products are more exact
    first, second = small[:, [0, 1, 2, 0, 0, 1]], small[:, [0, 1, 2, 1, 2, 2]]
    means = _mean(torch.cat([first * second, small * matte, small, matte], dim=1))
    products, along, mean, mean_matte = means.split([6, 3, 3, 1], dim=1)
    covariances = products - mean[:, [0, 1, 2, 0, 0, 1]] * mean[:, [0, 1, 2, 1, 2, 2]]
    along = along - mean * mean_matte
    slopes = torch.cat(fitted_slopes(*covariances.split(1, dim=1), *along.split(1, dim=1)), dim=1)
    offset = mean_matte - (slopes * mean).sum(1, keepdim=True)
    lines = _mean(torch.cat([slopes, offset], dim=1))
    lines = F.interpolate(lines, scale_factor=2, mode="bilinear", align_corners=False)
    return (lines[:, :3] * image).sum(1, keepdim=True) + lines[:, 3:]


def _half(layer: torch.Tensor) -> torch.Tensor:
    return F.avg_pool2d(layer, 2).contiguous()  # plane by plane: the sums over neighbours run along them


def _mean(layer: torch.Tensor) -> torch.Tensor:
    """Of 3 x 3, as sums along one axis and the other: in a third of the time that pooling takes on a CPU."""
    layer = F.pad(layer, (1, 1, 1, 1), mode="reflect")
    layer = layer[..., :-2, :] + layer[..., 1:-1, :] + layer[..., 2:, :]
    return (layer[..., :-2] + layer[..., 1:-1] + layer[..., 2:]) / 9

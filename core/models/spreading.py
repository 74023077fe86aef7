"""Alpha spread from where the corrector is sure of it to where it is not, as closed-form matting spreads it.

Of all mattes near C's own this is the one that is most nearly linear in colour within 3 x 3 windows (Levin,
Lischinski and Weiss 2008), as the coarse start is, and still is C's where that is to be trusted: the least of

    a' L a / 9 + sum of c (a - C's)²

over the unknown pixels' alphas a, L the matting Laplacian and c the trust. A fixed number of steps, the same
everywhere, goes towards it: so tiles agree, and what is learnt is learnt through the steps.
"""

from typing import Any

import torch
import torch.nn.functional as F
from torch.autograd.function import FunctionCtx

from core.imaging.coarse import EXPONENT

REGULARISATION = 1e-7
"""Of the colours' variances. With 1e-5, which enlarging takes, windows that hardly vary are smoothed
(docs/training-log.md, 17, has figures for all of these)."""
STEPS = 8
"""Twice as many lower SAD by half a percent more. With each a pixel hears of what is two pixels further away,
so of 32 of the whole picture's in all, which the overlap of tiles must have room for."""
LOWEST = 0.03
"""The least eigenvalue, of 1, that the steps are made for; what varies more slowly hardly spreads."""
STEP, MOMENTUM = 4 / (1 + LOWEST**0.5) ** 2, ((1 - LOWEST**0.5) / (1 + LOWEST**0.5)) ** 2
"""Of Polyak's heavy ball, for eigenvalues from LOWEST to 1; none is larger, as W has none below 0."""
LEAST_TRUST, MOST_TRUST, STEEPNESS = 0.001, 0.11, 8
"""Trust in an alpha of .5, in one of 0 or 1, and the power between, found on the alphamatting.com cases."""
RANGE = 4.0
"""C's own word multiplies trust by e to the power of -RANGE to RANGE."""

_PLACES = [(y, x) for y in range(3) for x in range(3)]
_NEIGHBOURS = [(y, x) for y in range(3) for x in range(-2, 3) if (y, x) >= (0, 0)]
"""Of the 5 x 5 around a pixel, itself and those that follow it: the others are the same seen from there."""


def trust_in(matte: torch.Tensor, said: torch.Tensor | None) -> torch.Tensor:
    """How much each alpha is to be trusted: most near 0 and 1, and as C says.

    Args:
        matte: N x 1 x H x W in [0, 1].
        said: the corrector's word, any number, 0 where it has nothing to say; None: it has none anywhere.

    Returns:
        N x 1 x H x W, above 0.
    """
    trust = LEAST_TRUST + (MOST_TRUST - LEAST_TRUST) * (2 * matte - 1).abs() ** STEEPNESS
    return trust if said is None else trust * (RANGE * torch.tanh(said / RANGE)).exp()


def spread(
    image: torch.Tensor, matte: torch.Tensor, trust: torch.Tensor, held: torch.Tensor | None
) -> torch.Tensor:
    """The matte, where it is not to be trusted that of its surroundings' colours.

    Args:
        image: N x 3 x H x W in [0, 1], sRGB-encoded; H and W 3 at least.
        matte: N x 1 x H x W.
        trust: N x 1 x H x W, above 0.
        held: N x 1 x H x W, true where the matte is to stay; None: nowhere.

    Returns:
        N x 1 x H x W; may overshoot. Gradients reach the matte and the trust.
    """
    with torch.no_grad():
        affinities = matting_affinities(image.clamp(min=0) ** EXPONENT)
        windows = _windows_with_both(0, 0, affinities) / 9
    diagonal = windows + trust
    drawn_to, share = trust * matte, STEP / diagonal
    alpha = before = matte
    for step in range(STEPS):
        change = share * (_Product.apply(affinities, alpha) + drawn_to - diagonal * alpha)
        if step == 0:  # there is no way yet to go on with: the best step for eigenvalues from LOWEST to 1
            ahead = alpha + 2 / (1 + LOWEST) / STEP * change
        else:
            ahead = alpha + change + MOMENTUM * (alpha - before)
        alpha, before = ahead if held is None else torch.where(held, matte, ahead), alpha
    return alpha


def matting_affinities(image: torch.Tensor) -> torch.Tensor:
    """W of the matting Laplacian L = D - W, a ninth of it: what each pixel has to do with those around it.

    Args:
        image: N x 3 x H x W.

    Returns:
        N x 13 x H x W: with itself, and with the neighbours that follow it in reading order, two rows and two
        columns away at most. It is 0 towards what lies outside. The rows of W add up to D, a ninth of the
        windows that a pixel lies in; the windows are those that lie wholly inside.
    """
    height, width = image.shape[2] - 2, image.shape[3] - 2
    windows = torch.stack([image[:, :, y : y + height, x : x + width] for y, x in _PLACES])
    windows -= windows.mean(0)
    # Of the regularised covariance's L D L': the pivots, by what each colour has beside those before it, as
    # differences of covariances are noise in float32. With pivots too small, W would exceed D.
    red, green, blue = windows.unbind(2)
    red_pivot = _mean(red, red) + REGULARISATION
    green_by_red, blue_by_red = _mean(red, green) / red_pivot, _mean(red, blue) / red_pivot
    green.addcmul_(red, green_by_red, value=-1)
    blue.addcmul_(red, blue_by_red, value=-1)
    green_pivot = _mean(green, green) + REGULARISATION * (1 + green_by_red**2)
    blue_by_green = (_mean(green, blue) + REGULARISATION * green_by_red * blue_by_red) / green_pivot
    blue.addcmul_(green, blue_by_green, value=-1)
    left = blue_by_red - blue_by_green * green_by_red
    blue_pivot = _mean(blue, blue) + REGULARISATION * (1 + blue_by_green**2 + left**2)
    for colour, pivot in ((red, red_pivot), (green, green_pivot), (blue, blue_pivot)):
        colour *= pivot.rsqrt() / 9
    found = image.new_empty(image.shape[0], len(_NEIGHBOURS), *image.shape[2:])
    for number, (y, x) in enumerate(_NEIGHBOURS):
        found[:, number] = _windows_with_both(y, x, image) / 81
    for first, (y, x) in enumerate(_PLACES):
        for second in range(first, len(_PLACES)):
            v, u = _PLACES[second]
            plane = found[:, _NEIGHBOURS.index((v - y, u - x)), y : y + height, x : x + width]
            for colour in (red, green, blue):
                plane.addcmul_(colour[first], colour[second])
    return found


class _Product(torch.autograd.Function):
    """W a, whose gradient is a product with W again, as W is symmetric."""

    @staticmethod
    def forward(context: FunctionCtx, affinities: torch.Tensor, alpha: torch.Tensor) -> torch.Tensor:
        context.save_for_backward(affinities)
        return _product(affinities, alpha)

    @staticmethod
    def backward(context: Any, gradient: torch.Tensor) -> tuple[None, torch.Tensor]:
        (affinities,) = context.saved_tensors
        return None, _product(affinities, gradient)


def _product(affinities: torch.Tensor, alpha: torch.Tensor) -> torch.Tensor:
    height, width = alpha.shape[2:]
    total = affinities[:, :1] * alpha
    for number, (y, x) in enumerate(_NEIGHBOURS[1:], 1):
        here = ..., slice(0, height - y), slice(max(0, -x), width - max(0, x))
        there = ..., slice(y, height), slice(max(0, x), width - max(0, -x))
        affinity = affinities[:, number : number + 1][here]
        total[here].addcmul_(affinity, alpha[there])
        total[there].addcmul_(affinity, alpha[here])
    return total


def _mean(first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
    """Of the products over a window's pixels."""
    return (first * second).mean(0)


def _windows_with_both(y: int, x: int, like: torch.Tensor) -> torch.Tensor:
    """In how many windows each pixel lies together with the one y rows below and x columns to the right."""
    rows, columns = (
        torch.stack([F.pad(like.new_ones(size - 2), (at, 2 - at)) for at in range(3) if 0 <= at + away < 3])
        for size, away in zip(like.shape[2:], (y, x), strict=True)
    )
    return rows.sum(0)[:, None] * columns.sum(0)

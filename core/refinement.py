"""The loop that training and inference share: sequential refinement of a noised guidance (Alg. 1 and 2).

| paper | here | meaning |
|---|---|---|
| I | `image` | the picture |
| m | `guidance` | the trimap, or the coarse matte of a guided start, in the model's alpha range |
| m_known | `known` | pixels that the trimap decides |
| T, S | `t_start`, `steps` | level of the perturbation, number of steps |
| bold alpha_t | `alpha_bar[t]` | signal left at level t |
| m_t | `denoised` | the latent as it arrives at level t |
| f_I, E | `features`, `model.encode` | image features |
| m_t^corr, C | `corrected`, `model.correct` | the latent after correction |
| m_t^inv | `inverted[t]` | the guidance, inverted by DDIM to level t |
| m_t^ARP | `propagated` | known pixels replaced by the inverted guidance's |
| eps_theta, D | `eps`, `model.predict_eps` | the prior |
| alpha-tilde_t^0 | `alpha0` | the one-step estimate of the matte |
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch

from core.diffusion import LEVELS, ddim_step, perturb, timesteps
from core.errors import PictureError, SettingsError, TrimapError
from core.models.diffusion_mat import DiffusionMat
from core.models.sharpening import sharpened

Inverted = dict[int, torch.Tensor]
"""A guidance's latents by level, in the model's alpha range."""


@dataclass(frozen=True)
class RefinementStep:
    """What the loop holds at one level; tensors N x 1 x H x W in alpha's [0, 1] scale, unclipped.

    They are float32, or float64 where the model is.

    Attributes:
        t: the level, from T down to 0.
        denoised: m_t as it arrives; at T the perturbed guidance.
        corrected: after C; None where the model's order or settings do not compute it.
        propagated: after ARP; None likewise.
        alpha0: the one-step estimate of the matte; at 0 the matte itself, sharpened where the config says so.
    """

    t: int
    denoised: torch.Tensor
    corrected: torch.Tensor | None
    propagated: torch.Tensor | None
    alpha0: torch.Tensor


def refine(
    model: DiffusionMat,
    image: torch.Tensor,
    trimap: torch.Tensor,
    *,
    start: torch.Tensor | None = None,
    t_start: int | None = None,
    steps: int | None = None,
    noise: torch.Tensor | None = None,
    correct: bool = True,
    arp: bool = True,
    detach: bool = False,
    inversion: Callable[[DiffusionMat, torch.Tensor, list[int]], Inverted] | None = None,
) -> Iterator[RefinementStep]:
    """Walk a noised guidance back to a matte, yielding one step at a time.

    For S = 2 and levels T > t > 0, each row one yielded step ("-": None):

    | | order "correct_then_step" (paper) | order "step_then_correct" (released) |
    |---|---|---|
    | T | perturb → C → ARP → D | perturb → - → - → D |
    | t | DDIM step → C → ARP → D | DDIM step → C → ARP → D |
    | 0 | DDIM step → - → - → the matte | DDIM step → C → ARP → the matte |

    Args:
        model: the three networks; its config gives the order, the alpha range, the start and the defaults.
        image: N x 3 x H x W RGB, un-normalised; its range is not checked.
        trimap: N x 1 x H x W; 0 background, 1 foreground, anything between unknown.
        start: N x (1 + hints) x H x W in [0, 1], the coarse matte and the encoder's hints; required where the
            config's start is "coarse".
        t_start: level T of the perturbation, 1 ... 1000.
        steps: number S of denoising steps, 1 ... T.
        noise: N x 1 x H x W standard normal; drawn on the CPU if absent.
        correct: False switches C and ARP off, which is SDEdit.
        arp: False leaves known pixels to C.
        detach: the latent is detached between steps, so that each step's loss reaches only its own C.
        inversion: what gives the inverted guidance in place of `invert_guidance`, which it must be equal to.

    Yields:
        S + 1 steps from T down to 0.

    Raises:
        SettingsError: T or S out of range, or the coarse start is missing.
        PictureError, TrimapError: shapes that do not fit.

    Run it under no_grad or autocast by wrapping each `next`; a context around the generator's own `yield`
    would leak into the caller.
    """
    config = model.config
    t_start = config.t_start if t_start is None else t_start
    levels = timesteps(t_start, config.steps if steps is None else steps)
    _check(model, image, trimap, start, noise)

    known, trimap, guidance, hints = _guided(model, trimap, start)
    alpha_bar = model.alpha_bar
    if noise is None:
        noise = torch.randn(guidance.shape)
    noise = noise.to(guidance)

    features = model.encode(image, trimap, guidance, hints) if correct else None
    # At T, the released order only perturbs: the guidance inverted to T is asked for by nobody.
    reached = levels[:-1] if config.order == "step_then_correct" else levels
    inverted = (inversion or invert_guidance)(model, guidance, reached) if correct and arp else {}
    perturbed_to = min(max(t_start + config.perturb_shift, 0), LEVELS - 1)
    m_t = perturb(guidance, noise, alpha_bar[perturbed_to])
    m_next: torch.Tensor | None

    for index in reversed(range(len(levels))):
        t = levels[index]
        correction = corrected = propagated = None
        latent = m_t
        at_end = t == levels[-1] if config.order == "step_then_correct" else index == 0
        corrects = not at_end and config.correct_between[0] <= t <= config.correct_between[1]
        if features is not None and corrects:
            correction = model.correct(features, m_t, t, guidance)
            latent = corrected = correction.latent
        if correct and arp and not at_end and config.arp_between[0] <= t <= config.arp_between[1]:
            latent = propagated = torch.where(known, inverted[t], latent)
        if index > 0:
            eps = model.predict_eps(latent, t)
            m_next, alpha0 = ddim_step(latent, eps, alpha_bar[t], alpha_bar[levels[index - 1]])
        elif correction is not None:
            held = None if propagated is None else known
            m_next, alpha0 = None, _sharp(model, image, latent, correction.said, held)
        else:
            m_next, alpha0 = None, latent
        yield RefinementStep(
            t,
            model.from_range(m_t),
            None if corrected is None else model.from_range(corrected),
            None if propagated is None else model.from_range(propagated),
            model.from_range(alpha0),
        )
        if m_next is not None:
            m_t = m_next.detach() if detach else m_next


def one_shot(
    model: DiffusionMat, image: torch.Tensor, trimap: torch.Tensor, start: torch.Tensor | None = None
) -> torch.Tensor:
    """The matte of E and C alone, C seeing the guidance at level 0 (Table 4's "w/o Diffusion").

    Args: as in `refine`. Returns N x 1 x H x W in alpha's [0, 1] scale, unclipped.
    Raises: as `refine`, but for T and S.
    """
    _check(model, image, trimap, start, None)
    _, trimap, guidance, hints = _guided(model, trimap, start)
    features = model.encode(image, trimap, guidance, hints)
    latent, said = model.correct(features, guidance, 0, guidance)
    return model.from_range(_sharp(model, image, latent, said, None))


@torch.no_grad()
def invert(model: DiffusionMat, alpha: torch.Tensor, t_start: int, steps: int) -> dict[int, torch.Tensor]:
    """A matte's own trajectory {t: alpha_t} by DDIM inversion, in alpha's [0, 1] scale; alpha_0 is the matte.

    Args:
        alpha: N x 1 x H x W in [0, 1]. `t_start`, `steps`: as in `refine`.
    """
    inverted = invert_guidance(model, model.to_range(alpha), timesteps(t_start, steps))
    return {t: model.from_range(latent) for t, latent in inverted.items()}


@torch.no_grad()
def invert_guidance(model: DiffusionMat, x: torch.Tensor, levels: list[int]) -> Inverted:
    """DDIM inversion of N x 1 x H x W in the model's alpha range to each of these rising levels.

    The latent is carried on from level to level; the noise is taken at the level being left.
    """
    inverted = {levels[0]: x}
    for t_now, t_next in zip(levels, levels[1:], strict=False):
        eps = model.predict_eps(x, t_now)
        x, _ = ddim_step(x, eps, model.alpha_bar[t_now], model.alpha_bar[t_next])
        inverted[t_next] = x
    return inverted


def _sharp(
    model: DiffusionMat,
    image: torch.Tensor,
    latent: torch.Tensor,
    said: torch.Tensor | None,
    held: torch.Tensor | None,
) -> torch.Tensor:
    """The matte of what C, and ARP behind it, left at level 0: sharpened where the config says so."""
    if not model.config.sharpen:
        return latent
    return model.to_range(sharpened(image.to(latent), model.from_range(latent), said, held))


def _guided(
    model: DiffusionMat, trimap: torch.Tensor, start: torch.Tensor | None
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor | None]:
    """The known pixels; the trimap, the guidance and the encoder's hints in the model's alpha range."""
    known = (trimap <= 0) | (trimap >= 1)
    trimap = torch.where(known, trimap.clamp(0, 1), model.config.unknown_value).to(model.dtype)
    guidance, hints = trimap, None
    if model.config.start == "coarse" and start is not None:  # there is one, by `_check`
        start = start.to(model.dtype).clamp(0, 1)
        guidance, hints = torch.where(known, trimap, start[:, :1]), model.to_range(start[:, 1:])
    return known, model.to_range(trimap), model.to_range(guidance), hints


def _check(
    model: DiffusionMat,
    image: torch.Tensor,
    trimap: torch.Tensor,
    start: torch.Tensor | None,
    noise: torch.Tensor | None,
) -> None:
    if image.ndim != 4 or image.shape[1] != 3:
        raise PictureError(f"The picture must be a tensor N x 3 x H x W, not {tuple(image.shape)}.")
    matte_shape = (image.shape[0], 1, *image.shape[2:])
    multiple = model.config.pad_multiple
    if image.shape[2] % multiple or image.shape[3] % multiple:
        raise PictureError(
            f"The picture is {image.shape[3]} x {image.shape[2]} pixels; the model {model.config.name} takes "
            f"multiples of {multiple}. Pad it, or use MattingPredictor, which does."
        )
    if tuple(trimap.shape) != matte_shape:
        raise TrimapError(f"The trimap must be a tensor {matte_shape}, not {tuple(trimap.shape)}.")
    if model.config.start == "coarse" and start is None:
        raise SettingsError(
            f"The model {model.config.name} begins from a coarse matte: give `start`, which "
            "core.imaging.coarse.coarse_start makes, or use MattingPredictor, which does."
        )
    start_shape = (matte_shape[0], 1 + model.config.encoder.hints, *matte_shape[2:])
    for name, tensor, shape in (("start", start, start_shape), ("noise", noise, matte_shape)):
        if tensor is not None and tuple(tensor.shape) != shape:
            raise SettingsError(f"`{name}` must be a tensor {shape}, not {tuple(tensor.shape)}.")

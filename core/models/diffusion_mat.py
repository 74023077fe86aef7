"""The three networks of DiffusionMat in one module: encoder E, corrector C, prior D."""

from typing import NamedTuple

import torch
from torch import nn

from core.diffusion import linear_alpha_bar
from core.imaging.surroundings import COLOURS
from core.models.config import ModelConfig
from core.models.layers import at_least_float32, cells_of
from core.models.swin_unet import SwinUnet
from core.models.unet import UNet

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_DEVIATION = (0.229, 0.224, 0.225)


class Correction(NamedTuple):
    """What C gives, N x 1 x H x W both: the latent m_t^corr, and its word on how far that is to be trusted.

    The word is any number (`core.models.spreading.trust_in`), or None of a model that has none.
    """

    latent: torch.Tensor
    said: torch.Tensor | None


class DiffusionMat(nn.Module):
    """A model of any architecture, made from its config; weights random until loaded.

    Matte-like tensors here are in the model's own alpha range (`to_range`, `from_range`).
    """

    alpha_bar: torch.Tensor
    mean: torch.Tensor
    deviation: torch.Tensor

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        encoder = config.encoder
        guided = encoder.inputs != "image"
        self._smooth = COLOURS if encoder.hints > COLOURS else 0
        inputs = 5 + encoder.hints - self._smooth if guided else 3
        self.encoder = SwinUnet(inputs, encoder, self._smooth)
        self.detail = None
        if encoder.detail:
            cells = encoder.stride**2
            self.detail = nn.Conv2d(inputs * cells, encoder.features, 3, padding=1)
        self.corrector = UNet(
            1,
            1 + config.residual + config.trust,
            config.corrector,
            features=encoder.features,
            zero_output=config.residual,
        )
        self.prior = UNet(1, 1, config.prior)
        self.register_buffer("alpha_bar", linear_alpha_bar(), persistent=False)
        self.register_buffer("mean", torch.tensor(IMAGENET_MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("deviation", torch.tensor(IMAGENET_DEVIATION).view(1, 3, 1, 1), persistent=False)
        self.to(memory_format=torch.channels_last)

    @property
    def dtype(self) -> torch.dtype:
        """Of everything outside of autocast: float32, or float64 after `double()`."""
        return self.alpha_bar.dtype

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.alpha_bar.device

    def copied_to(self, device: str) -> "DiffusionMat":
        """The same model, for inference on another device; this one stays where it is."""
        copy = DiffusionMat(self.config)
        copy.load_state_dict({name: value.to(device) for name, value in self.state_dict().items()})
        return copy.to(device, self.dtype).eval().requires_grad_(False)

    def to_range(self, alpha: torch.Tensor) -> torch.Tensor:
        """From [0, 1] to the model's alpha range."""
        return alpha * 2 - 1 if self.config.alpha_range == "signed" else alpha

    def from_range(self, x: torch.Tensor) -> torch.Tensor:
        """From the model's alpha range to [0, 1]; latents may lie outside."""
        return (x + 1) / 2 if self.config.alpha_range == "signed" else x

    def encode(
        self,
        image: torch.Tensor,
        trimap: torch.Tensor,
        guidance: torch.Tensor,
        hints: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """f = E(I), or E(I, trimap, coarse matte) where the config says so.

        Args:
            image: N x 3 x H x W RGB, un-normalised.
            trimap: N x 1 x H x W in the alpha range, unknown pixels in its middle.
            guidance: N x 1 x H x W in the alpha range.
            hints: N x hints x H x W in the alpha range, where the config has any.

        Returns:
            N x features x H/stride x W/stride.
        """
        x = (image - self.mean) / self.deviation
        smooth = None
        if self.config.encoder.inputs != "image":
            if self._smooth and hints is not None:
                hints, smooth = hints[:, : -self._smooth], hints[:, -self._smooth :]
            x = torch.cat([x, trimap, guidance, *([] if hints is None else [hints])], dim=1)
        features = self.encoder(x, smooth)
        if self.detail is not None:
            features = features + self.detail(cells_of(x, self.config.encoder.stride))
        return features

    def correct(
        self, features: torch.Tensor, m_t: torch.Tensor, t: int, guidance: torch.Tensor
    ) -> Correction:
        """m_t^corr = C(cat(f, m_t); t), in the model's precision (Sec. 3.2.1).

        A residual corrector gives a change d of the guidance and a noise direction e instead, and the
        corrected latent is sqrt(alpha_bar) (guidance + d) + sqrt(1 - alpha_bar) e: without training it stands
        on the guidance's own trajectory, so that all it must learn is what the guidance gets wrong.
        """
        out = at_least_float32(self.corrector(m_t, self._levels(m_t, t), features))
        if not self.config.residual:
            return Correction(out, None)
        alpha_bar = self.alpha_bar[t]
        change, direction = out[:, :1], out[:, 1:2]
        latent = alpha_bar.sqrt() * (guidance + change) + (1 - alpha_bar).sqrt() * direction
        return Correction(latent, out[:, 2:] if self.config.trust else None)

    def predict_eps(self, m_t: torch.Tensor, t: int) -> torch.Tensor:
        """The noise that the prior D sees in m_t, in the model's precision."""
        return at_least_float32(self.prior(m_t, self._levels(m_t, t)))

    def _levels(self, m_t: torch.Tensor, t: int) -> torch.Tensor:
        return torch.full((m_t.shape[0],), t, dtype=torch.long, device=m_t.device)

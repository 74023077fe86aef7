"""The image encoder E: a Swin-Unet, Swin's stages down, mirrored stages with patch expanding up."""

import torch
import torch.nn.functional as F
from timm.layers import Mlp
from timm.models.swin_transformer import WindowAttention
from torch import nn

from core.models.config import SwinUnetConfig


class SwinBlock(nn.Module):
    """Attention in windows, shifted by `shift`, then an MLP; on N x H x W x dim.

    Maps that are no multiple of the window are padded first and rolled then, as the released system does.
    (timm rolls first, which gives other values.)
    """

    def __init__(self, dim: int, heads: int, window: int, shift: int) -> None:
        super().__init__()
        self.window, self.shift = window, shift
        self.norm1 = nn.LayerNorm(dim)
        self.attn = WindowAttention(dim, heads, window_size=window)
        self.norm2 = nn.LayerNorm(dim)
        self.mlp = Mlp(dim, 4 * dim)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x + self._attend(self.norm1(x))
        return x + self.mlp(self.norm2(x))

    def _attend(self, x: torch.Tensor) -> torch.Tensor:
        n, height, width, dim = x.shape
        w = self.window
        x = F.pad(x, (0, 0, 0, -width % w, 0, -height % w))
        padded_height, padded_width = x.shape[1:3]
        mask = None
        if self.shift:
            x = torch.roll(x, (-self.shift, -self.shift), dims=(1, 2))
            mask = self._shift_mask(padded_height, padded_width, x.device)
        windows = x.reshape(n, padded_height // w, w, padded_width // w, w, dim).transpose(2, 3)
        windows = self.attn(windows.reshape(-1, w * w, dim), mask)
        x = windows.reshape(n, padded_height // w, padded_width // w, w, w, dim).transpose(2, 3)
        x = x.reshape(n, padded_height, padded_width, dim)
        if self.shift:
            x = torch.roll(x, (self.shift, self.shift), dims=(1, 2))
        return x[:, :height, :width]

    def _shift_mask(self, height: int, width: int, device: torch.device) -> torch.Tensor:
        """-100 between tokens that the roll brought together from opposite edges, else 0."""
        w, s = self.window, self.shift
        rows = torch.zeros(height, dtype=torch.long, device=device)
        rows[-w:-s], rows[-s:] = 1, 2
        columns = torch.zeros(width, dtype=torch.long, device=device)
        columns[-w:-s], columns[-s:] = 1, 2
        region = rows[:, None] * 3 + columns
        region = region.reshape(height // w, w, width // w, w).transpose(1, 2).reshape(-1, w * w)
        return (region[:, None, :] != region[:, :, None]) * -100.0


class PatchEmbed(nn.Module):
    """Pixels to tokens; of `smooth` more channels, which vary slowly, a token takes the mean."""

    def __init__(self, inputs: int, dim: int, patch: int, smooth: int = 0) -> None:
        super().__init__()
        self.proj = nn.Conv2d(inputs, dim, patch, stride=patch)
        self.smooth = nn.Conv2d(smooth, dim, 1, bias=False) if smooth else None
        self.norm = nn.LayerNorm(dim)

    def forward(self, x: torch.Tensor, smooth: torch.Tensor | None = None) -> torch.Tensor:
        """N x C x H x W → N x H/patch x W/patch x dim; H and W padded up to a multiple of the patch.

        smooth: N x smooth x H x W, where the embedding is of any.
        """
        patch = self.proj.stride[0]
        x = F.pad(x, (0, -x.shape[3] % patch, 0, -x.shape[2] % patch))
        tokens = self.proj(x)
        if self.smooth is not None:
            assert smooth is not None  # the model's `encode` sees to it
            tokens = tokens + self.smooth(F.avg_pool2d(smooth, patch, ceil_mode=True))
        return self.norm(tokens.permute(0, 2, 3, 1))


class PatchMerging(nn.Module):
    """2 x 2 tokens into one of twice the features."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.reduction = nn.Linear(4 * dim, 2 * dim, bias=False)
        self.norm = nn.LayerNorm(4 * dim)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.pad(x, (0, 0, 0, x.shape[2] % 2, 0, x.shape[1] % 2))
        parts = [x[:, 0::2, 0::2], x[:, 1::2, 0::2], x[:, 0::2, 1::2], x[:, 1::2, 1::2]]
        return self.reduction(self.norm(torch.cat(parts, dim=-1)))


class PatchExpand(nn.Module):
    """One token into factor x factor tokens of `outputs` features."""

    def __init__(self, dim: int, outputs: int, factor: int) -> None:
        super().__init__()
        self.factor = factor
        self.expand = nn.Linear(dim, factor * factor * outputs, bias=False)
        self.norm = nn.LayerNorm(outputs)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        n, height, width, _ = x.shape
        p = self.factor
        x = self.expand(x).reshape(n, height, width, p, p, -1).transpose(2, 3)
        return self.norm(x.reshape(n, height * p, width * p, -1))


class Stage(nn.Module):
    """Swin blocks at one resolution, every other one shifted, then an optional change of resolution."""

    def __init__(
        self,
        dim: int,
        depth: int,
        heads: int,
        window: int,
        downsample: nn.Module | None = None,
        upsample: nn.Module | None = None,
    ) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            SwinBlock(dim, heads, window, window // 2 if i % 2 else 0) for i in range(depth)
        )
        self.downsample = downsample
        self.upsample = upsample

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for block in self.blocks:
            x = block(x)
        for change in (self.downsample, self.upsample):
            if change is not None:
                x = change(x)
        return x


class SwinUnet(nn.Module):
    """N x inputs x H x W → N x features x H/stride x W/stride; module names are the released checkpoint's.

    Of `smooth` more channels, which vary slowly, it sees a token's mean.
    """

    def __init__(self, inputs: int, config: SwinUnetConfig, smooth: int = 0) -> None:
        super().__init__()
        last = len(config.depths) - 1
        dims = [config.embed * 2**i for i in range(last + 1)]
        self.patch_embed = PatchEmbed(inputs, config.embed, config.patch, smooth)
        self.layers = nn.ModuleList(
            Stage(
                dims[i],
                config.depths[i],
                config.heads[i],
                config.window,
                downsample=PatchMerging(dims[i]) if i < last else None,
            )
            for i in range(last + 1)
        )
        self.norm = nn.LayerNorm(dims[last])
        self.layers_up = nn.ModuleList([PatchExpand(dims[last], dims[last] // 2, 2)])
        self.concat_back_dim = nn.ModuleList([nn.Identity()])
        for i in reversed(range(last)):
            self.concat_back_dim.append(nn.Linear(2 * dims[i], dims[i]))
            self.layers_up.append(
                Stage(
                    dims[i],
                    config.depths[i],
                    config.heads[i],
                    config.window,
                    upsample=PatchExpand(dims[i], dims[i] // 2, 2) if i > 0 else None,
                )
            )
        self.norm_up = nn.LayerNorm(config.embed)
        self.up = PatchExpand(config.embed, config.embed, config.patch // config.stride)
        self.output = nn.Conv2d(config.embed, config.features, 1, bias=False)

    def forward(self, x: torch.Tensor, smooth: torch.Tensor | None = None) -> torch.Tensor:
        height, width = x.shape[2:]
        stride = self.patch_embed.proj.stride[0] // self.up.factor
        x = self.patch_embed(x, smooth)
        skips = []
        for stage in self.layers:
            skips.append(x)
            x = stage(x)
        x = self.norm(x)
        skips.pop()
        x = self.layers_up[0](x)
        for stage, reduce in zip(self.layers_up[1:], self.concat_back_dim[1:], strict=True):
            skip = skips.pop()
            x = x[:, : skip.shape[1], : skip.shape[2]]  # an odd map was padded on the way down
            x = stage(reduce(torch.cat([x, skip], dim=-1)))
        x = self.up(self.norm_up(x)).permute(0, 3, 1, 2)
        return self.output(x)[:, :, : height // stride, : width // stride]

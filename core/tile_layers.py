"""What the networks are given of a picture, brought to floats a tile at a time."""

import numpy as np
import torch

from core.diffusion import NoiseMap
from core.imaging.coarse import CoarseStart
from core.imaging.picture import Picture
from core.imaging.tiles import TileSlices
from core.imaging.trimap import trimap_tensor_value


class TileLayers:
    """Picture, trimap, noise and coarse start inside a box, reflected below and to the right up to a shape.

    Args:
        picture: in the depth it was read in.
        trimap: H x W uint8 of 0, 128, 255.
        start: of the whole picture; None for a model that begins from the trimap.
        channels: of the start.
        seed: of the whole picture's noise, which a seed means the same with, with and without tiles.
        box: the rows and columns of the picture that tiles are counted in.
        shape: height and width of the padded box.
    """

    def __init__(
        self,
        picture: Picture,
        trimap: np.ndarray,
        start: CoarseStart | None,
        channels: int,
        seed: int,
        box: TileSlices,
        shape: tuple[int, int],
    ) -> None:
        self._picture, self._trimap, self._start, self._channels = picture, trimap, start, channels
        self._noise = NoiseMap(trimap.shape, seed)
        self._places = [
            np.pad(np.arange(span.start, span.stop), (0, size - (span.stop - span.start)), mode="reflect")
            for span, size in zip(box, shape, strict=True)
        ]

    def tensors(self, part: TileSlices) -> list[torch.Tensor]:
        """A tile's picture, trimap, noise and, where there is one, start: 1 x C x h x w float32."""
        places = [of[span] for of, span in zip(self._places, part, strict=True)]
        rows, columns = (slice(int(at.min()), int(at.max()) + 1) for at in places)
        window = rows, columns
        layers = [
            self._picture.srgb_float(window),
            trimap_tensor_value(self._trimap[window]),
            self._noise.crop(rows, columns),
        ]
        if self._start is not None:
            layers.append(self._start.part(rows, columns, self._channels, pixels=layers[0]))
        return [_tensor(_reflected(layer, places)) for layer in layers]


def guidance_made_of(layers: list[torch.Tensor]) -> list[torch.Tensor]:
    """Of a tile's tensors those that its guidance is made of: the trimap and, where it begins from one, the
    coarse matte."""
    _, trimap, _, *start = layers
    return [trimap, *(layer[:, :1].clone() for layer in start)]


def _reflected(layer: np.ndarray, places: list[np.ndarray]) -> np.ndarray:
    """A window of the picture with the rows and columns that padding repeats."""
    for axis, at in enumerate(places):
        if at.size > layer.shape[axis]:
            layer = layer.take(at - at.min(), axis=axis)
    return layer


def _tensor(layer: np.ndarray) -> torch.Tensor:
    if layer.ndim == 2:
        layer = layer[..., None]
    return torch.from_numpy(np.ascontiguousarray(layer.transpose(2, 0, 1)[None], np.float32))

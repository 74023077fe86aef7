"""The encoder and the corrector without the diffusion: what Table 4 calls "w/o Diffusion"."""

import numpy as np
import torch

from core import refinement
from core.imaging.coarse import coarse_start
from core.imaging.picture import Picture
from core.imaging.tiles import tile_plan, tile_weight
from core.imaging.trimap import FOREGROUND, check_trimap, known_mask, trimap_tensor_value, unknown_mask
from core.models.diffusion_mat import DiffusionMat


def one_shot(model: DiffusionMat, precision: str, image: np.ndarray, trimap: np.ndarray) -> np.ndarray:
    """The corrector's answer, once, to the start standing where the last step's latent would, at level 0.

    It is what `dmat train matting --no-diffusion` trains.

    Args:
        precision: "bfloat16" runs the networks under autocast.
        image: H×W×3 RGB in the depth read. trimap: H×W uint8 of 0, 128, 255.

    Returns:
        H×W float32 in [0, 1], known pixels exactly 0 or 1.

    Raises:
        PictureError, TrimapError: the arrays cannot be matted.
    """
    config = model.config
    picture = Picture.from_array(image)
    check_trimap(trimap, picture.size)
    pixels = picture.srgb_float()
    levels = trimap_tensor_value(trimap)
    layers = [pixels, levels]
    if config.start == "coarse":
        layers.append(coarse_start(pixels, trimap, 1 + config.encoder.hints))
    multiple = config.tile_multiple
    height, width = trimap.shape
    pad = (0, -height % multiple), (0, -width % multiple)
    layers = [np.pad(layer, (*pad, (0, 0))[: layer.ndim], mode="reflect") for layer in layers]
    size = layers[1].shape
    whole = height * width <= config.whole_up_to
    tile = max(size) if whole else config.tile
    overlap = 0 if whole else config.tile_overlap
    alpha, weights = np.zeros(size, np.float32), np.full(size, np.float32(1e-9))
    for part in tile_plan(unknown_mask(trimap), tile, overlap, multiple):
        answer = _answer(model, precision, *(layer[part] for layer in layers))
        weight = tile_weight(answer.shape[0], answer.shape[1], config.tile_overlap)
        alpha[part] += weight * answer
        weights[part] += weight
    alpha = np.clip((alpha / weights)[:height, :width], 0, 1)
    return np.where(known_mask(trimap), np.float32(trimap == FOREGROUND), alpha)


@torch.no_grad()
def _answer(model: DiffusionMat, precision: str, *layers: np.ndarray) -> np.ndarray:
    tensors = [
        torch.from_numpy(np.ascontiguousarray(np.atleast_3d(layer).transpose(2, 0, 1)[None])).to(model.device)
        for layer in layers
    ]
    with torch.autocast(model.device.type, torch.bfloat16, enabled=precision == "bfloat16"):
        return refinement.one_shot(model, *tensors)[0, 0].float().cpu().numpy()

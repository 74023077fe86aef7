"""What lens, sensor and file format do to a picture, and recolouring, at random strengths."""

import cv2
import numpy as np

from core.data.fields import smooth_field
from core.imaging.trimap import FOREGROUND

_TO_GREY = np.array([0.299, 0.587, 0.114], np.float32)


def recolour(rng: np.random.Generator, pixels: np.ndarray, strength: float = 1.0) -> np.ndarray:
    """Jitters gamma, brightness, contrast, hue and saturation: uint8 H×W×3 in and out."""
    gamma = np.exp(rng.normal(0, 0.25 * strength))
    gain = np.exp(rng.normal(0, 0.18 * strength))
    lift = rng.normal(0, 0.04 * strength)
    table = np.clip((np.linspace(0, 1, 256) ** gamma - 0.5) * gain + 0.5 + lift, 0, 1) * 255
    pixels = cv2.LUT(pixels, np.rint(table).astype(np.uint8))
    hue = rng.normal(0, 0.12 * strength) if rng.random() < 0.88 else rng.uniform(-np.pi, np.pi)
    saturation = 0.0 if rng.random() < 0.04 else float(np.exp(rng.normal(-0.05, 0.3 * strength)))
    return cv2.transform(pixels, _colour_matrix(hue, saturation))


def hsv_jitter(
    rng: np.random.Generator, pixels: np.ndarray, hue: float, saturation: float, brightness: float
) -> np.ndarray:
    """Changes hue, saturation and brightness evenly within ranges: uint8 H×W×3 in and out.

    hue: fraction of the colour circle to either side; saturation, brightness: 1 ± this as factor.
    """
    import torch
    from torchvision.transforms.v2 import functional

    turn = rng.uniform(-hue, hue)
    strength, gain = (rng.uniform(1 - reach, 1 + reach) for reach in (saturation, brightness))
    picture = torch.from_numpy(np.ascontiguousarray(pixels.transpose(2, 0, 1)))
    picture = functional.adjust_hue(picture, turn)
    picture = functional.adjust_saturation(picture, strength)
    picture = functional.adjust_brightness(picture, gain)
    return np.ascontiguousarray(picture.numpy().transpose(1, 2, 0))


def _colour_matrix(hue: float, saturation: float) -> np.ndarray:
    """3×3: a turn about the grey axis, then a blend with the picture's own grey."""
    c, s, third = np.cos(hue), np.sin(hue), np.sqrt(1 / 3)
    skew = np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]) * third
    turn = c * np.eye(3) + (1 - c) / 3 + s * skew
    blend = saturation * np.eye(3) + (1 - saturation) * np.tile(_TO_GREY, (3, 1))
    return (blend @ turn).astype(np.float32)


def defocus(pixels: np.ndarray, radius: float, disc: bool) -> np.ndarray:
    """Blurs by a disc, as a lens does, or a Gaussian, of about this radius in pixels (uint8 or float32)."""
    if radius < 0.4:
        return pixels
    height, width = pixels.shape[:2]
    shrink = 1 if radius < 5 else 2 if radius < 10 else 4  # large blurs need no fine grid
    small = (
        cv2.resize(pixels, (width // shrink, height // shrink), interpolation=cv2.INTER_AREA)
        if shrink > 1
        else pixels
    )
    radius /= shrink
    if disc and radius >= 1:
        reach = int(np.ceil(radius)) * 2 + 1
        line = np.arange(reach, dtype=np.float32) - reach // 2
        kernel = np.clip(radius + 0.5 - np.hypot(line[:, None], line), 0, 1)
        small = cv2.filter2D(small, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT)
    else:
        small = cv2.GaussianBlur(small, (0, 0), radius * 0.6, borderType=cv2.BORDER_REFLECT)
    return small if shrink == 1 else cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)


def light(rng: np.random.Generator, size: int) -> np.ndarray:
    """Illumination common to the whole scene: a coloured, slightly uneven gain, float32 size×size×3."""
    cast = np.exp(rng.normal(0, 0.12, 3)).astype(np.float32)
    cast /= cast.mean()
    if rng.random() < 0.3:
        cast *= np.array([1.15, 1.0, 0.75], np.float32)  # lamp light
    corners = np.exp(rng.normal(0, 0.2, (2, 2))).astype(np.float32)
    field = cv2.resize(corners, (size, size), interpolation=cv2.INTER_LINEAR)
    return field[..., None] * cast


def edge_light(rng: np.random.Generator, trimap: np.ndarray) -> np.ndarray:
    """Light on a foreground's edge against that on the sure foreground: a gain, float32 size×size×3, 1 there.

    Loose hair lit from behind is brighter than the head it grows on, and in its shade darker, so that its
    colour alone says too much or too little of its alpha.

    trimap: uint8 size×size of 0, 128 and 255. The gain sets in over 4 to 60 px from the sure foreground.
    """
    ramp = _towards_the_edge(rng, trimap)
    field = rng.normal(0.15, 0.42) + 0.36 * smooth_field(rng, trimap.shape[0], rng.uniform(1, 6))
    cast = np.exp(rng.normal(0, 0.08, 3)).astype(np.float32)
    gain = np.exp(np.clip(ramp * field[..., None], -1.5, 1.2))
    return (gain * (1 + ramp * (cast - 1))).astype(np.float32)


def spill(
    rng: np.random.Generator, foreground: np.ndarray, background: np.ndarray, trimap: np.ndarray
) -> np.ndarray:
    """The foreground with the background's light on its edge, as strands and leaves scatter it.

    foreground, background: float32 size×size×3 in [0, 1]; trimap: uint8 size×size of 0, 128 and 255. Up to a
    half of the edge's colour is the surroundings', blurred; the sure foreground stays as it is.
    """
    glow = np.clip(defocus(background, rng.uniform(5, 40), False), 0, 1)  # bicubic enlarging overshoots
    return foreground + rng.uniform(0, 0.5) * _towards_the_edge(rng, trimap) * (glow - foreground)


def sheen(rng: np.random.Generator, alpha: np.ndarray) -> np.ndarray:
    """Light and dark strands within a foreground that are not its matte's: a gain, float32 size×size×1.

    Of two strands that cover a pixel alike, one gleams and one lies in the shade of others, so that the
    picture's strands are not those of the matte alone. The matte's own fine structure, moved aside by 1 to 40
    pixels, has their size and direction, also over what is opaque; else the gain is 1.

    alpha: float32 size×size in [0, 1].
    """
    size = alpha.shape[0]
    detail = alpha - cv2.GaussianBlur(alpha, (0, 0), rng.uniform(1.5, 5))
    angle, far = rng.uniform(0, 2 * np.pi), np.exp(rng.uniform(0, np.log(40)))
    move = np.array([[1, 0, far * np.cos(angle)], [0, 1, far * np.sin(angle)]], np.float32)
    strands = cv2.warpAffine(detail, move, (size, size), borderMode=cv2.BORDER_REFLECT_101)
    there = np.abs(strands) > 0.01
    spread = float(np.sqrt(np.mean(strands[there] ** 2))) if there.any() else 1.0
    field = rng.normal(0, 0.35) * np.exp(0.4 * smooth_field(rng, size, rng.uniform(1, 5)))
    return np.exp(np.clip(field * strands / max(spread, 0.03), -1.2, 0.9))[..., None].astype(np.float32)


def _towards_the_edge(rng: np.random.Generator, trimap: np.ndarray) -> np.ndarray:
    """0 where foreground is sure, rising to 1 over 4 to 60 px beside it: float32 size×size×1."""
    away = cv2.distanceTransform((trimap != FOREGROUND).astype(np.uint8), cv2.DIST_L2, 3)
    return np.clip(away / float(np.exp(rng.uniform(np.log(4), np.log(60)))), 0, 1)[..., None]


def mix_light(
    rng: np.random.Generator, foreground: np.ndarray, background: np.ndarray, alpha: np.ndarray
) -> np.ndarray:
    """The picture that a camera takes of a foreground before a background: float32 H×W×3 in [0, 1].

    A pixel gathers light of both and is encoded afterwards. So half covered by dark hair before a bright
    wall it is far brighter than the mean of their encoded values, from which one would take alpha for less.

    foreground, background: float32 H×W×3 in [0, 1], encoded; alpha: H×W. The encoding is a power of light,
    1 / 1.5 to 1 / 2.5.
    """
    exponent = rng.uniform(1.5, 2.5)
    front, behind = cv2.pow(foreground, exponent), cv2.pow(background, exponent)
    return cv2.pow(behind + alpha[..., None] * (front - behind), 1 / exponent)


def camera(rng: np.random.Generator, image: np.ndarray) -> np.ndarray:
    """Sensor noise, sharpening, chroma loss and JPEG, each often absent: float32 H×W×3 in [0, 1]."""
    if rng.random() < 0.5:
        image = _sensor_noise(rng, image)
    if rng.random() < 0.15:
        image = image + rng.uniform(0.2, 0.9) * (
            image - cv2.GaussianBlur(image, (0, 0), rng.uniform(0.6, 1.5))
        )
    pixels = np.rint(np.clip(image, 0, 1) * 255).astype(np.uint8)
    if rng.random() < 0.15:
        luma = cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb)
        luma[..., 1:] = cv2.GaussianBlur(luma[..., 1:], (0, 0), rng.uniform(0.6, 2))
        pixels = cv2.cvtColor(luma, cv2.COLOR_YCrCb2RGB)
    if rng.random() < 0.3:
        quality = int(98 - 38 * rng.random() ** 1.5)
        _, packed = cv2.imencode(".jpg", pixels[..., ::-1], (cv2.IMWRITE_JPEG_QUALITY, quality))
        pixels = cv2.cvtColor(cv2.imdecode(packed, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    return pixels.astype(np.float32) / 255


def _sensor_noise(rng: np.random.Generator, image: np.ndarray) -> np.ndarray:
    """Read noise and shot noise, often smoothed by the camera's own processing."""
    read, shot = rng.exponential(0.004), rng.exponential(0.008)
    noise = rng.standard_normal(image.shape, dtype=np.float32)
    if rng.random() < 0.5:
        noise = cv2.GaussianBlur(noise, (0, 0), rng.uniform(0.4, 0.9)) * 1.5
    if rng.random() < 0.4:  # mostly grey noise
        noise = 0.3 * noise + 0.7 * noise[..., :1]
    return image + noise * (min(read, 0.02) + min(shot, 0.04) * np.sqrt(np.clip(image, 0, 1)))

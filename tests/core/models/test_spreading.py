"""Alpha spread by closed-form matting's energy: against the solver of the coarse start, and step by step."""

import cv2
import numpy as np
import pytest
import scipy.sparse
import torch

from core.imaging.closed_form import MattingEnergy
from core.imaging.coarse import EXPONENT
from core.imaging.trimap import BACKGROUND, FOREGROUND, UNKNOWN
from core.models import spreading
from core.models.spreading import matting_affinities, spread, trust_in

HEIGHT, WIDTH = 20, 26


@pytest.fixture
def scene() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """A picture, a trimap with both sides, a matte that does not fit the picture, and trust in it."""
    rng = np.random.default_rng(5)
    image = cv2.GaussianBlur(rng.random((HEIGHT, WIDTH, 3), np.float32), (0, 0), 1.5)
    trimap = np.full((HEIGHT, WIDTH), UNKNOWN, np.uint8)
    trimap[:, :5], trimap[:, -4:] = BACKGROUND, FOREGROUND
    matte = rng.random((HEIGHT, WIDTH), np.float32) * 0.2 + np.linspace(0.1, 0.7, WIDTH, dtype=np.float32)
    matte[trimap == BACKGROUND], matte[trimap == FOREGROUND] = 0, 1
    return image, trimap, matte, rng.uniform(0.02, 0.2, matte.shape).astype(np.float32)


def tensor(array: np.ndarray, dtype: torch.dtype = torch.float64) -> torch.Tensor:
    layers = array.transpose(2, 0, 1)[None] if array.ndim == 3 else array[None, None]
    return torch.from_numpy(np.ascontiguousarray(layers)).to(dtype)


def wanted(scene: tuple[np.ndarray, ...]) -> np.ndarray:
    """The minimum that the steps go towards, by the sparse system of the coarse start."""
    image, trimap, matte, trust = scene
    # There, the regularisation is divided by a window's nine pixels, and the energy is not.
    epsilon = 9 * spreading.REGULARISATION
    energy = MattingEnergy(image.astype(np.float64) ** EXPONENT, trimap, epsilon=epsilon)
    c = 9 * trust[energy.unknown].astype(np.float64)
    extra = scipy.sparse.diags_array(c).tocsr(), c * matte[energy.unknown]
    return energy.minimum(matte, extra=extra, tolerance=1e-9)


def test_the_steps_go_to_the_least_energy(scene, monkeypatch) -> None:
    image, trimap, matte, trust = scene
    held = tensor(trimap != UNKNOWN, torch.bool)
    given = tensor(image), tensor(matte), tensor(trust), held
    expected = wanted(scene)
    few = spread(*given)[0, 0].numpy()
    monkeypatch.setattr(spreading, "STEPS", 200)
    many = spread(*given)[0, 0].numpy()
    np.testing.assert_allclose(many, expected, atol=1e-3)
    # Those that are made go most of the way.
    assert np.abs(few - expected).mean() < 0.15 * np.abs(matte - expected).mean()


def test_single_precision_is_enough(scene) -> None:
    image, trimap, matte, trust = scene
    single, double = (
        spread(*(tensor(a, kind) for a in (image, matte, trust)), tensor(trimap != UNKNOWN, torch.bool))
        for kind in (torch.float32, torch.float64)
    )
    torch.testing.assert_close(single, double.float(), atol=1e-4, rtol=0)


def test_what_is_held_stays_and_what_is_flat_stays_flat(scene) -> None:
    image, trimap, matte, trust = scene
    held = tensor(trimap != UNKNOWN, torch.bool)
    found = spread(tensor(image), tensor(matte), tensor(trust), held)
    assert torch.equal(found[held], tensor(matte)[held])
    flat = torch.full_like(tensor(matte), 0.3)
    torch.testing.assert_close(spread(tensor(image), flat, tensor(trust), None), flat)


def levins(image: np.ndarray) -> np.ndarray:
    """A ninth of W between all pixels of an H x W x 3 picture, by Eq. 12 of the article, window by window."""
    height, width = image.shape[:2]
    found = np.zeros((height * width, height * width))
    for y in range(1, height - 1):
        for x in range(1, width - 1):
            places = [(y + v) * width + x + u for v in (-1, 0, 1) for u in (-1, 0, 1)]
            colours = image.reshape(-1, 3)[places]
            centred = colours - colours.mean(0)
            covariance = centred.T @ centred / 9 + spreading.REGULARISATION * np.eye(3)
            found[np.ix_(places, places)] += (1 + centred @ np.linalg.inv(covariance) @ centred.T) / 81
    return found


@pytest.mark.parametrize("red", [1, 0.1, 0.01, 0.003, 0.001, 0])
def test_affinities_are_levins_where_a_colour_hardly_varies(red: float) -> None:
    rng = np.random.default_rng(6)
    green = cv2.GaussianBlur(rng.random((10, 12)), (0, 0), 1.5)
    image = np.dstack([red * green, green, green / 2 + 0.01 * rng.random(green.shape)])
    affinities = matting_affinities(tensor(image))
    units = torch.eye(green.size, dtype=torch.float64).view(-1, 1, 1, *green.shape)
    found = np.stack([spreading._product(affinities, unit).numpy().ravel() for unit in units])
    np.testing.assert_allclose(found, levins(image), atol=1e-9)
    laplacian = np.diag(found.sum(1)) - found
    assert np.linalg.eigvalsh(laplacian).min() > -1e-9
    # The steps would run away from an energy without a least, in single precision first.
    single = tensor(np.tile(image, (6, 6, 1)), torch.float32)
    matte = single[:, 1:2]
    told = spread(single, matte, trust_in(matte, None), None)
    assert told.min() > -0.5 and told.max() < 1.5


def test_affinities_add_up_to_the_windows_of_a_pixel(scene) -> None:
    image = tensor(scene[0])
    rows = spreading._product(matting_affinities(image), torch.ones(1, 1, HEIGHT, WIDTH, dtype=image.dtype))
    windows = np.zeros((HEIGHT, WIDTH))
    for y in range(HEIGHT - 2):
        for x in range(WIDTH - 2):
            windows[y : y + 3, x : x + 3] += 1
    np.testing.assert_allclose(rows[0, 0].numpy(), windows / 9, atol=1e-9)


def test_the_gradient_is_that_of_the_steps(scene) -> None:
    image, trimap, matte, trust = scene
    part = ..., slice(0, 6), slice(3, 10)
    given = [tensor(a)[part] for a in (image, matte, trust)]
    held = tensor(trimap != UNKNOWN, torch.bool)[part]
    matte, trust = (a.clone().requires_grad_() for a in given[1:])
    assert torch.autograd.gradcheck(lambda m, c: spread(given[0], m, c, held), (matte, trust))


def test_pictures_of_a_batch_do_not_mix(scene) -> None:
    image, trimap, matte, trust = scene
    held = tensor(trimap != UNKNOWN, torch.bool)
    one = tensor(image), tensor(matte), tensor(trust), held
    other = tensor(image[::-1]), tensor(matte[::-1]), tensor(trust[::-1]), held.flip(2)
    both = spread(*(torch.cat(pair) for pair in zip(one, other, strict=True)))
    torch.testing.assert_close(both[:1], spread(*one))
    torch.testing.assert_close(both[1:], spread(*other))


def test_trust_is_most_at_the_ends_and_the_corrector_may_change_it() -> None:
    matte = torch.tensor([0.0, 0.5, 1.0]).view(1, 1, 1, 3)
    trust = trust_in(matte, None)
    assert trust[..., 0] == trust[..., 2] == pytest.approx(spreading.MOST_TRUST)
    assert trust[..., 1] == pytest.approx(spreading.LEAST_TRUST)
    torch.testing.assert_close(trust_in(matte, torch.zeros_like(matte)), trust)
    assert (trust_in(matte, torch.full_like(matte, 1.0)) > 2 * trust).all()
    assert torch.isfinite(trust_in(matte, torch.full_like(matte, 1e9))).all()

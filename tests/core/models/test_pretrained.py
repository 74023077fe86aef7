"""ImageNet's Swin-T in the encoder: every weight has its place, and computes what timm's computes."""

import pytest
import timm
import torch

from core.errors import CheckpointError
from core.models.config import COMPACT, PAPER, RELEASED
from core.models.pretrained import SWIN_T, check_fits, fill_encoder, load_pretrained_encoder
from core.models.swin_unet import SwinUnet


@pytest.fixture(scope="module")
def swin() -> torch.nn.Module:
    torch.manual_seed(3)
    model = timm.create_model(SWIN_T, pretrained=False).eval()
    for value in model.parameters():
        torch.nn.init.normal_(value, std=0.05)
    return model


@pytest.fixture(scope="module")
def filled(swin: torch.nn.Module) -> tuple[SwinUnet, list[str]]:
    encoder = SwinUnet(3, PAPER.encoder).eval()
    return encoder, fill_encoder(encoder, swin)


def test_every_weight_of_the_downward_half_is_filled(filled, swin) -> None:
    encoder, names = filled
    down = {
        name
        for name, _ in encoder.named_parameters()
        if name.split(".")[0] in ("patch_embed", "layers", "norm")
    }
    assert set(names) == down
    assert len(names) == sum(not name.startswith("head.") for name, _ in swin.named_parameters())
    merged = swin.layers[1].downsample.reduction.weight  # timm keeps it with the stage behind
    assert torch.equal(encoder.layers[0].downsample.reduction.weight, merged)


@torch.no_grad()
def test_features_are_timms_at_every_stage(filled, swin) -> None:
    """At 224 pixels all grids but the last are multiples of the window, and the last has one window."""
    encoder, _ = filled
    image = torch.randn(1, 3, 224, 224, generator=torch.Generator().manual_seed(1))
    ours, theirs = encoder.patch_embed(image), swin.patch_embed(image)
    torch.testing.assert_close(ours, theirs)
    for index, (stage, other) in enumerate(zip(encoder.layers, swin.layers, strict=True)):
        if index:
            theirs = other.downsample(theirs)
            torch.testing.assert_close(ours, theirs, atol=1e-4, rtol=1e-4)
        first, second = stage.blocks[0](ours), other.blocks[0](theirs)
        torch.testing.assert_close(first, second, atol=1e-4, rtol=1e-4)
        if index < 3:  # timm does not shift where one window covers the map; the released system does
            first, second = stage.blocks[1](first), other.blocks[1](second)
            torch.testing.assert_close(first, second, atol=1e-4, rtol=1e-4)
        for ours_block, their_block in zip(stage.blocks[2:], other.blocks[2:], strict=True):
            first, second = ours_block(first), their_block(second)
        torch.testing.assert_close(first, second, atol=1e-4, rtol=1e-4)
        ours, theirs = (stage.downsample(first) if stage.downsample else first), second


def test_the_released_architecture_takes_them_too() -> None:
    check_fits(SwinUnet(3, RELEASED.encoder))


def test_compact_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, pretrained: bool, **__: object) -> torch.nn.Module:
        assert not pretrained, "nothing may be fetched for an encoder that it does not fit"
        return real(SWIN_T, pretrained=False)

    real = timm.create_model
    monkeypatch.setattr(timm, "create_model", never)
    with pytest.raises(CheckpointError, match=r"is no Swin-T.*paper and released"):
        load_pretrained_encoder(SwinUnet(5, COMPACT.encoder))


@pytest.mark.parametrize("name", ["ConnectionError", "LocalEntryNotFoundError", "OfflineModeIsEnabled"])
def test_offline_is_told_in_a_sentence(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub.errors as errors

    real, error = timm.create_model, getattr(errors, name, ConnectionError)

    def offline(model: str, pretrained: bool) -> torch.nn.Module:
        if pretrained:
            raise error("Cannot connect to the host")
        return real(model, pretrained=False)

    monkeypatch.setattr(timm, "create_model", offline)
    with pytest.raises(CheckpointError, match="internet once, or train without --pretrained-encoder"):
        load_pretrained_encoder(SwinUnet(3, PAPER.encoder))

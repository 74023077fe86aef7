"""A model's networks through torch.compile while a run uses them; where that does not work, as they are."""

import contextlib
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator

import torch
from torch import nn

from core.errors import is_device_lost, is_out_of_memory
from core.models.diffusion_mat import DiffusionMat

log = logging.getLogger(__name__)

COMPILED_AT_ONCE = 4
"""Tiles of a batch for compiled networks, where there is room: a batch of another size is another shape."""
MOST_SHAPES = 8
"""Shapes that a network is compiled for, each in a minute or so; whatever has another runs as it is."""
_CANNOT_COMPILE = (RuntimeError, OSError, ImportError, subprocess.SubprocessError)
"""What torch, the compilers that it calls and their absence raise; see `_cannot_compile`."""


class CompiledNetworks:
    """The encoder, corrector and prior of a model, compiled for each shape of their inputs.

    The model is changed inside `used` alone, and nothing but its networks' `forward`: hooks stay outside of
    what is compiled, tensors keep their names, and whatever else uses the model finds it as it is.

    Attributes:
        why_not: a sentence for the user once compiling has failed, else empty.
    """

    def __init__(self, model: DiffusionMat) -> None:
        self._networks = [_Compiled(network) for network in (model.encoder, model.corrector, model.prior)]
        self.why_not = ""
        self._told = False

    @property
    def works(self) -> bool:
        """False once compiling has failed; the networks are then run as they are."""
        return not self.why_not

    @contextlib.contextmanager
    def used(self, tell: Callable[[str], None]) -> Iterator[None]:
        """What the model computes in here is compiled where that works; else `tell` is told why not, once."""
        if not self.works:
            yield
            return
        if not self._told:
            self._told = True
            log.warning(
                "The networks are compiled first: a minute or some, in which nothing seems to happen."
            )
        for network in self._networks:
            network.replace(lambda sentence: self._give_up(sentence, tell))
        try:
            yield
        finally:
            for network in self._networks:
                network.put_back()

    def _give_up(self, sentence: str, tell: Callable[[str], None]) -> None:
        for network in self._networks:
            network.works = False
        self.why_not = sentence
        tell(sentence)


class _Compiled:
    """One network's forward. works: whether compiling it has not failed yet."""

    def __init__(self, network: nn.Module) -> None:
        self.works = True
        self._network, self._plain = network, network.forward
        self._tell: Callable[[str], None] = log.warning
        self._compiled: Callable[..., torch.Tensor] | None = None
        self._shapes: set[tuple[torch.Size | None, ...]] = set()

    def replace(self, tell: Callable[[str], None]) -> None:
        """Stand in the place of the network's forward, and tell why where compiling fails."""
        self._tell, self._network.forward = tell, self

    def put_back(self) -> None:
        """The network is what its class says again, and nothing holds the run that was to be told."""
        del self._network.forward
        self._tell = log.warning

    def __call__(self, *inputs: torch.Tensor | None) -> torch.Tensor:
        shapes = tuple(None if tensor is None else tensor.shape for tensor in inputs)
        if not self.works or (shapes not in self._shapes and len(self._shapes) == MOST_SHAPES):
            return self._plain(*inputs)
        self._shapes.add(shapes)
        try:
            with _without_a_limit():
                if self._compiled is None:
                    self._compiled = torch.compile(self._plain, dynamic=False)
                return self._compiled(*inputs)
        except _cannot_compile() as error:
            if is_out_of_memory(error) or is_device_lost(error):
                raise
            log.info("not compiled", exc_info=True)
            self._tell(
                f"The networks could not be compiled here ({_first_line(error)}), so they ran as they are: "
                "the same matte, in the time that it takes without compiling."
            )
        return self._plain(*inputs)


def _cannot_compile() -> tuple[type[Exception], ...]:
    """With the errors of Triton, which are nothing but Exceptions, where torch has imported it."""
    triton = sys.modules.get("triton.errors")
    return _CANNOT_COMPILE if triton is None else (*_CANNOT_COMPILE, triton.TritonError)


def _without_a_limit() -> contextlib.AbstractContextManager[object]:
    """As many shapes as are asked for: torch counts together those of all networks of a class, of whatever
    model."""
    import torch._dynamo.config as config  # late, as it takes a second

    name = "recompile_limit" if hasattr(config, "recompile_limit") else "cache_size_limit"
    return config.patch({name: 10_000})


def _first_line(error: BaseException) -> str:
    """What an error of a compiler says first, without the name of who called it."""
    lines = [line.strip() for line in str(error).splitlines()]
    said = [line for line in lines if line and not line.endswith("raised:")]
    return said[0].rstrip(".") if said else type(error).__name__

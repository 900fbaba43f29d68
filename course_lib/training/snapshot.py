"""What one update changes, copied before it, so that a failed update leaves no trace."""

from contextlib import contextmanager

import torch

from course_lib.device import lost

__all__ = ["Snapshot", "own_random_numbers", "rng_state", "set_rng_state"]


class Snapshot:
    """Parameters, buffers, the optimizer's state and the random numbers, as they were when last taken.

    The copies are made into the same memory each time, which is much faster than fresh memory. They cost
    as much of it as model and optimizer hold.
    """

    def __init__(self, model, optimizer):
        self.model, self.optimizer = model, optimizer
        self.tensors, self.copies = [], []

    @torch.no_grad()
    def take(self, device):
        """Copy the present state. If this fails, nothing has changed."""
        self.device, self.rng = device, rng_state(device)
        # shallow: which entries there are; a first step adds some
        self.states = {param: dict(state) for param, state in self.optimizer.state.items()}
        entries = [value for state in self.states.values() for value in state.values()]
        self.tensors = [*self.model.parameters(), *self.model.buffers(), *filter(torch.is_tensor, entries)]
        old = self.copies + [None] * (len(self.tensors) - len(self.copies))
        self.copies = [_copy_into(copy, tensor) for copy, tensor in zip(old, self.tensors, strict=False)]

    @torch.no_grad()
    def put_back(self):
        """Return to the state last taken, without gradients. Needs no memory on the device."""
        self.optimizer.zero_grad()
        for tensor, copy in zip(self.tensors, self.copies, strict=True):
            tensor.copy_(copy)
        self.optimizer.state.clear()
        self.optimizer.state.update(self.states)
        set_rng_state(self.rng)


def rng_state(device):
    """State of the global random generators that a model on the device draws from, by kind of device."""
    state = {"cpu": torch.get_rng_state()}
    if device.type != "cpu":
        state[str(device)] = getattr(torch, device.type).get_rng_state(device)
    return state


def set_rng_state(state):
    """Continue the random numbers from a `rng_state`; the CPU's first, since a device may be gone."""
    for name, value in state.items():
        device = torch.device(name)
        if device.type == "cpu":
            torch.set_rng_state(value)
        else:
            getattr(torch, device.type).set_rng_state(value, device)


@contextmanager
def own_random_numbers(device, seed):
    """Seed the global generators that layers draw from, and give them back as they were."""
    before = rng_state(device)
    torch.default_generator.manual_seed(seed)
    if device.type != "cpu":
        getattr(torch, device.type).manual_seed(seed)
    try:
        yield
    except BaseException as error:
        # asking a device that is gone for anything raises anew, and would hide why
        set_rng_state({"cpu": before["cpu"]} if lost(error) else before)
        raise
    set_rng_state(before)


def _copy_into(copy, tensor):
    alike = copy is not None and (copy.shape, copy.dtype, copy.device) == (
        tensor.shape,
        tensor.dtype,
        tensor.device,
    )
    return copy.copy_(tensor) if alike else tensor.detach().clone()

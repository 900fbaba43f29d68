"""An accelerator acted out on the CPU, for all tests of training."""

import pytest
import torch
from torch import nn

CPU, CUDA = torch.device("cpu"), torch.device("cuda")


class Stage:
    """Acts out CUDA: what is sent there stays on the CPU; `calls` records moves and what was emptied."""

    def __init__(self, patch):
        self.calls, self.at = [], None
        to, move = torch.Tensor.to, nn.Module.to

        def tensor_to(tensor, *args, **kwargs):
            return to(tensor, *(CPU if arg == CUDA else arg for arg in args), **kwargs)

        def module_to(module, device):
            self.at = device
            self.calls.append(f"to {device}")
            return move(module, device)

        patch.setattr(torch.Tensor, "to", tensor_to, raising=False)
        patch.setattr(nn.Module, "to", module_to)
        patch.setattr(torch.cuda, "empty_cache", lambda: self.calls.append("empty_cache"))
        patch.setattr(torch.cuda, "get_rng_state", lambda device: torch.zeros(16, dtype=torch.uint8))
        patch.setattr(torch.cuda, "set_rng_state", lambda state, device: None)
        patch.setattr(torch.cuda, "manual_seed", lambda seed: None)

    def on_cuda(self):
        return self.at == CUDA


@pytest.fixture
def stage(monkeypatch):
    return Stage(monkeypatch)

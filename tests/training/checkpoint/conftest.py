"""Twenty-three examples of two classes, and where the checkpoint lies."""

import pytest
import torch


@pytest.fixture
def data():
    generator = torch.Generator().manual_seed(1)
    X = torch.randn(23, 4, generator=generator)
    return X, (X[:, 0] > 0).long()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run.pt"

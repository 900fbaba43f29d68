"""Twenty-three examples of two classes, in double precision."""

import pytest
import torch


@pytest.fixture
def data():
    generator = torch.Generator().manual_seed(1)
    X = torch.randn(23, 4, dtype=torch.float64, generator=generator)
    return X, (X[:, 0] > 0).long()

"""Twenty-three examples on a line with noise."""

import numpy as np
import pytest


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(23, 3))
    return X, X @ [1.0, -2.0, 0.5] + 0.1 * rng.normal(size=23)

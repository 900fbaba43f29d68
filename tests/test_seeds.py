import doctest
import random
import subprocess
import sys

import numpy as np
import pytest
import torch

from course_lib import seeds
from course_lib.seeds import seed_all


def draws(seed):
    rng = seed_all(seed)
    return (
        rng.random(3).tolist(),
        random.random(),
        np.random.random(3).tolist(),  # noqa: NPY002
        torch.rand(3).tolist(),
    )


def test_every_source_repeats():
    assert draws(3) == draws(3)


def test_every_source_depends_on_the_seed():
    assert all(a != b for a, b in zip(draws(3), draws(4), strict=True))


def test_the_generator_is_independent_of_global_draws():
    rng = seed_all(5)
    np.random.random(100)  # noqa: NPY002
    np.testing.assert_array_equal(rng.random(4), np.random.default_rng(5).random(4))


def test_accepts_numpy_integers_and_both_ends():
    assert seed_all(np.int64(2**32 - 1)).random() == np.random.default_rng(2**32 - 1).random()
    seed_all(0)


@pytest.mark.parametrize("seed", [-1, 2**32])
def test_out_of_range(seed):
    with pytest.raises(ValueError, match=str(seed)):
        seed_all(seed)


@pytest.mark.bad_input
@pytest.mark.parametrize("seed", [1.5, "0", None, True])
def test_not_an_integer(seed):
    with pytest.raises(TypeError, match="must be an integer"):
        seed_all(seed)


def test_torch_is_never_imported():
    code = "import sys; from course_lib.seeds import seed_all; seed_all(1); assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_doctest():
    results = doctest.testmod(seeds)
    assert results.attempted > 0
    assert results.failed == 0

"""A mask from a generator; what passes is scaled, so that the mean stays."""

import numpy as np
import pytest
import torch

from course_lib.backprop import Tensor, dropout, dropout_backward, dropout_mask
from course_lib.backprop import functions as F


def test_a_mask_by_hand():
    mask = np.array([True, False, True, True])
    assert dropout([1.0, 2.0, 3.0, 4.0], 0.75, mask=mask).tolist() == [4, 0, 12, 16]
    assert dropout_backward([1.0, 1.0, 1.0, 1.0], [1.0, 2.0, 3.0, 4.0], 0.75, mask=mask)[0].tolist() == [
        4,
        0,
        4,
        4,
    ]
    assert dropout([1.0, 2.0], training=False).tolist() == [1, 2]


def test_with_torchs_mask_it_does_what_torch_does():
    torch.manual_seed(0)
    x = torch.randn(50, 20, dtype=torch.float64, requires_grad=True)
    theirs = torch.nn.functional.dropout(x, 0.3)
    theirs.sum().backward()
    mask = (theirs != 0).numpy()
    np.testing.assert_allclose(dropout(x.detach().numpy(), 0.3, mask=mask), theirs.detach(), rtol=1e-15)
    (grad,) = dropout_backward(np.ones((50, 20)), x.detach().numpy(), 0.3, mask=mask)
    np.testing.assert_allclose(grad, x.grad, rtol=1e-15)


def test_the_share_of_silence_is_p():
    for p in (0.0, 0.2, 0.9):
        silent = 1 - dropout_mask((100, 1000), p, rng=0).mean()
        assert abs(silent - p) <= 5 * np.sqrt(p * (1 - p) / 1e5)


def test_chance_comes_from_outside():
    rng = np.random.default_rng(3)
    first, second = dropout_mask((50,), 0.5, rng), dropout_mask((50,), 0.5, rng)
    assert (first != second).any()
    np.testing.assert_array_equal(first, dropout_mask((50,), 0.5, rng=3))


def test_the_tape_goes_back_through_the_same_mask():
    x = Tensor(np.arange(1.0, 101.0), requires_grad=True)
    y = F.dropout(x, 0.5, rng=0)
    y.sum().backward()
    np.testing.assert_array_equal(x.grad, y.data / x.data)
    assert set(x.grad) == {0.0, 2.0}
    assert F.dropout(x, training=False).data.tolist() == x.data.tolist()


def test_what_is_refused():
    for p in (1.0, -0.1, np.nan):
        with pytest.raises(ValueError, match=r"p must be in \[0, 1\)"):
            dropout_mask((2,), p)
    with pytest.raises(ValueError, match=r"needs a mask: dropout_mask\(x.shape, p, rng\)"):
        dropout([1.0])
    with pytest.raises(ValueError, match=r"mask must have the shape \(2,\) of x, got \(3,\)"):
        dropout([1.0, 2.0], mask=np.ones(3, bool))

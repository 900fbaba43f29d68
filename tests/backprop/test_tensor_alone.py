"""A tensor by itself: what it copies, says, hands out, and how it leaves the tape."""

import numpy as np
import pytest
from backprop.tensors_beside_torch import param

from course_lib.backprop import Tensor


def test_detach_cuts():
    w = param(2)
    y = w * 2
    cut = y.detach()
    assert not cut.requires_grad
    assert np.shares_memory(cut.data, y.data)
    (y.detach() * w).sum().backward()
    np.testing.assert_allclose(w.grad, 2 * w.data)


def test_numbers_leave_the_tensor():
    w = param(2)
    assert (w * 0).sum().item() == float((w * 0).sum()) == 0.0
    assert not (w * 0).sum()
    assert Tensor(2.0)
    with pytest.raises(ValueError, match="ambiguous"):
        bool(w)
    with pytest.raises(RuntimeError, match=r"detach\(\)\.numpy\(\)"):
        w.numpy()
    with pytest.raises(RuntimeError, match="detach"):
        np.asarray(w)
    assert w.detach().numpy() is not None
    np.testing.assert_array_equal(np.asarray(w.detach()), w.data)
    with pytest.raises(ValueError, match="size 1"):
        w.item()


def test_a_tensor_copies_what_it_is_given():
    x = np.ones(2)
    t = Tensor(x)
    x[0] = 5
    assert t.data.tolist() == [1, 1]
    assert Tensor(t).data is not t.data
    assert Tensor([1, 2]).dtype == np.float64


def test_a_tensor_says_what_it_is():
    w = Tensor([1.0, 2.0], requires_grad=True)
    assert repr(w) == "Tensor([1., 2.], requires_grad=True)"
    assert repr(w * 2) == "Tensor([2., 4.], made by '*')"
    assert repr(Tensor(0.5)) == "Tensor(0.5)"

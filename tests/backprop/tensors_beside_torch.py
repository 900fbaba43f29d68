"""Run one expression on our tensors and on torch's; compare value and every gradient."""

import numpy as np
import torch
from against_torch import assert_close

from course_lib.backprop import Tensor
from course_lib.gradcheck import check_gradient

rng = np.random.default_rng(0)


def param(*shape):
    return Tensor(rng.normal(size=shape), requires_grad=True)


def gradients(function, arrays, make, weight=None):
    """Value of an expression, and the gradients of Σ weight · value by each array."""
    leaves = [make(array) for array in arrays]
    value = function(*leaves)
    if weight is None:
        weight = np.random.default_rng(0).normal(size=tuple(value.shape))
    value.backward(weight if isinstance(value, Tensor) else torch.tensor(weight, dtype=value.dtype))
    return value, [np.zeros(a.shape, a.dtype) if leaf.grad is None else np.asarray(leaf.grad)
                   for leaf, a in zip(leaves, arrays, strict=True)]  # fmt: skip


def assert_agrees(ours, arrays, theirs=None, differences=False, rtol=1e-12):
    """``ours`` over tensors does what ``theirs`` does over torch's, in value and gradients."""
    arrays = [np.asarray(array) for array in arrays]
    value, grads = gradients(ours, arrays, lambda a: Tensor(a, requires_grad=True))
    expected, theirs_grads = gradients(theirs or ours, arrays, lambda a: torch.tensor(a, requires_grad=True))
    assert_close(value.data, expected.detach().numpy(), rtol)
    for grad, their in zip(grads, theirs_grads, strict=True):
        assert type(grad) is np.ndarray
        assert_close(grad, their, rtol)
    if differences:
        weight = np.random.default_rng(0).normal(size=value.shape)
        for at, grad in enumerate(grads):

            def f(x, at=at):
                return (
                    ours(*(Tensor(x if i == at else a) for i, a in enumerate(arrays))).data * weight
                ).sum()

            check_gradient(f, grad, arrays[at])

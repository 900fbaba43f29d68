"""Two networks with the same parameters, ours and torch's, on the same images."""

import numpy as np
import torch
from against_torch import assert_close

from course_lib.backprop import Tensor


def assert_same(mine, other, x):
    """Outputs, and the gradients by all parameters and by the images."""
    leaf, their_leaf = Tensor(x, requires_grad=True), torch.tensor(x, requires_grad=True)
    value, expected = mine(leaf), other(their_leaf)
    assert_close(value.data, expected.detach().numpy(), 1e-12)
    weight = np.random.default_rng(0).normal(size=value.shape)
    value.backward(weight), expected.backward(torch.tensor(weight))
    named = [*other.named_parameters(), ("the images", their_leaf)]
    for (name, tensor), parameter in zip(named, [*mine.parameters(), leaf], strict=True):
        np.testing.assert_allclose(parameter.grad, tensor.grad.numpy(), rtol=1e-10, atol=1e-12, err_msg=name)

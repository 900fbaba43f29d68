"""Call our function and torch's with equal arrays; compare value, gradient, shape and dtype."""

import numpy as np
import torch


def assert_close(actual, expected, rtol=1e-12):
    """Equal to twelve digits; terms of size 100 that cancel leave up to 1e-13 behind."""
    expected = np.asarray(expected)
    assert np.asarray(actual).dtype == expected.dtype
    assert np.shape(actual) == expected.shape
    np.testing.assert_allclose(actual, expected, rtol=rtol, atol=rtol / 10)


def torch_value_and_grad(function, x, *args, **kwargs):
    """Value of torch's function at x, and the gradient of its sum with respect to x."""
    leaf = torch.tensor(x, requires_grad=True)
    value = function(leaf, *map(as_torch, args), **{name: as_torch(arg) for name, arg in kwargs.items()})
    (grad,) = torch.autograd.grad(value.sum(), leaf)
    return value.detach().numpy(), grad.numpy()


def assert_matches_torch(loss, loss_grad, torch_loss, x, *args, **kwargs):
    """Our pair ``loss`` and ``loss_grad`` does what ``torch_loss`` and autograd do."""
    value, grad = torch_value_and_grad(torch_loss, x, *args, **kwargs)
    assert_close(loss(x, *args, **kwargs), value)
    assert_close(loss_grad(x, *args, **kwargs), grad)


def as_torch(value):
    if isinstance(value, tuple):
        return tuple(map(as_torch, value))
    return torch.tensor(value) if isinstance(value, np.ndarray) else value

"""Pairs on the tape: what is called, what is remembered, what is refused; every loss beside torch."""

import numpy as np
import pytest
from backprop.tensors_beside_torch import assert_agrees

from course_lib.backprop import Tensor, no_grad, register
from course_lib.backprop import functions as F


def cube(x, scale=1.0):
    return scale * x**3


def cube_backward(grad_output, x, scale=1.0):
    return (grad_output * 3 * scale * x**2,)


def split(x, y):
    """Two results of two inputs."""
    return x * y, (x + y).sum(axis=0)


def split_backward(grad_output, x, y):
    by_product, by_sum = grad_output
    return by_product * y + by_sum, by_product * x + by_sum


rng = np.random.default_rng(0)


def test_a_pair_is_called_with_its_options():
    x = Tensor([1.0, 2.0], requires_grad=True)
    y = register(cube, cube_backward)(x, scale=2.0)
    assert y.data.tolist() == [2, 16]
    assert repr(y).endswith("made by 'cube')")
    y.backward([1.0, 10.0])
    assert x.grad.tolist() == [6, 240]


def test_by_name_and_by_place():
    x, w, b = rng.normal(size=(4, 3)), rng.normal(size=(2, 3)), rng.normal(size=2)
    by_place = F.linear(*(Tensor(a, requires_grad=True) for a in (x, w, b)))
    tensors = {name: Tensor(a, requires_grad=True) for name, a in (("weight", w), ("bias", b), ("x", x))}
    by_name = F.linear(**tensors)
    np.testing.assert_array_equal(by_place.data, by_name.data)
    by_name.sum().backward()
    assert {name: t.grad.shape for name, t in tensors.items()} == {
        "weight": (2, 3), "bias": (2,), "x": (4, 3)}  # fmt: skip


def test_arrays_are_constants_beside_tensors():
    w = Tensor(rng.normal(size=(2, 3)), requires_grad=True)
    F.linear(rng.normal(size=(4, 3)), w).sum().backward()
    assert w.grad.shape == (2, 3)
    assert isinstance(F.relu(np.array([1.0])), Tensor)
    assert not F.relu(np.array([1.0])).requires_grad


def test_backward_is_called_once_for_all_inputs():
    calls = []

    def counted(grad_output, x, y):
        calls.append(1)
        return grad_output * y, grad_output * x

    def product(x, y):
        return x * y

    x, y = (Tensor(rng.normal(size=3), requires_grad=True) for _ in range(2))
    register(product, counted)(x, y).sum().backward()
    assert len(calls) == 1
    register(product, counted)(x, x).sum().backward()
    np.testing.assert_allclose(x.grad, y.data + 2 * x.data)


def test_several_results():
    x, y = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))

    def used(a, b):
        product, total = register(split, split_backward)(a, b)
        return (product**2).sum() + (total * product[0]).sum()

    def theirs(a, b):
        product, total = split(a, b)
        return (product**2).sum() + (total * product[0]).sum()

    assert_agrees(used, [x, y], lambda a, b: theirs(a, b), differences=True)
    product, total = register(split, split_backward)(Tensor(x), Tensor(y))
    assert (product.shape, total.shape) == ((2, 3), (3,))


def test_what_is_handed_on_stays_writable():
    x = Tensor([1.0, 2.0], requires_grad=True)

    def same(x):
        return x

    y = register(same, lambda grad_output, x: (grad_output,))(x)
    x.data[0] = 5
    with no_grad():
        x += 1
    assert y.requires_grad


def test_changes_in_place_are_told_but_those_of_its_own_state_are_not():
    x = Tensor(rng.normal(size=(4, 2)), requires_grad=True)
    mean, var = np.zeros(2), np.ones(2)
    first, second = (F.batch_norm(x, mean, var, training=True) for _ in range(2))
    (first * second).sum().backward()
    loss = F.gelu(x).sum()
    x.data += 1
    with pytest.raises(RuntimeError, match=r"'gelu' needs a value of shape \(4, 2\)"):
        loss.backward()


def test_what_has_no_gradient_says_so():
    x, t = Tensor([1.0], requires_grad=True), Tensor([2.0], requires_grad=True)
    with pytest.raises(TypeError, match=r"mse_loss has no gradient by targets: pass targets\.detach\(\)"):
        F.mse_loss(x, t)
    F.mse_loss(x, t.detach()).backward()
    assert x.grad.tolist() == [-2]


def test_a_pair_that_does_not_fit_is_told():
    x = Tensor(rng.normal(size=(2, 3)), requires_grad=True)
    with pytest.raises(TypeError, match="either backward or grad"):
        register(cube)
    with pytest.raises(TypeError, match="either backward or grad"):
        register(cube, cube_backward, grad=cube_backward)
    with pytest.raises(TypeError, match="cube_backward must return a tuple of gradients by x"):
        register(cube, lambda grad_output, x: grad_output)(x).sum().backward()
    with pytest.raises(ValueError, match=r"the gradient by x must have shape \(2, 3\), got \(3,\)"):
        register(cube, lambda grad_output, x: (grad_output.sum(0),))(x).sum().backward()
    with pytest.raises(TypeError, match="unexpected keyword"):
        register(cube, cube_backward)(x, scle=2.0)
    with pytest.raises(TypeError, match="missing"):
        F.mse_loss(x)

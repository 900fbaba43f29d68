"""Changes in place: refused on the tape, told where backward needs the old value, allowed elsewhere."""

import numpy as np
import pytest
from backprop.tensors_beside_torch import param

from course_lib.backprop import Tensor, no_grad
from course_lib.optim import SGD


@pytest.mark.parametrize("size", [3, 5000])
@pytest.mark.parametrize(
    ("operation", "told"),
    [
        (lambda w: w * w, r"'\*' needs"),
        (lambda w: w**3, r"'\*\*3' needs"),
        (lambda w: w.reshape(-1, 1) * w[0], r"'\*' needs"),
        (lambda w: w.T.log(), "'log' needs"),
        (lambda w: w / w, "'/' needs"),
    ],
)
@pytest.mark.parametrize(
    "change",
    [
        lambda x: x.__imul__(-1),
        lambda x: x.__iadd__(1e-6),
        lambda x: x.__setitem__(0, 9.0),
        lambda x: x.__setitem__(slice(None), x[::-1].copy()),
    ],
)
def test_a_change_in_place_before_backward_is_told(size, operation, told, change):
    w = Tensor(np.linspace(1, 2, size), requires_grad=True)
    loss = operation(w).sum()
    change(w.data)
    with pytest.raises(RuntimeError, match=f"{told} a value of shape .* changed in place"):
        loss.backward()
    assert w.grad is None


def test_an_optimizer_that_steps_too_early_is_told():
    w, v = param(2, 2), param(2, 2)
    optimizer = SGD([w.data, v.data], lr=0.1)
    loss = ((np.eye(2) @ w) @ v).sum()
    optimizer.step([np.ones((2, 2)), np.ones((2, 2))])
    with pytest.raises(RuntimeError, match=r"'@' needs a value of shape \(2, 2\)"):
        loss.backward()
    loss = ((np.eye(2) @ w) @ v).sum()
    loss.backward()
    optimizer.step([w.grad, v.grad])  # in time


def test_what_nobody_needs_may_change():
    w = param(2)
    loss = (w + 1).sum()
    w.data[:] = 0
    loss.backward()
    assert w.grad.tolist() == [1, 1]
    x, v = Tensor([1.0, 2.0]), param(2)
    loss = (x * v).sum()
    v.data[:] = 7  # x is needed, v is not, for nobody asks for the gradient of x
    loss.backward()
    assert v.grad.tolist() == [1, 2]


def test_the_result_of_an_operation_is_read_only_while_it_is_on_the_tape():
    w = param(2)
    with pytest.raises(ValueError, match="read-only"):
        w.tanh().data[0] = 1
    with no_grad():
        w.tanh().data[0] = 1
    Tensor([1.0]).tanh().data[0] = 2


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.__iadd__(1),
        lambda t: t.__isub__(1),
        lambda t: t.__imul__(2),
        lambda t: t.__itruediv__(2),
        lambda t: t.__setitem__(0, 5.0),
    ],
)
def test_in_place_on_the_tape_is_refused_and_off_the_tape_allowed(change):
    w = param(2)
    for recorded in (w, w * 1):
        with pytest.raises(RuntimeError, match=r"in place.*x = x \+ y.*no_grad\(\)"):
            change(recorded)
    before = w.data.copy()
    array = w.data
    with no_grad():
        change(w)
    assert w.data is array
    assert not np.array_equal(array, before)
    assert w.requires_grad
    with pytest.raises(RuntimeError, match="in place"):
        Tensor([1.0, 2.0]).__iadd__(w)


def test_no_grad_remembers_nothing_even_after_an_error():
    w = param(2)
    with pytest.raises(KeyError), no_grad(), no_grad():
        raise KeyError
    assert (w * 2).requires_grad

    @no_grad()
    def evaluate():
        return w * 2

    assert not evaluate().requires_grad
    assert evaluate().entry is None


@pytest.mark.parametrize("beside", [0.0, np.nan, 1e17])
def test_a_change_that_leaves_all_sums_as_they_were_is_told(beside):
    w = Tensor(np.r_[np.arange(-2500.0, 2501.0), beside], requires_grad=True)
    loss = (w * w).sum()
    w.data[:5001] = w.data[:5001][::-1].copy()
    with pytest.raises(RuntimeError, match="changed in place"):
        loss.backward()

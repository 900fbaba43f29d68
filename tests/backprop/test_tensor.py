"""Every operation of the array engine beside torch, in value and gradient, and beside differences."""

import numpy as np
import pytest
from arrays import arrays, shapes
from backprop.tensors_beside_torch import assert_agrees
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course_lib.backprop import Tensor, unbroadcast

two_shapes = hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=3)
safe = st.floats(0.25, 4.0)  # away from 0, where 1/x and log x blow up
rng = np.random.default_rng(0)

BINARY = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "fan-out": lambda a, b: (a * b + a) * a - b * b,
}
UNARY = {
    "neg": lambda a: -a,
    "**2": lambda a: a**2,
    "**3": lambda a: a**3,
    "**-0.5": lambda a: a**-0.5,
    "**0": lambda a: a**0,
    "exp": lambda a: a.exp(),
    "log": lambda a: a.log(),
    "sqrt": lambda a: a.sqrt(),
    "abs": lambda a: a.abs(),
    "tanh": lambda a: a.tanh(),
    "sigmoid": lambda a: a.sigmoid(),
    "relu": lambda a: a.relu(),
    "numbers": lambda a: (2 - 3 * a) / 4 + 5 / a - a / 2 - 1 + (1 + a),
}


@pytest.mark.parametrize("op", BINARY.values(), ids=list(BINARY))
@given(st.data())
def test_two_arrays_are_broadcast_and_back(op, data):
    one, other = data.draw(two_shapes).input_shapes
    assert_agrees(op, [data.draw(arrays(one, safe)), data.draw(arrays(other, safe))], rtol=1e-11)


@pytest.mark.parametrize("op", BINARY.values(), ids=list(BINARY))
def test_two_arrays_against_differences(op):
    assert_agrees(op, [rng.uniform(0.5, 2, (2, 1, 3)), rng.uniform(0.5, 2, (4, 1))], differences=True)


@pytest.mark.parametrize("op", UNARY.values(), ids=list(UNARY))
@given(st.data())
def test_one_array_entry_by_entry(op, data):
    assert_agrees(op, [data.draw(arrays(data.draw(shapes), safe))], rtol=1e-11)


@pytest.mark.parametrize("op", UNARY.values(), ids=list(UNARY))
def test_one_array_against_differences(op):
    assert_agrees(op, [rng.uniform(0.5, 2, (3, 2))], differences=True)


@pytest.mark.parametrize("name", ["tanh", "sigmoid", "relu", "abs", "exp"])
def test_signs_zeros_and_extremes(name):
    x = np.array([-1000.0, -30.0, -1.0, 0.0, 1.0, 30.0] + [700.0] * (name != "exp"))
    assert_agrees(lambda a: getattr(a, name)(), [x])


SIDES = [
    ((2, 3), (3, 4)),
    ((5, 2, 3), (3, 4)),
    ((2, 3), (5, 3, 1)),
    ((5, 1, 2, 3), (4, 3, 2)),
    ((3,), (3,)),
    ((3,), (3, 2)),
    ((2, 3), (3,)),
    ((3,), (5, 3, 2)),
    ((5, 2, 3), (3,)),
    ((0, 3), (3, 2)),
]


@pytest.mark.parametrize(("one", "other"), SIDES)
def test_products_of_stacks(one, other):
    sides = [rng.normal(size=one), rng.normal(size=other)]
    assert_agrees(lambda a, b: a @ b, sides, differences=0 not in one)


@given(st.data())
def test_products_of_drawn_shapes(data):
    batch = data.draw(hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=2, max_side=3)).input_shapes
    n, k, m = (data.draw(st.integers(1, 4)) for _ in range(3))
    assert_agrees(
        lambda a, b: a @ b, [rng.normal(size=(*batch[0], n, k)), rng.normal(size=(*batch[1], k, m))]
    )


def axes_of(ndim):
    some = st.lists(st.integers(0, ndim - 1), min_size=1, max_size=ndim, unique=True)
    return st.none() | st.integers(-ndim, ndim - 1) | some.map(tuple)


@pytest.mark.parametrize(
    ("ours", "theirs"), [("sum", "sum"), ("mean", "mean"), ("max", "amax"), ("min", "amin")]
)
@given(st.data())
def test_reductions(ours, theirs, data):
    x = data.draw(arrays(data.draw(hnp.array_shapes(min_dims=1, max_dims=3, max_side=3))))  # with ties
    axis, keep = data.draw(axes_of(x.ndim)), data.draw(st.booleans())
    dims = tuple(range(x.ndim)) if axis is None else axis
    assert_agrees(
        lambda a: getattr(a, ours)(axis=axis, keepdims=keep),
        [x],
        lambda a: getattr(a, theirs)(dim=dims, keepdim=keep),
    )


@given(st.data())
def test_unbroadcast_is_the_transpose_of_broadcasting(data):
    """⟨broadcast(x), g⟩ = ⟨x, unbroadcast(g)⟩, which defines a transpose."""
    found = data.draw(two_shapes)
    x, g = rng.normal(size=found.input_shapes[0]), rng.normal(size=found.result_shape)
    back = unbroadcast(g, x.shape)
    assert back.shape == x.shape
    assert (np.broadcast_to(x, g.shape) * g).sum() == pytest.approx((x * back).sum(), abs=1e-12)


def test_unbroadcast_refuses_what_was_never_broadcast():
    for shape in [(2,), (4, 3), (1, 1, 1)]:
        with pytest.raises(ValueError, match="does not broadcast"):
            unbroadcast(np.ones((2, 3)), shape)


@pytest.mark.parametrize("ours", [*UNARY.values(), lambda a: a @ a.T, lambda a: a.mean(0) + a.max() + a[0]])
def test_float32_stays_float32(ours):
    x = rng.uniform(0.5, 2, (3, 3)).astype(np.float32)
    t = Tensor(x, requires_grad=True)
    value = ours(t)
    value.backward(np.ones(value.shape, np.float32))
    assert value.dtype == t.grad.dtype == np.float32
    assert (t + np.float64(1)).dtype == np.float32


def test_a_gradient_has_the_dtype_of_its_tensor():
    narrow, wide = Tensor(np.ones(2, np.float32), requires_grad=True), Tensor(np.ones(2), requires_grad=True)
    (narrow * wide).sum().backward()
    assert (narrow.grad.dtype, wide.grad.dtype) == (np.float32, np.float64)


def test_arrays_on_the_left_ask_the_tensor():
    t = Tensor([[1.0, 2.0]], requires_grad=True)
    x = np.array([[3.0, 4.0]])
    for made in (x + t, x - t, x * t, x / t, x.T @ t, np.float64(2) * t):
        assert isinstance(made, Tensor)
        assert made.requires_grad


def test_what_is_no_number_is_refused():
    for wrong in ("text", [1 + 1j], np.zeros(2, np.float16)):
        with pytest.raises(TypeError, match=r"real numbers|float16"):
            Tensor(wrong)
    with pytest.raises(TypeError, match=r"exponent must be a number.*log"):
        Tensor(2.0) ** Tensor(2.0)
    with pytest.raises(ValueError, match=r"got shapes \(\) and \(2,\)"):
        Tensor(2.0) @ Tensor([1.0, 2.0])
    with pytest.raises(ValueError, match="broadcast"):
        Tensor([1.0, 2.0]) + Tensor([1.0, 2.0, 3.0])


def test_comparisons_give_arrays():
    t = Tensor([1.0, 2.0])
    assert [(t > 1).tolist(), (t >= 1).tolist(), (t < 2).tolist(), (t <= 1).tolist()] == [
        [False, True], [True, True], [True, False], [True, False]]  # fmt: skip
    assert (t == [1, 3]).tolist() == [True, False]
    assert (t != [1, 3]).tolist() == [False, True]
    assert len({t, Tensor([1.0, 2.0])}) == 2

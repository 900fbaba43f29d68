"""Indices, shapes and joining: every one beside torch."""

import numpy as np
import pytest
import torch
from backprop.tensors_beside_torch import assert_agrees
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course_lib.backprop import Tensor, concatenate, stack, where

rng = np.random.default_rng(0)

INDICES = {
    "tuple in a tuple": ((0, 0),),
    "two tuples": ((0, 2, 2), (1, 1, 1)),
    "number": 1,
    "negative": -1,
    "slice": slice(1, 3),
    "steps": slice(None, None, 2),
    "both": (slice(None), 2),
    "new axis": (None, slice(None), 0),
    "dots": (..., 1),
    "list": [0, 2, 2, 0],
    "pairs": (np.array([0, 1, 1]), np.array([2, 0, 0])),
    "mixed": (slice(0, 2), [1, 1]),
    "matrix": np.array([[0, 1], [1, 1]]),
    "mask": rng.normal(size=(3, 4)) > 0,
    "row mask": np.array([True, False, True]),
}


@pytest.mark.parametrize("index", INDICES.values(), ids=list(INDICES))
def test_indices(index):
    assert_agrees(lambda a: a[index] * 2.0, [rng.normal(size=(3, 4))], differences=True)


def test_a_torch_habit_for_every_other_entry():
    with pytest.raises(IndexError):
        Tensor([1.0, 2.0])[2]
    assert [row.data.tolist() for row in Tensor([[1.0], [2.0]])] == [[1.0], [2.0]]
    assert len(Tensor([1.0, 2.0])) == 2
    with pytest.raises(TypeError, match="one number has no length"):
        len(Tensor(1.0))


SHAPED = {
    "reshape": (lambda a: a.reshape(6, -1), None),
    "reshape tuple": (lambda a: a.reshape((4, 6)), None),
    "T": (lambda a: a[0].T, None),
    "mT": (lambda a: a.mT, None),
    "transpose": (lambda a: a.transpose(2, 0, 1), lambda a: a.permute(2, 0, 1)),
    "transpose negative": (lambda a: a.transpose((-1, 0, 1)), lambda a: a.permute(-1, 0, 1)),
    "transpose all": (lambda a: a.transpose(), lambda a: a.permute(2, 1, 0)),
    "swapaxes": (lambda a: a.swapaxes(0, 2), None),
    "broadcast_to": (lambda a: a.broadcast_to((5, 2, 3, 4)), None),
}


@pytest.mark.parametrize(("ours", "theirs"), SHAPED.values(), ids=list(SHAPED))
def test_shapes(ours, theirs):
    assert_agrees(
        lambda a: ours(a) * 3.0, [rng.normal(size=(2, 3, 4))], theirs and (lambda a: theirs(a) * 3.0)
    )


@given(st.integers(0, 2), st.lists(st.integers(0, 3), min_size=1, max_size=4))
def test_concatenate(axis, lengths):
    parts = [rng.normal(size=(2,) * axis + (n,) + (2,) * (2 - axis)) for n in lengths]
    assert_agrees(lambda *a: concatenate(a, axis), parts, lambda *a: torch.cat(a, axis))
    assert_agrees(lambda *a: concatenate(a, axis - 3), parts, lambda *a: torch.cat(a, axis - 3))


@given(st.integers(-3, 2), st.integers(1, 4))
def test_stack(axis, n):
    parts = [rng.normal(size=(2, 3)) for _ in range(n)]
    assert_agrees(lambda *a: stack(a, axis), parts, lambda *a: torch.stack(a, axis))


@given(st.data())
def test_where(data):
    one, other = data.draw(
        hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=3)
    ).input_shapes
    sides = [rng.normal(size=one), rng.normal(size=other)]
    assert_agrees(
        lambda a, b: where(a > b.data if isinstance(a, Tensor) else a > b, a, b * 2),
        sides,
        lambda a, b: torch.where(a > b, a, b * 2),
    )


def test_joining_takes_arrays_and_numbers_too():
    t = Tensor([1.0, 2.0], requires_grad=True)
    (concatenate([[5.0], t]) * [1.0, 2.0, 3.0]).sum().backward()
    where(t > 1.5, t, 0.0).sum().backward()
    assert t.grad.tolist() == [2.0, 4.0]
    for join in (concatenate, stack):
        with pytest.raises(ValueError, match="at least one tensor"):
            join([])
        with pytest.raises(ValueError, match=r"dimension|shape"):
            join([Tensor([[1.0]]), Tensor([1.0, 2.0])])

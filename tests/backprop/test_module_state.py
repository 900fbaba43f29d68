"""What a module keeps: a state is a copy, is loaded in place, and changes nothing if it does not fit."""

import numpy as np
import pytest

from course_lib.backprop import (
    MLP,
    Parameter,
)


def test_a_state_is_a_copy_and_is_loaded_in_place():
    model = MLP(2, [3], 1, rng=0)
    arrays = [p.data for p in model.parameters()]
    state = model.state_dict()
    for array in arrays:
        array += 1
    assert not np.array_equal(state["0.weight"], arrays[0])
    model.load_state_dict(state)
    np.testing.assert_array_equal(arrays[0], state["0.weight"])
    assert all(p.data is array for p, array in zip(model.parameters(), arrays, strict=True))


def test_a_state_that_does_not_fit_changes_nothing():
    model = MLP(2, [3], 1, rng=0)
    before = model.state_dict()
    state = {name: array + 1 for name, array in before.items()}
    wrong = dict(state, extra=np.ones(1))
    del wrong["0.bias"]
    with pytest.raises(ValueError, match=r"missing \['0.bias'\], unknown \['extra'\]"):
        model.load_state_dict(wrong)
    with pytest.raises(ValueError, match=r"2.bias must have shape \(1,\), got \(2,\)"):
        model.load_state_dict(dict(state, **{"2.bias": np.ones(2)}))
    for name, array in model.state_dict().items():
        np.testing.assert_array_equal(array, before[name])


def test_a_parameter_says_what_it_is():
    assert repr(Parameter([1.0])) == "Parameter([1.], requires_grad=True)"

r"""What is left of a gradient after many steps: laws on paper, and the numbers that ours give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.optim import clip_grad_norm
from course_lib.rnn import gru, gru_backward, lstm, lstm_backward, rnn, rnn_backward

rng = np.random.default_rng(0)
gains = st.floats(-2.5, 2.5, allow_subnormal=False)


@given(gains, st.integers(1, 40), st.integers(0, 9))
def test_the_scalar_law(w, steps, seed):
    r"""∂h_T/∂h_0 = ∏ w (1 − h_t²): one factor a step."""
    draws = np.random.default_rng(seed)
    x, first = draws.normal(size=(1, steps, 1)), draws.normal(size=(1, 1))
    args = x, first, [[0.7]], [[w]], [0.1], [-0.2]
    output, _ = rnn(*args)
    _, grad_first, *_ = rnn_backward((None, [[1.0]]), *args)
    assert grad_first.item() == pytest.approx(np.prod(w * (1 - output**2)), rel=1e-12)


def test_by_lag_it_is_the_same_law():
    """The input s steps back: the factors from there to the end, and the weight of the input."""
    x, args = rng.normal(size=(1, 12, 1)), ([[0.3]], [[0.7]], [[1.4]], [0.1], [-0.2])
    output, _ = rnn(x, *args)
    grad_x, *_ = rnn_backward((None, [[1.0]]), x, *args)
    bends = 1 - output[0, :, 0] ** 2
    after = np.cumprod(np.append(1.0, (1.4 * bends)[:0:-1]))[::-1]  # ∏ over the steps that follow
    np.testing.assert_allclose(grad_x[0, :, 0], 0.7 * bends * after, rtol=1e-12)


def test_the_law_for_matrices():
    r"""∂h_T/∂h_0 = ∏ diag(1 − h_t²) W, row by row."""
    x, first = rng.normal(size=(1, 6, 2)), rng.normal(size=(1, 3))
    weights = rng.normal(size=(3, 2)), rng.normal(size=(3, 3))
    output, _ = rnn(x, first, *weights)
    expected = np.eye(3)
    for h in output[0]:
        expected = np.diag(1 - h**2) @ weights[1] @ expected
    found = [rnn_backward((None, row[None]), x, first, *weights)[1][0] for row in np.eye(3)]
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-14)


def test_small_factors_vanish_and_large_ones_explode():
    """No input and no state, so that no bend is in the way: w to the power of T."""
    x, zero, steps = np.zeros((1, 50, 1)), np.zeros((1, 1)), 50
    for w in (0.5, 1.0, 1.5):
        grads = rnn_backward((None, [[1.0]]), x, zero, [[1.0]], [[w]])
        assert grads[1].item() == pytest.approx(w**steps, rel=1e-12)
    (explodes,) = [rnn_backward((None, [[1.0]]), x, zero, [[1.0]], [[1.5]])[0]]
    before = clip_grad_norm([explodes], 1.0)
    assert before > 1e8
    assert np.linalg.norm(explodes) == pytest.approx(1, rel=1e-6)


@given(st.integers(1, 60), st.floats(-3, 6))
def test_along_the_memory_it_is_the_forget_gate_alone(steps, bias):
    r"""∂c_T/∂c_0 = ∏ f_t where the state has no way into the gates."""
    x = rng.normal(size=(1, steps, 1))
    w_ih, b = rng.normal(size=(4, 1)), np.array([0.0, bias, 0.0, 0.0])
    args = x, (np.zeros((1, 1)), np.ones((1, 1))), w_ih, np.zeros((4, 1)), b
    forget = 1 / (1 + np.exp(-(w_ih[1, 0] * x[0, :, 0] + bias)))
    _, (_, grad_c), *_ = lstm_backward((None, (None, [[1.0]])), *args)
    assert grad_c.item() == pytest.approx(np.prod(forget), rel=1e-11)


def test_along_the_state_of_a_gru_it_is_the_update_gate_alone():
    x = rng.normal(size=(1, 30, 1))
    w_ih = rng.normal(size=(3, 1))
    update = 1 / (1 + np.exp(-w_ih[1, 0] * x[0, :, 0]))
    _, grad_first, *_ = gru_backward((None, [[1.0]]), x, [[0.4]], w_ih, np.zeros((3, 1)))
    assert grad_first.item() == pytest.approx(np.prod(update), rel=1e-11)


def test_a_bidirectional_view_sees_the_same_from_both_ends():
    """Read from its end, a sequence that is turned round gives the same states, turned round."""
    x, weights = rng.normal(size=(2, 7, 3)), (rng.normal(size=(8, 3)), rng.normal(size=(8, 2)))
    forward, last = lstm(x, None, *weights)
    backward, same = lstm(x[:, ::-1], None, *weights, reverse=True)
    np.testing.assert_array_equal(forward, backward[:, ::-1])
    np.testing.assert_array_equal(last, same)
    out, _ = gru(x, None, weights[0][:6], weights[1][:6], reverse=True)
    np.testing.assert_array_equal(out[:, -1], gru(x[:, -1:], None, weights[0][:6], weights[1][:6])[1])


@pytest.mark.bad_input
@pytest.mark.parametrize(("function", "gates"), [(rnn, 1), (lstm, 4), (gru, 3)])
def test_what_is_refused(function, gates):
    x, weights = np.ones((3, 5, 2)), (np.ones((4 * gates, 2)), np.ones((4 * gates, 4)))
    for wrong, told in (
        ([5, 0, 2], "lengths must be from 1 to the 5 steps of x, got 0"),
        ([5, 6, 2], "lengths must be from 1 to the 5 steps of x, got 6"),
        ([5, 2], r"lengths must be 3 whole numbers, one a sequence, got shape \(2,\) of int64"),
        ([5.0, 2.0, 1.0], r"3 whole numbers.*shape \(3,\) of float64"),
    ):
        with pytest.raises(ValueError, match=told):
            function(x, None, *weights, lengths=wrong)
    with pytest.raises(ValueError, match=r"x \(N, T, D\).*got \(3, 2\), "):
        function(x[:, 0], None, *weights)
    with pytest.raises(ValueError, match=r"x \(N, T, D\) must have at least one step, got \(3, 0, 2\)"):
        function(x[:, :0], None, *weights)
    state = np.ones((1, 3, 4))
    with pytest.raises(ValueError, match=r"state must have shape \(3, 4\), got \(1, 3, 4\)"):
        function(x, (state, state) if function is lstm else state, *weights)


@pytest.mark.bad_input
def test_what_the_backward_passes_refuse():
    x, weights = np.ones((3, 5, 2)), (np.ones((4, 2)), np.ones((4, 4)))
    with pytest.raises(TypeError, match="must be a pair, by output and last state, got ndarray"):
        rnn_backward(np.ones((3, 5, 4)), x, None, *weights)
    with pytest.raises(ValueError, match=r"output's shape \(3, 5, 4\), got \(5, 3, 4\)"):
        rnn_backward((np.ones((5, 3, 4)), None), x, None, *weights)
    with pytest.raises(TypeError, match=r"state must be a pair \(h, c\), got ndarray"):
        lstm(x, np.ones((3, 1)), np.ones((4, 2)), np.ones((4, 1)))

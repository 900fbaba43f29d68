"""Checks that cells and sequences share: inputs, weights, biases and states that fit each other."""

from course_lib.backprop.pair_checks import incoming, of_shape
from course_lib.checks import as_floats


def fitting(x, w_ih, w_hh, b_ih, b_hh, gates, layout):
    """Floats of shapes that fit, in the dtype of x; ``layout`` names the axes of x, as in "N, D"."""
    x = as_floats(x, "x")
    w_ih, w_hh = as_floats(w_ih, "w_ih", dtype=x.dtype), as_floats(w_hh, "w_hh", dtype=x.dtype)
    rows = gates * w_hh.shape[1] if w_hh.ndim == 2 else None
    if x.ndim != len(layout.split()) or w_hh.shape[:1] != (rows,) or w_ih.shape != (rows, x.shape[-1]):
        each = "H" if gates == 1 else f"{gates} H"
        raise ValueError(
            f"x ({layout}), w_ih ({each}, D) and w_hh ({each}, H) must agree in D and H, got {x.shape}, "
            f"{w_ih.shape} and {w_hh.shape}"
        )
    return x, w_ih, w_hh, of_shape(b_ih, (rows,), "b_ih", x.dtype), of_shape(b_hh, (rows,), "b_hh", x.dtype)


def two(state, name="state"):
    """The hidden state h and the memory c of an LSTM."""
    if not isinstance(state, tuple | list) or len(state) != 2:
        raise TypeError(f"{name} must be a pair (h, c), got {type(state).__name__}")
    return state


def incoming_or_none(grad, shape, dtype):
    """``grad`` if it has that shape; None says that the loss does not ask for this output."""
    return None if grad is None else incoming(grad, shape, dtype)


def outputs_of(grad_output):
    """The gradients by the output and by the last state."""
    if not isinstance(grad_output, tuple | list) or len(grad_output) != 2:
        raise TypeError(
            f"grad_output must be a pair, by output and last state, got {type(grad_output).__name__}"
        )
    return grad_output

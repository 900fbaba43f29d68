"""Checks that pairs share, later topics' too: the gradient that comes in, weights that fit."""

from course_lib.checks import as_floats


def incoming(grad_output, shape, dtype):
    """``grad_output`` in the dtype of the layer, if it has the shape of the layer's output."""
    grad_output = as_floats(grad_output, "grad_output", dtype=dtype)
    if grad_output.shape != tuple(shape):
        raise ValueError(f"grad_output must have the output's shape {tuple(shape)}, got {grad_output.shape}")
    return grad_output


def of_shape(values, shape, name, dtype):
    """``values`` as floats if they have that shape; ``None`` stays None."""
    if values is None:
        return None
    array = as_floats(values, name, dtype=dtype)
    if array.shape != tuple(shape):
        raise ValueError(f"{name} must have shape {tuple(shape)}, got {array.shape}")
    return array


def given(*gradients):
    """The gradients of what was given, in the order of the call."""
    return tuple(gradient for argument, gradient in gradients if argument is not None)

# ruff: noqa: F811, F821
import numpy as np


def bent_by(bend, z):
    return {"sigmoid": sigmoid, "tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[bend](z)


def slope_of(bend, h):
    return {"sigmoid": h * (1 - h), "tanh": 1 - h**2, "relu": h > 0}[bend]


def deep(grad_output, x, weights, bend, shortcut, slope=slope_of, way_back=None, above=False, input_of=0):
    # ours, with a knob for each mistake
    inputs, slopes = [x], []
    for W in weights:
        bent = bent_by(bend, inputs[-1] @ W.T)
        inputs.append(bent + shortcut * inputs[-1])
        slopes.append(slope(bend, inputs[-1] if above else bent))
    grads = []
    for place in reversed(range(len(weights))):
        delta = grad_output * slopes[place]
        grads.append(delta.T @ inputs[place + input_of])
        back = shortcut if way_back is None else way_back(shortcut)
        grad_output = delta @ weights[place] + back * grad_output
    return [grad_output, *reversed(grads)]


# %% the shortcut is forgotten on the way back
# says: has no shortcut
def deep_backward(grad_output, x, weights, bend, shortcut):
    return deep(grad_output, x, weights, bend, shortcut, way_back=lambda k: 0)


# %% the slopes are forgotten
# says: 1 - tanh²
def deep_backward(grad_output, x, weights, bend, shortcut):
    return deep(grad_output, x, weights, bend, shortcut, slope=lambda bend, h: np.ones(h.shape))


# %% the slope of the sigmoid for all
# says: The last layer
def deep_backward(grad_output, x, weights, bend, shortcut):
    return deep(grad_output, x, weights, bend, shortcut, slope=lambda bend, h: h * (1 - h))


# %% the slope of the sigmoid is 1/4
# says: Both slopes
def deep_backward(grad_output, x, weights, bend, shortcut):
    return deep(
        grad_output,
        x,
        weights,
        bend,
        shortcut,
        slope=lambda bend, h: 0.25 if bend == "sigmoid" else slope_of(bend, h),
    )


# %% the gradient by x is left out
# says: one for x
def deep_backward(grad_output, x, weights, bend, shortcut):
    return deep(grad_output, x, weights, bend, shortcut)[1:]


# %% the layers come in the order of the way back
# says: The last layer|The first layer
def deep_backward(grad_output, x, weights, bend, shortcut):
    at_x, *grads = deep(grad_output, x, weights, bend, shortcut)
    return [at_x, *grads[::-1]]


# %% each layer's output in place of its input
# says: its input is 1
def deep_backward(grad_output, x, weights, bend, shortcut):
    return deep(grad_output, x, weights, bend, shortcut, input_of=1)


# %% the mean over the inputs
# says: a sum over the rows
def deep_backward(grad_output, x, weights, bend, shortcut):
    at_x, *grads = deep(grad_output, x, weights, bend, shortcut)
    return [at_x, *(grad / len(x) for grad in grads)]


# %% no shortcut at all
# says: the second layer gets 1 \+ 2
def deep_backward(grad_output, x, weights, bend, shortcut):
    return deep(grad_output, x, weights, bend, 0)


# %% the slope is read off h, which holds the shortcut too
# says: Was it read off
def deep_backward(grad_output, x, weights, bend, shortcut):
    return deep(grad_output, x, weights, bend, shortcut, above=True)


# %% fools the visible tests: every shortcut counts as 1 on the way back
def deep_backward(grad_output, x, weights, bend, shortcut):
    return deep(grad_output, x, weights, bend, shortcut, way_back=lambda k: float(k > 0))


# %% fools the visible tests: the ReLU has a slope of 1 at 0
def deep_backward(grad_output, x, weights, bend, shortcut):
    def at_zero(bend, h):
        return h >= 0 if bend == "relu" else slope_of(bend, h)

    return deep(grad_output, x, weights, bend, shortcut, slope=at_zero)


# %% matrices that stand on their side
# says: a sum over the rows
def deep_backward(grad_output, x, weights, bend, shortcut):
    at_x, *grads = deep(grad_output, x, weights, bend, shortcut)
    return [at_x, *(grad.T for grad in grads)]


# %% blame goes back through the weights as it came forward
# says: Is W transposed
def deep_backward(grad_output, x, weights, bend, shortcut):
    at_x = deep(grad_output, x, [*weights], bend, shortcut)
    if np.ndim(weights[0]) and weights[0].shape[0] > 1:
        inputs, slopes = [x], []
        for W in weights:
            bent = bent_by(bend, inputs[-1] @ W.T)
            slopes.append(slope_of(bend, bent))
            inputs.append(bent + shortcut * inputs[-1])
        grads = []
        for W, h, slope in list(zip(weights, inputs[:-1], slopes, strict=True))[::-1]:
            delta = grad_output * slope
            grads.append(delta.T @ h)
            grad_output = delta @ W.T + shortcut * grad_output
        return [grad_output, *grads[::-1]]
    return at_x


# %% what takes the shortcut is bent too
# says: goes around the bend
def deep_backward(grad_output, x, weights, bend, shortcut):
    inputs, slopes, grads = [x], [], []
    for W in weights:
        bent = bent_by(bend, inputs[-1] @ W.T)
        slopes.append(slope_of(bend, bent))
        inputs.append(bent + shortcut * inputs[-1])
    for W, h, slope in list(zip(weights, inputs[:-1], slopes, strict=True))[::-1]:
        delta = grad_output * slope
        grads.append(delta.T @ h)
        grad_output = delta @ W + shortcut * delta
    return [grad_output, *grads[::-1]]

"""A loss, an optimizer and layers as one writes them at first, for the promises to find their faults."""

PLANTED = '''
import numpy as np

__all__ = ["planted_loss", "planted_loss_grad", "lonely_loss"]


def planted_loss(predictions, targets, delta=1.0, reduction="mean"):
    """A loss as one writes it at first."""
    predictions, targets = np.asarray(predictions), np.asarray(targets, dtype=np.float64)
    losses = np.log(1 + np.exp(delta * (predictions - targets)))
    return losses if reduction == "none" else losses.sum() if reduction == "sum" else losses.mean()


def planted_loss_grad(predictions, targets, delta=1.0, reduction="mean"):
    """Its gradient, which forgets that the mean divides."""
    predictions -= np.asarray(targets)
    return delta / (1 + np.exp(-delta * predictions))


def lonely_loss(predictions, targets, reduction="mean"):
    """A loss without its gradient."""
    return np.mean((np.asarray(predictions) - targets) ** 2)
'''

PLANTED_OPTIMIZER = '''
import numpy as np
from course_lib.optim import SGD, Optimizer

__all__ = ["Planted", "SGD"]


class Planted(Optimizer):
    """Momentum that forgets where it lives."""

    def __init__(self, params, lr=1e-3, momentum=0.9, weight_decay=0, *, maximize=False):
        super().__init__(params, lr, weight_decay, maximize)
        self.momentum = momentum
        self.buffers = [np.zeros(param.shape) for param in self.params]

    def update(self, i, param, grad):
        self.buffers[i] *= self.momentum
        self.buffers[i] += grad / (np.abs(grad) + 1e-50)
        self.params[i] = param - self.lr * self.buffers[i]
'''

PLANTED_LAYER = '''
import numpy as np
from course_lib.backprop import tanh, tanh_backward

__all__ = ["swish", "swish_backward", "triple", "triple_backward", "tanh", "tanh_backward"]


def swish(x, bias):
    """x times its sigmoid, and a bias that is spread wherever it is wanted."""
    return np.asarray(x) / (1 + np.exp(-x)) + bias


def swish_backward(grad_output, x, bias):
    """Its gradients."""
    chance = 1 / (1 + np.exp(-x))
    return grad_output * (chance + x * chance * (1 - chance)), grad_output


def triple(x, factor=3.0):
    """Three times x."""
    return factor * x


def triple_backward(grad_output, x, factor=3.0):
    return (factor * np.ones_like(x),)
'''

r"""The pairs as functions over tensors: ``from course_lib.backprop import functions as F``.

Each is called as in ``torch.nn.functional``. Later topics make theirs with ``register`` in the same way.
"""

import numpy as np

from course_lib import losses
from course_lib.backprop.activations import (
    leaky_relu,
    leaky_relu_backward,
    relu,
    relu_backward,
    sigmoid_backward,
    tanh,
    tanh_backward,
)
from course_lib.backprop.batch_norm import batch_norm, batch_norm_backward
from course_lib.backprop.dropout import dropout as _dropout
from course_lib.backprop.dropout import dropout_backward, dropout_mask
from course_lib.backprop.gelu import gelu, gelu_backward
from course_lib.backprop.layer_norm import layer_norm, layer_norm_backward
from course_lib.backprop.linear import linear, linear_backward
from course_lib.backprop.registry import register

__all__ = [
    "batch_norm",
    "binary_cross_entropy_with_logits",
    "cross_entropy",
    "dropout",
    "focal_loss",
    "gaussian_nll_loss",
    "gelu",
    "hinge_loss",
    "huber_loss",
    "info_nce_loss",
    "l1_loss",
    "layer_norm",
    "leaky_relu",
    "linear",
    "log_softmax",
    "logsumexp",
    "mse_loss",
    "poisson_nll_loss",
    "quantile_loss",
    "relu",
    "sigmoid",
    "softmax",
    "softplus",
    "tanh",
    "triplet_margin_loss",
]


def _softmax_backward(grad_output, logits, dim=-1):
    """The Jacobian of softmax times the gradient, without the Jacobian: p (g − Σ p g)."""
    probs = losses.softmax(logits, dim)
    return (probs * (grad_output - (probs * grad_output).sum(axis=dim, keepdims=True)),)


def _log_softmax_backward(grad_output, logits, dim=-1):
    return (grad_output - losses.softmax(logits, dim) * grad_output.sum(axis=dim, keepdims=True),)


def _logsumexp_backward(grad_output, logits, dim=-1, keepdim=False):
    grad_output = grad_output if keepdim else np.expand_dims(grad_output, dim)
    return (losses.softmax(logits, dim) * grad_output,)


relu = register(relu, relu_backward)
leaky_relu = register(leaky_relu, leaky_relu_backward)
gelu = register(gelu, gelu_backward)
tanh = register(tanh, tanh_backward)
sigmoid = register(losses.sigmoid, sigmoid_backward)
softplus = register(losses.softplus, grad=losses.softplus_grad)
softmax = register(losses.softmax, _softmax_backward)
log_softmax = register(losses.log_softmax, _log_softmax_backward)
logsumexp = register(losses.logsumexp, _logsumexp_backward)

linear = register(linear, linear_backward, inputs=("x", "weight", "bias"))
layer_norm = register(layer_norm, layer_norm_backward, inputs=("x", "weight", "bias"))
batch_norm = register(
    batch_norm,
    batch_norm_backward,
    inputs=("x", "weight", "bias"),
    state=("running_mean", "running_var"),
)
_masked = register(_dropout, dropout_backward)

mse_loss = register(losses.mse_loss, grad=losses.mse_loss_grad)
l1_loss = register(losses.l1_loss, grad=losses.l1_loss_grad)
huber_loss = register(losses.huber_loss, grad=losses.huber_loss_grad)
quantile_loss = register(losses.quantile_loss, grad=losses.quantile_loss_grad)
poisson_nll_loss = register(losses.poisson_nll_loss, grad=losses.poisson_nll_loss_grad)
gaussian_nll_loss = register(
    losses.gaussian_nll_loss,
    grad=(losses.gaussian_nll_loss_grad, losses.gaussian_nll_loss_grad_var),
    inputs=("predictions", "var"),
)
binary_cross_entropy_with_logits = register(
    losses.binary_cross_entropy_with_logits, grad=losses.binary_cross_entropy_with_logits_grad
)
cross_entropy = register(losses.cross_entropy, grad=losses.cross_entropy_grad)
focal_loss = register(losses.focal_loss, grad=losses.focal_loss_grad)
hinge_loss = register(losses.hinge_loss, grad=losses.hinge_loss_grad)
triplet_margin_loss = register(losses.triplet_margin_loss, grad=losses.triplet_margin_loss_grad)
info_nce_loss = register(losses.info_nce_loss, grad=losses.info_nce_loss_grad)


def dropout(x, p=0.5, training=True, rng=None):
    """Dropout with a fresh mask, drawn from a NumPy Generator (or from a seed)."""
    mask = dropout_mask(x.shape, p, rng) if training else None
    return _masked(x, p, training, mask)

"""Backpropagation: who is to blame? Gradients through graphs, layers and networks."""

from course_lib.backprop.activation_layers import GELU, LeakyReLU, ReLU, Sigmoid, Tanh
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
from course_lib.backprop.dropout import dropout, dropout_backward, dropout_mask
from course_lib.backprop.gelu import gelu, gelu_backward
from course_lib.backprop.initialization import kaiming_normal, orthogonal, xavier_uniform
from course_lib.backprop.joining import concatenate, stack, where
from course_lib.backprop.layer_norm import layer_norm, layer_norm_backward
from course_lib.backprop.layers import MLP, Linear, Sequential
from course_lib.backprop.linear import linear, linear_backward
from course_lib.backprop.module import Module, Parameter
from course_lib.backprop.registry import register
from course_lib.backprop.regular_layers import BatchNorm1d, Dropout, LayerNorm
from course_lib.backprop.tape import no_grad, unbroadcast
from course_lib.backprop.tensor import Tensor
from course_lib.backprop.value import Value, topological_order
from course_lib.losses import sigmoid

__all__ = [
    "GELU",
    "MLP",
    "BatchNorm1d",
    "Dropout",
    "LayerNorm",
    "LeakyReLU",
    "Linear",
    "Module",
    "Parameter",
    "ReLU",
    "Sequential",
    "Sigmoid",
    "Tanh",
    "Tensor",
    "Value",
    "batch_norm",
    "batch_norm_backward",
    "concatenate",
    "dropout",
    "dropout_backward",
    "dropout_mask",
    "gelu",
    "gelu_backward",
    "kaiming_normal",
    "layer_norm",
    "layer_norm_backward",
    "leaky_relu",
    "leaky_relu_backward",
    "linear",
    "linear_backward",
    "no_grad",
    "orthogonal",
    "register",
    "relu",
    "relu_backward",
    "sigmoid",
    "sigmoid_backward",
    "stack",
    "tanh",
    "tanh_backward",
    "topological_order",
    "unbroadcast",
    "where",
    "xavier_uniform",
]

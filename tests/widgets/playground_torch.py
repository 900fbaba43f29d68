"""The playground's network once more, written with ``torch.nn.functional``."""

import torch
import torch.nn.functional as F

ACTIVATIONS = {
    "linear": lambda z: z,
    "relu": F.relu,
    "leaky_relu": F.leaky_relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "gelu": lambda z: F.gelu(z, approximate="tanh"),
}
LOSSES = {
    "mse": F.mse_loss,
    "l1": F.l1_loss,
    "huber": lambda out, y: F.huber_loss(out, y, delta=0.5),
    "hinge": lambda out, y: torch.clamp(1 - y * out, min=0).mean(),
    "binary_cross_entropy_with_logits": F.binary_cross_entropy_with_logits,
    "cross_entropy": F.cross_entropy,
}


def network(x, params, activations, masks=None):
    """Outputs; ``params`` is a flat list weight, bias, weight, bias …"""
    layers = list(zip(params[::2], params[1::2], activations, strict=True))
    for k, (weight, bias, activation) in enumerate(layers):
        x = ACTIVATIONS[activation](F.linear(x, weight, bias))
        if masks and k < len(layers) - 1:
            x = x * masks[k]
    return x


def tensors(arrays):
    return [torch.tensor(a, dtype=torch.float64, requires_grad=True) for layer in arrays for a in layer]


def flat(values):
    return torch.cat([v.detach().reshape(-1) for v in values]).numpy()

"""What the playground draws during a run: first weights, batches, dropout masks, and how it codes targets.

With these a run in the page can be repeated anywhere, in torch too, number for number.
"""

from itertools import pairwise

import numpy as np

from course_lib.backprop.playground.data import DROPOUT, ORDER, WEIGHTS
from course_lib.mulberry import Mulberry32
from course_lib.shapes import Int, Real

__all__ = ["INITIALIZERS", "batches", "dropout_masks", "encode_targets", "initial_parameters"]


def _uniform(rng, bound, count):
    return bound * (2 * rng.uniform(count) - 1)


INITIALIZERS = {
    "zeros": lambda rng, count, fan_in, fan_out: np.zeros(count),
    "normal": lambda rng, count, fan_in, fan_out: 0.1 * rng.normal(count),
    "large_normal": lambda rng, count, fan_in, fan_out: rng.normal(count),
    "uniform": lambda rng, count, fan_in, fan_out: _uniform(rng, 0.5, count),
    "xavier_uniform": lambda rng, count, fan_in, fan_out: _uniform(
        rng, np.sqrt(6 / (fan_in + fan_out)), count
    ),
    "xavier_normal": lambda rng, count, fan_in, fan_out: np.sqrt(2 / (fan_in + fan_out)) * rng.normal(count),
    "kaiming_normal": lambda rng, count, fan_in, fan_out: np.sqrt(2 / fan_in) * rng.normal(count),
    "kaiming_uniform": lambda rng, count, fan_in, fan_out: _uniform(rng, 1 / np.sqrt(fan_in), count),
}


def initial_parameters(
    sizes: list[int] | tuple[int, ...], initializer: str = "kaiming_uniform", seed: int = 0
) -> list[tuple[np.ndarray, np.ndarray]]:
    r"""First weights and biases of a fully connected network.

    Parameters
    ----------
    sizes : units of each layer, from input to output
    initializer : str
        "zeros" · "normal", σ = 0.1 · "large_normal", σ = 1 · "uniform", U(±0.5) · "xavier_uniform",
        "xavier_normal" and "kaiming_normal" as in ``torch.nn.init`` · "kaiming_uniform" as
        ``torch.nn.Linear`` starts: weights and biases U(±1/√fan_in), which is ``kaiming_uniform_(a=√5)``.
        All others set biases to zero.
    seed : int

    Returns
    -------
    list of (weight (out, in), bias (out,)), one a layer. Each layer has its own stream of the seed.

    Raises
    ------
    ValueError
        For an unknown initializer.

    Examples
    --------
    >>> [w.shape for w, b in initial_parameters([2, 4, 1])]
    [(4, 2), (1, 4)]
    """
    if initializer not in INITIALIZERS:
        raise ValueError(f"initializer must be one of {', '.join(INITIALIZERS)}, got {initializer!r}")
    draw = INITIALIZERS[initializer]
    layers = []
    for k, (fan_in, fan_out) in enumerate(pairwise(sizes)):
        rng = Mulberry32.stream(seed, WEIGHTS, k)
        weight = draw(rng, fan_in * fan_out, fan_in, fan_out).reshape(fan_out, fan_in)
        bias = draw(rng, fan_out, fan_in, fan_out) if initializer == "kaiming_uniform" else np.zeros(fan_out)
        layers.append((weight, bias))
    return layers


def batches(n: int, batch_size: int, seed: int = 0, epoch: int = 0) -> list[Int[np.ndarray, " B"]]:
    """Rows of each batch of one epoch, shuffled; the last batch holds what is left.

    >>> [len(rows) for rows in batches(23, 10)]
    [10, 10, 3]
    """
    order = Mulberry32.stream(seed, ORDER, epoch).permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


def dropout_masks(
    hidden: list[int] | tuple[int, ...],
    n: int,
    rate: float | int | list[float | int] | tuple[float | int, ...],
    seed: int = 0,
    step: int = 0,
) -> list[np.ndarray]:
    r"""Inverted dropout: one mask (n, units) a hidden layer, for training step ``step``.

    .. math:: m = 0 \text{ with probability } p, \text{ else } \frac{1}{1 - p}

    Parameters
    ----------
    hidden : units of each hidden layer
    n : rows in the batch
    rate : p, in [0, 1), for all hidden layers, or a list with one for each
    seed, step : int

    Raises
    ------
    ValueError
        If a rate lies outside [0, 1) or their number is not that of the hidden layers.

    References
    ----------
    N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov (2014). Dropout: A Simple Way
    to Prevent Neural Networks from Overfitting. *Journal of Machine Learning Research* 15, 1929–1958.
    """
    rates = [rate] * len(hidden) if np.ndim(rate) == 0 else list(rate)
    if len(rates) != len(hidden):
        raise ValueError(f"expected one rate for each of {len(hidden)} hidden layers, got {len(rates)}")
    if not all(0 <= p < 1 for p in rates):
        raise ValueError(f"rate must be in [0, 1), got {rate}")
    masks = []
    for k, (units, p) in enumerate(zip(hidden, rates, strict=True)):
        draws = Mulberry32.stream(seed, DROPOUT, step, k).uniform((n, units))
        masks.append(np.where(draws < p, 0.0, 1 / (1 - p)))
    return masks


def encode_targets(loss: str, y: Real[np.ndarray, " N"], n_classes: int = 0) -> np.ndarray:
    """Targets (N, width) for a loss over the network's outputs.

    Numbers stay (n_classes = 0). Two classes need one output, save under "cross_entropy"; more need one each.
    The classes are coded 0 and 1 for both cross-entropies, −1 and 1 otherwise.

    >>> encode_targets("mse", np.array([0, 1]), 2).ravel()
    array([-1.,  1.])
    >>> encode_targets("cross_entropy", np.array([2]), 3)
    array([[0., 0., 1.]])
    """
    if n_classes == 0:
        return y[:, None].astype(float)
    one = n_classes == 2 and loss != "cross_entropy"
    hits = y[:, None] == (1 if one else np.arange(n_classes))
    return np.where(hits, 1.0, 0.0 if "cross_entropy" in loss else -1.0)

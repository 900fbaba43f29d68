r"""Many small recurrent networks side by side on the adding problem: one for each rate and seed."""

import numpy as np

from course_lib.rnn.adding import adding_problem
from course_lib.rnn.side_by_side_torch import draw_networks, learn


def learn_adding(
    cell: str,
    steps: int,
    seeds,
    rates=(0.03,),
    n_updates: int = 400,
    *,
    forget_bias: float | None = None,
    orthogonal: bool = False,
    hidden_size: int = 16,
    batch_size: int = 32,
    max_norm: float = 1.0,
) -> np.ndarray:
    r"""Squared error of networks that learn to add, on each batch before they learn from it.

    Each network has one recurrent layer and a linear one on its last state; first parameters are drawn as
    torch draws them, from :math:`U(-1/\sqrt H, 1/\sqrt H)`. Each gradient is clipped, then Adam takes a step.
    All networks are one stack of arrays, so that ten take hardly longer than one.

    Parameters
    ----------
    cell : "rnn", "lstm" or "gru"
    steps : int, the length T of the sequences
    seeds : iterable of int; a seed draws the parameters and all batches
    rates : learning rates of Adam
    n_updates : int
    forget_bias : float, both biases of an LSTM's forget gate together; by default as they are drawn
    orthogonal : True draws an orthogonal recurrent matrix for the RNN
    hidden_size, batch_size : int
    max_norm : float, the longest gradient that passes

    Returns
    -------
    (n_updates, rates, seeds)

    Raises
    ------
    ValueError
        If the cell is none of the three, or an option does not belong to it.

    Examples
    --------
    >>> learn_adding("gru", 4, seeds=range(3), rates=(0.01, 0.03), n_updates=5).shape
    (5, 2, 3)
    """
    rngs = [np.random.default_rng(seed) for seed in seeds]
    params = draw_networks(cell, 2, 1, rngs, len(rates), hidden_size, forget_bias, orthogonal)

    def cost(said, y):
        return (said[:, :, -1, 0] - y).square().mean(dim=1)

    def draw(rng):
        x, y = adding_problem(batch_size, steps, rng)
        return x, y.astype(np.float32)

    return learn(cell, params, rngs, rates, n_updates, draw, cost, max_norm)

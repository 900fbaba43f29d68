r"""Many small recurrent networks side by side on the copy problem: one for each rate and seed."""

import numpy as np
import torch.nn.functional as F

from course_lib.rnn.copying import copy_problem
from course_lib.rnn.side_by_side_torch import draw_networks, learn


def learn_copying(
    cell: str,
    wait: int,
    seeds,
    rates=(0.01,),
    n_updates: int = 400,
    *,
    length: int = 3,
    symbols: int = 4,
    forget_bias: float | None = None,
    orthogonal: bool = False,
    hidden_size: int = 24,
    batch_size: int = 32,
    max_norm: float = 1.0,
) -> np.ndarray:
    r"""Cross-entropy of networks that learn to copy, on each batch before they learn from it.

    .. math:: L = -\frac{1}{N K} \sum_{n,k} \log p(s_{nk} \mid x_n)

    The mean runs over the symbols that are to be written, not over the silent steps. Networks, starts and
    updates are those of :func:`course_lib.rnn.adding_torch.learn_adding`.

    Parameters
    ----------
    cell : "rnn", "lstm" or "gru"
    wait : int, silent steps before the answer
    seeds : iterable of int; a seed draws the parameters and all batches
    rates : learning rates of Adam
    n_updates : int
    length, symbols : int, how many symbols are to be copied, and how many kinds there are
    forget_bias : float, both biases of an LSTM's forget gate together; by default as they are drawn
    orthogonal : True draws an orthogonal recurrent matrix for the RNN
    hidden_size, batch_size : int
    max_norm : float, the longest gradient that passes

    Returns
    -------
    (n_updates, rates, seeds), nats a symbol

    Raises
    ------
    ValueError
        If the cell is none of the three, or an option does not belong to it.

    Examples
    --------
    >>> learn_copying("gru", 2, seeds=range(3), rates=(0.01, 0.03), n_updates=5).shape
    (5, 2, 3)
    """
    rngs = [np.random.default_rng(seed) for seed in seeds]
    params = draw_networks(cell, symbols + 1, symbols, rngs, len(rates), hidden_size, forget_bias, orthogonal)

    def cost(said, y):
        answers = said[:, :, -length:].permute(0, 3, 1, 2)  # (nets, S, N, K)
        return F.cross_entropy(answers, y, reduction="none").mean(dim=(1, 2))

    def draw(rng):
        return copy_problem(batch_size, wait, rng, length, symbols)

    return learn(cell, params, rngs, rates, n_updates, draw, cost, max_norm)

r"""Induction: a network that has learned to go on as it went on before, and the heads that do it."""

import numpy as np
import torch
import torch.nn.functional as F

from course_lib.attention.gpt_torch import GPT
from course_lib.attention.learning_torch import learn_once
from course_lib.checks import count


def repeated_sequences(n: int, length: int, vocab_size: int, rng, shortest: int = 6):
    r"""Random tokens that come again and again: a period drawn at random, repeated up to the length.

    .. math:: x_t = x_{t - P} \quad \text{for } t \ge P, \qquad P \sim U\{P_{\min}, \dots, T / 2\}

    As the period differs from row to row, no fixed distance helps: one has to look what came before.

    Parameters
    ----------
    n, length : N and T, at least twice the shortest period
    vocab_size : V
    rng : NumPy Generator, or the seed of one
    shortest : the least period

    Returns
    -------
    ids : (N, T) int64
    periods : (N,) int64

    Raises
    ------
    ValueError
        If the length has no room for the shortest period twice.

    Examples
    --------
    >>> ids, periods = repeated_sequences(2, 16, 10, rng=0, shortest=4)
    >>> bool((ids[0, periods[0]:] == ids[0, :-periods[0]]).all())
    True
    """
    rng, shortest = np.random.default_rng(rng), count(shortest, "shortest")
    if count(length, "length") < 2 * shortest:
        raise ValueError(f"length must be at least twice the shortest period, {2 * shortest}, got {length}")
    periods = rng.integers(shortest, length // 2 + 1, n)
    drawn = rng.integers(0, vocab_size, (n, length))
    return np.take_along_axis(drawn, np.arange(length) % periods[:, None], axis=1), periods


def learn_to_repeat(
    seed: int,
    n_updates: int = 500,
    *,
    positions: str = "rotary",
    length: int = 32,
    context: int = 256,
    vocab_size: int = 32,
    depth: int = 2,
    width: int = 64,
    rows: int = 32,
    rate: float = 0.01,
) -> GPT:
    r"""Train blocks of attention alone, without feed-forward layers, on repeated random sequences.

    Parameters
    ----------
    seed : int, draws the parameters and all sequences
    n_updates, rows : updates of Adam, and sequences in each; the rate rises and falls once
    positions, depth, width, context : of :class:`course_lib.attention.gpt_torch.GPT`
    length, vocab_size : of :func:`repeated_sequences`
    rate : the highest rate

    Returns
    -------
    GPT

    Examples
    --------
    >>> model = learn_to_repeat(0, n_updates=2, vocab_size=8, length=12)
    >>> len(model.blocks)
    2
    """
    torch.manual_seed(seed)
    model = GPT(vocab_size, depth, context, positions, width=width, feed_forward=0)
    ids, _ = repeated_sequences(n_updates * rows, length, vocab_size, np.random.default_rng(seed))

    learn_once(model, ids[:, :-1], ids[:, 1:], rate, rows, seed)
    return model


@torch.no_grad()
def weights_of(model, ids) -> list:
    """The attention weights (N, h, T, T) of each block while it reads ids (N, T)."""
    seen = []
    model(torch.as_tensor(ids), edit=lambda layer, weights: seen.append(weights) or weights)
    return seen


def induction_scores(model, ids, periods) -> np.ndarray:
    r"""How much each head looks at what came after the same token, all earlier periods together.

    .. math:: \frac{1}{|R|} \sum_{(n, t) \in R} \sum_{k \ge 1} a_{n,h,t,\,t - k P_n + 1},
        \qquad R = \{(n, t) : t \ge P_n\}

    Parameters
    ----------
    model : GPT
    ids, periods : of :func:`repeated_sequences`

    Returns
    -------
    (L, h), in [0, 1]

    Examples
    --------
    >>> scores = induction_scores(GPT(10, 2, width=64), *repeated_sequences(8, 32, 10, rng=0))
    >>> print(scores.shape, bool(scores.max() < 0.2))  # it has learned nothing yet
    (2, 4) True

    References
    ----------
    C. Olsson and others (2022). In-context Learning and Induction Heads. arXiv:2209.11895. "Prefix matching".
    """
    t = np.arange(ids.shape[1])
    back, period = t[:, None] - t + 1, np.asarray(periods)[:, None, None]  # 1 more than the distance
    return _share(weights_of(model, ids), (back >= period) & (back % period == 0), t >= period[:, 0])


def previous_token_scores(model, ids) -> np.ndarray:
    """How much each head looks at the token before: (L, h), in [0, 1]."""
    t = np.arange(ids.shape[1])
    return _share(weights_of(model, ids), (t[:, None] - t == 1)[None], np.tile(t >= 1, (len(ids), 1)))


def _share(layers, targets, asked):
    """The mean weight (L, h) on the targets (N, T, T) of the tokens that are asked (N, T)."""
    targets, asked = torch.as_tensor(targets)[:, None], torch.as_tensor(asked)
    found = [(weights * targets).sum(-1).transpose(1, 2) for weights in layers]  # (N, T, h)
    return np.stack([each[asked].mean(0).numpy() for each in found])


@torch.no_grad()
def repeat_loss(model, ids, periods, without=()) -> float:
    r"""What the repeated part costs, with some heads switched off.

    .. math:: -\frac{1}{|R|} \sum_{(n, t) \in R} \log p(x_{n,t+1} \mid x_{n,1}, \dots, x_{n,t})

    A head that is off gives zeros in place of its mix.

    Parameters
    ----------
    model : GPT
    ids, periods : of :func:`repeated_sequences`
    without : pairs (layer, head)

    Returns
    -------
    float, nats a token; ln V is what guessing costs
    """

    def off(layer, weights):
        alive = [float((layer, head) not in set(without)) for head in range(weights.shape[1])]
        return weights * torch.tensor(alive)[:, None, None]

    ids = torch.as_tensor(ids)
    logits, _ = model(ids[:, :-1], edit=off)
    each = F.cross_entropy(logits.transpose(1, 2), ids[:, 1:], reduction="none").numpy()
    return float(each[np.arange(ids.shape[1] - 1) >= np.asarray(periods)[:, None]].mean())

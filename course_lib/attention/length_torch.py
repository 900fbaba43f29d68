r"""Train short, test long: what a network that learned on short sequences does on longer ones."""

import numpy as np
import torch
import torch.nn.functional as F

from course_lib.attention.gpt_torch import GPT
from course_lib.attention.learning_torch import NOT_ASKED, learn_once
from course_lib.checks import count


def delayed_copy(n: int, length: int, vocab_size: int, rng, delay: int = 1):
    r"""Random tokens, and for each of them the one that stood ``delay`` places before.

    .. math:: y_t = x_{t - k}, \qquad y_t \text{ is not asked for } t < k

    Parameters
    ----------
    n, length : N and T
    vocab_size : V
    rng : NumPy Generator, or the seed of one
    delay : k ≥ 0, below T

    Returns
    -------
    x : (N, T) int64
    y : (N, T) int64, −100 where nothing is asked

    Raises
    ------
    ValueError
        If the delay leaves nothing to ask.

    Examples
    --------
    >>> for each in delayed_copy(1, 5, 9, rng=0, delay=2):
    ...     print(each[0])
    [7 5 4 2 2]
    [-100 -100    7    5    4]
    """
    if count(delay, "delay", low=0) >= count(length, "length"):
        raise ValueError(f"a delay of {delay} leaves nothing to ask in {length} tokens")
    x = np.random.default_rng(rng).integers(0, vocab_size, (n, length))
    y = np.full_like(x, NOT_ASKED)
    y[:, delay:] = x[:, : length - delay]
    return x, y


def learn_delayed_copy(
    positions: str,
    seed: int,
    n_updates: int = 200,
    *,
    delay: int = 1,
    length: int = 32,
    longest: int = 256,
    vocab_size: int = 16,
    depth: int = 1,
    width: int = 64,
    rows: int = 32,
    rate: float = 0.02,
) -> GPT:
    r"""Train a small GPT to say what stood before, on sequences of one length.

    Parameters
    ----------
    positions : how places are told, see :mod:`course_lib.attention.positions_torch`
    seed : int, draws the parameters and all sequences; two schemes with one seed read the same
    n_updates, rows, rate : of :func:`course_lib.attention.learning_torch.learn_once`
    delay, length, vocab_size : of :func:`delayed_copy`
    longest : the length up to which it will be tested; learned positions begin at random and stay so beyond
    depth, width : of :class:`course_lib.attention.gpt_torch.GPT`

    Returns
    -------
    GPT

    Examples
    --------
    >>> model = learn_delayed_copy("alibi", seed=0, n_updates=2)
    >>> loss_by_place(model, 40, rng=1).shape
    (40,)
    """
    torch.manual_seed(seed)
    model = GPT(vocab_size, depth, longest, positions, width=width)
    x, y = delayed_copy(n_updates * rows, length, vocab_size, np.random.default_rng(seed), delay)
    learn_once(model, x, y, rate, rows, seed)
    return model


@torch.no_grad()
def loss_by_place(model, length: int, rng, delay: int = 1, n: int = 100) -> np.ndarray:
    r"""What each place costs on new sequences, which may be longer than those in training.

    .. math:: L_t = -\frac{1}{N} \sum_n \log p(x_{n,t-k} \mid x_{n,0}, \dots, x_{n,t})

    Parameters
    ----------
    model : of :func:`learn_delayed_copy`
    length : T, at most the longest of the model
    rng : NumPy Generator, or the seed of one
    delay : k
    n : N, how many sequences

    Returns
    -------
    (T,), nats; NaN where nothing is asked. ln V is what guessing costs

    References
    ----------
    O. Press, N. A. Smith, M. Lewis (2022). Train Short, Test Long. ICLR. Figure 1 draws the same for texts.
    A. Kazemnejad and others (2023). The Impact of Positional Encoding on Length Generalization in
    Transformers. NeurIPS.
    """
    x, y = (
        torch.tensor(part) for part in delayed_copy(n, length, model.embedding.num_embeddings, rng, delay)
    )
    logits, _ = model(x)
    each = F.cross_entropy(logits.transpose(1, 2), y, reduction="none", ignore_index=NOT_ASKED).mean(dim=0)
    return torch.where(y[0] == NOT_ASKED, torch.nan, each).numpy()

r"""One pass over many short sequences, and the same for images: how the small experiments train."""

import torch
import torch.nn.functional as F

from course_lib.training import fit

NOT_ASKED = -100  # a target that costs nothing, as in torch


def learn_once(model, X, y, rate: float, rows: int, seed: int, epochs: int = 1):
    r"""Train a model on rows of tokens or on images; Adam's rate rises and falls once.

    .. math:: L = -\frac{1}{|A|} \sum_{(n,t) \in A} \log p(y_{n,t} \mid x_{n,1}, \dots, x_{n,t}), \qquad
        A = \{(n, t) : y_{n,t} \ne -100\}

    Parameters
    ----------
    model : :class:`course_lib.attention.gpt_torch.GPT`, or a classifier that gives logits alone
    X : (N, T) tokens, or (N, C, H, W) images
    y : (N, T) the token that should be said at each place, −100 where none is asked, or (N,) classes
    rate : the highest rate
    rows : in each update
    seed : of the order of the rows
    epochs : how often each row is read

    Returns
    -------
    float, the mean loss of the last epoch, nats

    Examples
    --------
    >>> from course_lib.attention.gpt_torch import GPT
    >>> ids = torch.arange(60).reshape(6, 10) % 5
    >>> losses = [learn_once(model, ids, ids, 0.02, rows=2, seed=0) for model in [GPT(5, 1)] * 9]
    >>> losses[0] > 10 * losses[-1]  # to say what one has just read is easy
    True
    """

    def loss(said, y):
        logits = said[0] if isinstance(said, tuple) else said
        return F.cross_entropy(logits.flatten(0, -2), y.flatten(), ignore_index=NOT_ASKED)

    def once_up_and_down(optimizer):
        updates = epochs * -(-len(X) // rows)
        return torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=updates, pct_start=0.2)

    history = fit(model, X, y, loss=loss, epochs=epochs, lr=rate, batch_size=rows, seed=seed,
                  schedule=once_up_and_down, device="cpu", progress=False)  # fmt: skip
    return history["loss"][-1]

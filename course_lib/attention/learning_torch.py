r"""One pass over many short sequences, and the same for images: how the small experiments train."""

import numpy as np
import torch
import torch.nn.functional as F

NOT_ASKED = -100  # a target that costs nothing, as in torch


def learn_once(model, X, y, rate: float, rows: int, seed: int, epochs: int = 1) -> np.ndarray:
    r"""Train a model on rows of tokens or on images, and give the loss of each update before it.

    .. math:: L = -\frac{1}{|A|} \sum_{(n,t) \in A} \log p(y_{n,t} \mid x_{n,1}, \dots, x_{n,t}), \qquad
        A = \{(n, t) : y_{n,t} \ne -100\}

    Gradients are clipped at 1; the rate of Adam rises and falls once, by a cosine.

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
    (updates,), nats

    Examples
    --------
    >>> from course_lib.attention.gpt_torch import GPT
    >>> ids = torch.arange(600).reshape(60, 10) % 5
    >>> losses = learn_once(GPT(5, 1), ids, ids, 0.03, rows=2, seed=0)
    >>> bool(losses[0] > 10 * losses[-1])  # to say what one has just read is easy
    True
    """
    X, y = torch.as_tensor(X), torch.as_tensor(y)
    order, losses = torch.Generator().manual_seed(seed), []
    optimizer = torch.optim.Adam(model.parameters(), rate)
    updates = epochs * -(-len(X) // rows)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=updates, pct_start=0.2)
    for _ in range(epochs):
        for batch in torch.randperm(len(X), generator=order).split(rows):
            said = model(X[batch])
            logits = said[0] if isinstance(said, tuple) else said
            loss = F.cross_entropy(logits.flatten(0, -2), y[batch].flatten(), ignore_index=NOT_ASKED)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            plan.step()
            losses.append(loss.item())
    return np.array(losses)

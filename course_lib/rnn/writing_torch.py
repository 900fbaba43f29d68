r"""A character model reads a long text, window after window, and writes one, token after token."""

import numpy as np
import torch
import torch.nn.functional as F

from course_lib.checks import count
from course_lib.rnn.sampling import next_char_distribution


def read_text(model, ids, updates: int, rows=32, window=32, rate=0.012, *, carry=True):
    r"""Train a model on a text, and give the loss of each window before its update.

    .. math:: L = -\frac{1}{N T} \sum_{n,t} \log p(x_{n,t+1} \mid x_{n,1}, \dots, x_{n,t})

    The text is cut into rows that lie side by side. All move on by one window, make one update of Adam, with
    gradients clipped at 1, and hand on their state without its history. At the end of the text they begin
    again with an empty state. Without ``carry`` each window is drawn from anywhere and read from nothing. The
    rate falls in a straight line to a twentieth.

    Parameters
    ----------
    model : called with (ids, state), such as :class:`course_lib.rnn.char_model_torch.CharRNNTorch`
    ids : (M,), the numbers of the text
    updates : int
    rows, window : N and T
    rate : the first learning rate
    carry : whether the state goes on from window to window; torch's generator draws the windows if not

    Returns
    -------
    array (updates,), nats a token

    Raises
    ------
    ValueError
        If the text is too short for its rows and window.

    Examples
    --------
    >>> from course_lib.rnn.char_model_torch import CharRNNTorch
    >>> losses = read_text(CharRNNTorch(3, 8), torch.tensor([0, 1, 2] * 100), 80, rows=4, window=8)
    >>> bool(losses[0] > 0.8 and losses[-1] < 0.1)
    True
    """
    rows, window = count(rows, "rows"), count(window, "window")
    if len(ids) < (least := rows * (window + 1)):
        raise ValueError(f"{rows} rows of {window} need {least} tokens, got {len(ids)}")
    windows = _in_order(ids, rows, window) if carry else _anywhere(ids, rows, window)
    optimizer = torch.optim.Adam(model.parameters(), rate)
    down = torch.optim.lr_scheduler.LinearLR(optimizer, 1, 0.05, total_iters=updates)
    state, losses = None, []
    for _, (reads, comes, goes_on) in zip(range(updates), windows, strict=False):
        logits, state = model(reads, state if goes_on else None)
        loss = F.cross_entropy(logits.flatten(0, 1), comes.flatten())
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        down.step()
        if carry:
            lstm = isinstance(state, tuple)
            state = tuple(part.detach() for part in state) if lstm else state.detach()
        losses.append(loss.item())
    return np.array(losses)


def _in_order(ids, rows, window):
    """Windows of tracks that lie side by side, what comes after each token, and whether they go on."""
    tracks, at = ids[: len(ids) // rows * rows].view(rows, -1), 0
    while True:
        if at + window >= tracks.shape[1]:
            at = 0
        yield tracks[:, at : at + window], tracks[:, at + 1 : at + window + 1], at > 0
        at += window


def _anywhere(ids, rows, window):
    while True:
        starts = torch.randint(len(ids) - window, (rows, 1))
        drawn = ids[starts + torch.arange(window + 1)]  # (rows, window + 1)
        yield drawn[:, :-1], drawn[:, 1:], False


@torch.no_grad()
def surprise(model, rows) -> np.ndarray:
    r"""What each token of some texts costs a model that has read those before it, from nothing.

    .. math:: -\log p(x_{n,t+1} \mid x_{n,1}, \dots, x_{n,t})

    Parameters
    ----------
    model : as of :func:`read_text`
    rows : (N, T + 1), texts side by side

    Returns
    -------
    (N, T), nats

    Examples
    --------
    >>> from course_lib.rnn.char_model_torch import CharRNNTorch
    >>> surprise(CharRNNTorch(3, 8), torch.tensor([[0, 1, 2, 0]])).shape
    (1, 3)
    """
    logits, _ = model(rows[:, :-1])
    return F.cross_entropy(logits.transpose(1, 2), rows[:, 1:], reduction="none").cpu().numpy()


@torch.no_grad()
def write_text(model, start, steps: int, rng, n: int = 1, **how) -> np.ndarray:
    r"""Let a model go on with a text: draw a token, read it, draw the next one.

    .. math:: x_{t+1} \sim p(\,\cdot \mid x_1, \dots, x_t)

    Parameters
    ----------
    model : as of :func:`read_text`
    start : (S,) numbers of at least one token that all n texts begin with, or (n, S)
    steps : int, how many tokens are drawn
    rng : NumPy Generator, or the seed of one
    n : int, how many texts are written side by side
    **how : temperature, top_k, top_p of :func:`course_lib.rnn.next_char_distribution`

    Returns
    -------
    (n, steps) int64, what was drawn, without the start

    Raises
    ------
    ValueError
        If there are several starts, but not n.

    Examples
    --------
    >>> from course_lib.rnn.char_model_torch import CharRNNTorch
    >>> write_text(CharRNNTorch(3, 8), [0], 5, rng=0, n=2).shape
    (2, 5)
    """
    rng, start = np.random.default_rng(rng), np.atleast_2d(start)
    if len(start) not in (1, n):
        raise ValueError(f"start must be one row, or {n} for n = {n}, got {len(start)}")
    device = next((p.device for p in model.parameters()), None)
    now, state, drawn = torch.tensor(np.tile(start, (n // len(start), 1)), device=device), None, []
    for _ in range(count(steps, "steps")):
        logits, state = model(now, state)
        upto = next_char_distribution(logits[:, -1].double().cpu().numpy(), **how).cumsum(axis=1)
        chosen = (upto < rng.random((n, 1)) * upto[:, -1:]).sum(axis=1, keepdims=True)
        now = torch.tensor(chosen, device=device)
        drawn.append(chosen[:, 0])
    return np.stack(drawn, axis=1)

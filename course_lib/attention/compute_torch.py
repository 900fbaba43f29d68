r"""Parameters and multiply–adds of a model, counted: what a race at equal compute is measured in."""

from torch import nn

from course_lib.attention.block_torch import SelfAttention
from course_lib.checks import count


def n_parameters(model) -> int:
    """How many numbers a model learns."""
    return sum(p.numel() for p in model.parameters())


def multiply_adds(model, window: int) -> float:
    r"""Multiply–adds that a model spends on one token, forward, on average over a window from nothing.

    .. math:: \sum_{\text{matrices}} (\text{out} \cdot \text{in}) + \sum_{\text{blocks}} 2 D\, \frac{T + 1}{2}

    Each weight of a matrix is used once for each token; an embedding is a look-up and costs nothing. For each
    token that a token sees, attention pays D for the scores of all heads and D for the mix. Training costs
    three times as much, and each multiply–add is two FLOPs: 6 × this × tokens.

    Parameters
    ----------
    model : torch module of linear, recurrent and attention layers
    window : T; the context of its attention is at least as long

    Returns
    -------
    float

    Examples
    --------
    >>> from course_lib.rnn.char_model_torch import CharRNNTorch
    >>> multiply_adds(CharRNNTorch(65, 128, 32, "gru"), 32) == 3 * (32 * 128 + 128 * 128) + 128 * 65
    True

    References
    ----------
    J. Kaplan and others (2020). Scaling Laws for Neural Language Models. arXiv:2001.08361.
    Section 2.1, C = 6 N.
    """
    window, total = count(window, "window"), 0.0
    for module in model.modules():
        if isinstance(module, nn.RNNBase):
            total += sum(p.numel() for p in module.parameters() if p.ndim == 2)
        elif isinstance(module, nn.Linear):
            total += module.weight.numel()
        elif isinstance(module, SelfAttention):
            total += module.out_proj.out_features * (window + 1)
    return total


def updates_for(model, flops: float | int, rows: int, window: int) -> int:
    """How many updates on rows × window tokens a number of FLOPs pays for."""
    return int(flops / (6 * multiply_adds(model, window) * rows * window))

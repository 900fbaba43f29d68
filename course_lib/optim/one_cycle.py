r"""One cycle of learning: the rate rises once and falls once, the momentum does the opposite."""

import numpy as np

from course_lib.checks import Number, count, number, one_number, positive_float
from course_lib.optim.schedules import Steps, as_steps, cosine_between, like


def one_cycle(
    step: Steps,
    max_lr: Number,
    total_steps: int,
    pct_start: Number = 0.3,
    anneal_strategy: str = "cos",
    div_factor: Number = 25.0,
    final_div_factor: Number = 1e4,
) -> float | np.ndarray:
    r"""One rise to a large rate and one long fall to almost nothing.

    .. math::
        \eta_t = \operatorname{anneal}\Bigl(\frac{\eta_{\max}}{d} \to \eta_{\max},\ \frac{t}{u}\Bigr)
        \text{ for } t \le u, \qquad
        \operatorname{anneal}\Bigl(\eta_{\max} \to \frac{\eta_{\max}}{d\,e},\ \frac{t - u}{T - 1 - u}\Bigr)
        \text{ after}, \qquad u = pT - 1

    where anneal(a → b, s) is b + (a − b)(1 + cos πs)/2, or a + (b − a)s for "linear".

    Parameters
    ----------
    step : int in [0, T − 1], or an array of them
        t, steps taken so far.
    max_lr : float, ≥ 0
        The largest rate.
    total_steps : int, ≥ 2
        T, the number of steps of the whole training.
    pct_start : float, in (1 / T, 1)
        p, the share of the steps in which the rate rises.
    anneal_strategy : "cos" or "linear"
    div_factor, final_div_factor : floats, > 0
        d and e: the first rate is max_lr / d, the last is max_lr / (d · e).

    Returns
    -------
    The rate, the same as of ``torch.optim.lr_scheduler.OneCycleLR`` with two phases.

    Raises
    ------
    ValueError
        If a number lies outside its range, or a step beyond the end of the cycle.

    Examples
    --------
    >>> one_cycle(np.array([0, 29, 99]), max_lr=1.0, total_steps=100)
    array([4.e-02, 1.e+00, 4.e-06])

    References
    ----------
    L. N. Smith and N. Topin (2018). Super-Convergence: Very Fast Training of Neural Networks Using Large
    Learning Rates. arXiv:1708.07120.
    """
    top = number(max_lr, "max_lr")
    first = top / positive_float(div_factor, "div_factor")
    last = first / positive_float(final_div_factor, "final_div_factor")
    return _two_phases(step, total_steps, pct_start, anneal_strategy, first, top, last)


def one_cycle_momentum(
    step: Steps,
    total_steps: int,
    pct_start: Number = 0.3,
    anneal_strategy: str = "cos",
    base_momentum: Number = 0.85,
    max_momentum: Number = 0.95,
) -> float | np.ndarray:
    r"""The momentum that goes with :func:`one_cycle`: low while the rate is high.

    .. math:: \mu_{\max} \to \mu_{\text{base}} \text{ while the rate rises}, \qquad
              \mu_{\text{base}} \to \mu_{\max} \text{ while it falls}

    Arguments and errors are those of :func:`one_cycle`. The result goes into ``optimizer.momentum``, or into
    β₁ of ``optimizer.betas``, as ``OneCycleLR`` does with ``cycle_momentum=True``.

    >>> one_cycle_momentum(np.array([0, 29, 99]), total_steps=100)
    array([0.95, 0.85, 0.95])

    References
    ----------
    L. N. Smith (2018). A disciplined approach to neural network hyper-parameters: Part 1. arXiv:1803.09820.
    """
    low, high = number(base_momentum, "base_momentum"), number(max_momentum, "max_momentum")
    return _two_phases(step, total_steps, pct_start, anneal_strategy, high, low, high)


def _two_phases(step, total_steps, pct_start, anneal_strategy, first, middle, last):
    """From first to middle and on to last; torch lets each phase end one step early."""
    total = count(total_steps, "total_steps", low=2)
    if anneal_strategy not in _ANNEAL:
        raise ValueError(f'anneal_strategy must be "cos" or "linear", got {anneal_strategy!r}')
    one_number(pct_start, "pct_start")
    if not 1 / total < pct_start < 1:
        raise ValueError(f"pct_start must be in (1 / total_steps, 1) = ({1 / total:g}, 1), got {pct_start}")
    t, end, anneal = as_steps(step, below=total), total - 1, _ANNEAL[anneal_strategy]
    turn = float(pct_start) * total - 1
    rising, falling = anneal(first, middle, t / turn), anneal(middle, last, (t - turn) / (end - turn))
    return like(step, np.where(t <= turn, rising, falling))


def _linear(start, end, share):
    return start + (end - start) * share


_ANNEAL = {"cos": cosine_between, "linear": _linear}

r"""A fair race needs a tuned rate for everybody: try a grid, and widen it where its end wins."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.checks import count
from course_lib.shapes import Float


@dataclass(frozen=True, eq=False)
class TunedRate:
    """What a search found: the best rate ``lr``, and all trials in rising order, ``lrs`` and ``scores``.

    ``widened`` counts the rates that were tried beyond the grid; 0 means that the budget was the grid.
    """

    lr: float
    lrs: Float[np.ndarray, " trials"]
    scores: Float[np.ndarray, " trials"]
    widened: int


def tune_lr(score: Callable[[float], float], lrs, max_widened: int = 10) -> TunedRate:
    r"""The rate with the lowest score; never one at the end of what was tried.

    .. math:: \eta^\ast = \arg\min_{\eta \in \{\eta_1, \ldots, \eta_k\}} \operatorname{score}(\eta),
              \qquad \eta_1 < \eta^\ast < \eta_k

    If the lowest score lies at an end, the truth may lie beyond it. Then one more rate is tried there, as far
    from the end as the last two rates are from each other, by their ratio; and so on.

    Parameters
    ----------
    score : function of a learning rate
        Lower is better: a validation loss, say, averaged over seeds. NaN counts as infinite, so a run that
        diverged is the worst. Called once for each rate.
    lrs : array_like of at least three rates > 0, rising
        The grid, for example ``np.geomspace(1e-3, 1, 7)``.
    max_widened : int, ≥ 0
        How many more rates may be tried.

    Returns
    -------
    :class:`TunedRate`; of two equal scores the smaller rate wins.

    Raises
    ------
    ValueError
        If the rates are fewer than three, not positive or not rising.
    RuntimeError
        If an end still wins after ``max_widened`` more rates, or no score is finite.

    Examples
    --------
    >>> found = tune_lr(lambda lr: abs(np.log10(lr) + 3), [0.01, 0.1, 1.0])
    >>> print(f"{found.lr:g}", found.widened, found.lrs)
    0.001 2 [1.e-04 1.e-03 1.e-02 1.e-01 1.e+00]

    References
    ----------
    D. Choi, C. J. Shallue, Z. Nado, J. Lee, C. J. Maddison, G. E. Dahl (2019). On Empirical Comparisons of
    Optimizers for Deep Learning. arXiv:1910.05446.
    """
    rates = list(np.asarray(lrs, dtype=np.float64).reshape(-1))
    if np.ndim(lrs) != 1 or len(rates) < 3 or not (np.diff([0.0, *rates]) > 0).all():
        raise ValueError(f"lrs must be at least three positive rising rates, got {lrs}")
    budget = count(max_widened, "max_widened", low=0)
    scores = [_number(score(lr)) for lr in rates]
    grid = len(rates)
    while np.isfinite(scores).any():
        best = int(np.argmin(scores))
        if 0 < best < len(rates) - 1:
            return TunedRate(float(rates[best]), np.array(rates), np.array(scores), len(rates) - grid)
        if len(rates) - grid == budget:
            raise RuntimeError(f"the best rate is still at an end, {rates[best]:g}: choose another grid")
        if best == 0:
            beyond, at = rates[0] ** 2 / rates[1], 0
        else:
            beyond, at = rates[-1] ** 2 / rates[-2], len(rates)
        rates.insert(at, beyond)
        scores.insert(at, _number(score(beyond)))
    raise RuntimeError(f"no rate from {rates[0]:g} to {rates[-1]:g} gave a finite score")


def _number(score):
    """A Python float; a run that diverged counts as infinitely bad."""
    return np.inf if np.isnan(score) else float(score)

r"""The mean of the last stretch of a path is often better than its end: noise cancels."""

from collections.abc import Callable

from course_lib.checks import Number, share
from course_lib.optim._checks import ArrayLikes, Arrays, matching, updatable


def get_ema_avg_fn(decay: Number = 0.999) -> Callable:
    r"""Exponential moving average: old weights are forgotten, over about 1/(1 − decay) updates.

    .. math:: \bar\theta \leftarrow d\, \bar\theta + (1 - d)\, \theta

    Parameters
    ----------
    decay : float, in [0, 1]
        d, the share of the old average that is kept.

    Returns
    -------
    A function of (average, param, n_averaged) for :class:`AveragedModel`, as in ``torch.optim.swa_utils``.

    Raises
    ------
    ValueError
        If decay lies outside [0, 1].

    Examples
    --------
    >>> get_ema_avg_fn(0.75)(1.0, 5.0, 1)
    2.0
    """
    decay = share(decay, "decay")
    return lambda average, param, n_averaged: decay * average + (1 - decay) * param


def get_swa_avg_fn() -> Callable:
    r"""Plain mean of all weights seen, kept up to date without storing them.

    .. math:: \bar\theta \leftarrow \bar\theta + \frac{\theta - \bar\theta}{n + 1}

    Returns
    -------
    A function of (average, param, n_averaged) for :class:`AveragedModel`, as in ``torch.optim.swa_utils``.

    Examples
    --------
    >>> get_swa_avg_fn()(1.0, 5.0, 1)
    3.0
    """
    return lambda average, param, n_averaged: average + (param - average) / (n_averaged + 1)


class AveragedModel:
    r"""A running average of the parameters, beside those that are trained.

    .. math:: \bar\theta_1 = \theta_1, \qquad
              \bar\theta_{n+1} = \operatorname{avg}(\bar\theta_n, \theta_{n+1}, n)

    Parameters
    ----------
    params : list of float arrays, any shapes
        Copied; the average has their shapes and dtypes.
    avg_fn : function of (average, param, n_averaged)
        :func:`get_swa_avg_fn`, the plain mean, by default; or :func:`get_ema_avg_fn`.

    Attributes
    ----------
    params : list of arrays
        The average so far; a copy of the first ``params`` before the first update.
    n_averaged : int
        Number of updates.

    Raises
    ------
    TypeError
        If params is not a list of float arrays.

    Examples
    --------
    >>> import numpy as np
    >>> w = np.array([0.0, 10.0])
    >>> average = AveragedModel([w])
    >>> for _ in range(3):
    ...     w += 1
    ...     average.update_parameters([w])
    >>> print(average.params[0], average.n_averaged)
    [ 2. 12.] 3

    References
    ----------
    B. T. Polyak and A. B. Juditsky (1992). Acceleration of Stochastic Approximation by Averaging.
    *SIAM Journal on Control and Optimization* 30(4), 838–855.

    P. Izmailov, D. Podoprikhin, T. Garipov, D. Vetrov, A. G. Wilson (2018). Averaging Weights Leads to Wider
    Optima and Better Generalization. UAI. Algorithm 1.

    Notes
    -----
    torch's class takes a module where ours takes a list of arrays.
    """

    def __init__(self, params: Arrays, avg_fn: Callable | None = None):
        self.params = [param.copy() for param in updatable(params)]
        self.avg_fn = avg_fn or get_swa_avg_fn()
        self.n_averaged = 0

    def update_parameters(self, params: ArrayLikes) -> None:
        """Take the current parameters into the average; the first update copies them."""
        params = matching(params, self.params, "params")
        for average, param in zip(self.params, params, strict=True):
            average[...] = self.avg_fn(average, param, self.n_averaged) if self.n_averaged else param
        self.n_averaged += 1

r"""Which learning rates are worth a try? Raise the rate from step to step and watch the loss."""

from collections.abc import Callable

import numpy as np

from course_lib.checks import Number
from course_lib.optim._checks import Arrays, updatable
from course_lib.optim.sgd import SGD
from course_lib.shapes import Float


def range_test(
    loss_and_grads: Callable, params: Arrays, lrs, optimizer: Callable = SGD, factor: Number = 4.0, **options
) -> Float[np.ndarray, " trials"]:
    r"""Losses of one short run in which each step has the next, larger rate.

    .. math:: \theta_{t+1} = \theta_t + \text{a step with the rate } \eta_t, \qquad L_t = L(\theta_t)

    A good rate lies where the loss falls fastest, well below the rate at which it turns up.

    Parameters
    ----------
    loss_and_grads : function of the list of parameters
        Returns the loss, a number, and the list of gradients; it may take another batch at each call.
    params : list of float arrays
        The start; we work on copies.
    lrs : array_like of rates, rising
        For example ``np.geomspace(1e-5, 1, 100)``.
    optimizer : class
        :class:`SGD`, :class:`Adam` and so on; ``options`` go to it.
    factor : float, > 1
        Stop when the loss, taken as positive, is this many times the first one, or is not finite.

    Returns
    -------
    The loss before each step, that which stopped the run included; as many as rates were tried.

    Raises
    ------
    ValueError
        If factor is not above 1, or the rates do not rise.

    Examples
    --------
    >>> parabola = lambda params: (float(params[0] ** 2), [2 * params[0]])
    >>> range_test(parabola, [np.array(1.0)], [0.25, 0.5, 1.0, 2.0, 4.0])
    array([1.  , 0.25, 0.  , 0.  , 0.  ])

    References
    ----------
    L. N. Smith (2017). Cyclical Learning Rates for Training Neural Networks. WACV. Section 3.3: rates that
    rise along a line. Rates that rise by one factor, as in the example, are those of ``lr_find`` in fastai:
    J. Howard, S. Gugger (2020). Fastai: A Layered API for Deep Learning. *Information* 11(2), 108.
    """
    lrs = np.asarray(lrs, dtype=np.float64)
    if lrs.ndim != 1 or not len(lrs) or not (np.diff(lrs) > 0).all():
        raise ValueError(f"lrs must be a list of rising rates, got {lrs}")
    if not factor > 1:
        raise ValueError(f"factor must be above 1, got {factor}")
    copies, losses = [param.copy() for param in updatable(params)], []
    rule = optimizer(copies, lr=lrs[0], **options)
    for lr in lrs:
        loss, grads = loss_and_grads(copies)
        losses.append(float(loss))
        if not losses[-1] <= factor * losses[0]:  # true for NaN, too
            break
        rule.lr = lr
        rule.step(grads)
    return np.array(losses)

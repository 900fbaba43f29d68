r"""The learning rate as a pure function of the step, counted from 0.

Set it before the step: ``optimizer.lr = cosine(step, 0.1, T_max=100)``.
Each function takes one step and returns a float, or an array of steps and returns an array, for a plot.
"""

import numpy as np

from course_lib.checks import Number, count, number, share

Steps = int | np.integer | np.ndarray


def step_decay(step: Steps, lr: Number, step_size: int, gamma: Number = 0.1) -> float | np.ndarray:
    r"""A staircase: the rate falls by the same factor at equal distances.

    .. math:: \eta_t = \eta\, \gamma^{\lfloor t / s \rfloor}

    Parameters
    ----------
    step : int ≥ 0, or an array of them
        t, steps taken so far.
    lr : float, ≥ 0
        η, the rate at the start.
    step_size : int, ≥ 1
        s, the length of a stair in steps.
    gamma : float, ≥ 0
        γ, the factor.

    Returns
    -------
    The rate, the same as of ``torch.optim.lr_scheduler.StepLR``.

    Raises
    ------
    ValueError
        If a number lies outside its range.

    Examples
    --------
    >>> step_decay(np.array([0, 9, 10, 20]), lr=0.1, step_size=10, gamma=0.5)
    array([0.1  , 0.1  , 0.05 , 0.025])
    """
    t, lr, gamma = as_steps(step), number(lr, "lr"), number(gamma, "gamma")
    return like(step, lr * gamma ** (t // count(step_size, "step_size")))


def cosine(step: Steps, lr: Number, T_max: int, eta_min: Number = 0.0) -> float | np.ndarray:
    r"""Half a cosine wave from the first rate down to the last.

    .. math:: \eta_t = \eta_{\min} + \frac{\eta - \eta_{\min}}{2} \Bigl(1 + \cos\frac{\pi t}{T}\Bigr)

    Parameters
    ----------
    step : int ≥ 0, or an array of them
        t, steps taken so far. Beyond T the rate rises again, as in torch.
    lr : float, ≥ 0
        η, the rate at the start.
    T_max : int, ≥ 1
        T, the step at which the rate is smallest.
    eta_min : float, ≥ 0
        The rate there.

    Returns
    -------
    The rate, the same as of ``torch.optim.lr_scheduler.CosineAnnealingLR``.

    Raises
    ------
    ValueError
        If a number lies outside its range.

    Examples
    --------
    >>> cosine(np.array([0, 5, 10]), lr=0.1, T_max=10).round(6)
    array([0.1 , 0.05, 0.  ])

    References
    ----------
    I. Loshchilov and F. Hutter (2017). SGDR: Stochastic Gradient Descent with Warm Restarts. ICLR.
    Equation (5).
    """
    t, lr, eta_min = as_steps(step), number(lr, "lr"), number(eta_min, "eta_min")
    return like(step, cosine_between(lr, eta_min, t / count(T_max, "T_max")))


def warmup_cosine(
    step: Steps,
    lr: Number,
    warmup_steps: int,
    total_steps: int,
    start_factor: Number = 1 / 3,
    eta_min: Number = 0.0,
) -> float | np.ndarray:
    r"""A straight line up to the full rate, then :func:`cosine` down.

    .. math::
        \eta_t = \eta\,\bigl(f + (1 - f)\, t / w\bigr) \text{ for } t < w, \qquad
        \eta_t = \operatorname{cosine}(t - w,\ \eta,\ T - w,\ \eta_{\min}) \text{ for } t \ge w

    Parameters
    ----------
    step : int ≥ 0, or an array of them
        t, steps taken so far.
    lr : float, ≥ 0
        η, the full rate, reached at step w.
    warmup_steps : int, ≥ 1
        w.
    total_steps : int, > warmup_steps
        T, the step at which the rate is smallest.
    start_factor : float, in [0, 1]
        f, the share of the full rate at step 0.
    eta_min : float, ≥ 0
        The rate at step T.

    Returns
    -------
    The rate, the same as of torch's ``SequentialLR`` over ``LinearLR(start_factor, total_iters=w)`` and
    ``CosineAnnealingLR(T_max=T - w, eta_min)`` with the milestone w. torch does not allow f = 0.

    Raises
    ------
    ValueError
        If a number lies outside its range.

    Examples
    --------
    >>> steps = np.array([0, 5, 10, 20, 30])
    >>> warmup_cosine(steps, lr=0.1, warmup_steps=10, total_steps=30, start_factor=0).round(6)
    array([0.  , 0.05, 0.1 , 0.05, 0.  ])

    References
    ----------
    P. Goyal et al. (2017). Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour. arXiv:1706.02677.
    Section 2.2 (warm-up).
    """
    t, w, lr = as_steps(step), count(warmup_steps, "warmup_steps"), number(lr, "lr")
    start_factor = share(start_factor, "start_factor")
    T_max = count(total_steps, "total_steps", low=w + 1) - w
    rising = lr * (start_factor + (1 - start_factor) * t / w)
    falling = cosine_between(lr, number(eta_min, "eta_min"), (t - w) / T_max)
    return like(step, np.where(t < w, rising, falling))


def cosine_between(start, end, share):
    """Half a cosine wave from start to end while ``share`` goes from 0 to 1."""
    return end + (start - end) / 2 * (1 + np.cos(np.pi * share))


def as_steps(step, below=None):
    """Steps as an array of int64 in [0, below)."""
    t = np.asarray(step)
    if t.dtype.kind not in "iu":
        raise TypeError(f"step must be a whole number, got dtype {t.dtype}")
    wanted = "at least 0" if below is None else f"in [0, {below})"
    below = np.iinfo(np.int64).max if below is None else below
    if (t < 0).any() or (t >= below).any():
        raise ValueError(f"step must be {wanted}, got {t.max() if t.min() >= 0 else t.min()}")
    return t.astype(np.int64)  # int8 would overflow on the way to t / total_steps


def like(step, rates):
    """A Python float for one step, an array for an array of them."""
    return rates if isinstance(step, np.ndarray) else float(rates)

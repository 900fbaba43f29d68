r"""A rate for each coordinate: divide the gradient by the size that it usually has."""

import numpy as np

from course_lib.checks import Array, Number, number
from course_lib.optim._checks import Arrays, Hyperparameter
from course_lib.optim.optimizer import Optimizer


class Adagrad(Optimizer):
    r"""Divide by the root of all squared gradients so far: rare features keep large steps.

    .. math::
        v_t &= v_{t-1} + g_t^2 \\
        \theta_t &= \theta_{t-1} - \frac{\eta}{1 + (t - 1)\,d} \cdot \frac{g_t}{\sqrt{v_t} + \varepsilon}

    v only grows, so the steps only shrink: on a constant gradient step t has the length η/√t.

    Parameters
    ----------
    params : list of float arrays θ, any shapes
        Updated in place.
    lr : float, ≥ 0
        Learning rate η: the length of the first step in each coordinate, in the unit of θ.
    lr_decay : float, ≥ 0
        d, a further decay of the rate.
    weight_decay : float, ≥ 0
        λ, adds λθ to the gradient.
    initial_accumulator_value : float, ≥ 0
        v before the first step.
    eps : float, ≥ 0
        ε avoids a division by zero, in the unit of the gradient.
    maximize : bool
        Climb rather than descend.

    Attributes
    ----------
    v : list of arrays
        Sum of squared gradients for each parameter (``state["sum"]`` in torch).
    step_count : int
        Steps taken so far, t.

    Raises
    ------
    ValueError
        If a number lies outside its range.

    Examples
    --------
    >>> w = np.array([1.0, 2.0])
    >>> adagrad = Adagrad([w], lr=0.1)
    >>> adagrad.step([np.array([0.01, 100.0])])
    >>> print(w.round(6))
    [0.9 1.9]

    References
    ----------
    J. Duchi, E. Hazan, Y. Singer (2011). Adaptive Subgradient Methods for Online Learning and Stochastic
    Optimization. *Journal of Machine Learning Research* 12, 2121–2159.
    """

    lr_decay, eps = Hyperparameter(), Hyperparameter()

    def __init__(
        self,
        params: Arrays,
        lr: Number = 1e-2,
        lr_decay: Number = 0,
        weight_decay: Number = 0,
        initial_accumulator_value: Number = 0,
        eps: Number = 1e-10,
        *,
        maximize: bool = False,
    ):
        super().__init__(params, lr, weight_decay, maximize)
        self.lr_decay, self.eps = lr_decay, eps
        self.v = self.zeros(fill=number(initial_accumulator_value, "initial_accumulator_value"))

    def update(self, i: int, param: np.ndarray, grad: Array) -> None:
        self.v[i] = self.v[i] + grad**2
        lr = self.lr / (1 + (self.step_count - 1) * self.lr_decay)
        param -= lr * grad / (np.sqrt(self.v[i]) + self.eps)


class RMSprop(Optimizer):
    r"""Divide by the root of a running mean of squared gradients: old ones are forgotten.

    .. math::
        v_t &= \alpha\, v_{t-1} + (1 - \alpha)\, g_t^2 \\
        \theta_t &= \theta_{t-1} - \eta\, \frac{g_t}{\sqrt{v_t} + \varepsilon} \\
        \text{centered:}\quad m_t &= \alpha\, m_{t-1} + (1 - \alpha)\, g_t,
        \quad v_t - m_t^2 \text{ under the root} \\
        \text{momentum:}\quad b_t &= \mu\, b_{t-1} + \frac{g_t}{\sqrt{v_t} + \varepsilon},
        \quad \theta_t = \theta_{t-1} - \eta\, b_t

    v starts at 0 and nothing corrects for it: the first step is η/√(1 − α) long, ten times η by default.

    Parameters
    ----------
    params : list of float arrays θ, any shapes
        Updated in place.
    lr : float, ≥ 0
        Learning rate η, in the unit of θ.
    alpha : float, in [0, 1)
        Decay rate of the running means; they remember about 1/(1 − α) steps.
    eps : float, ≥ 0
        ε avoids a division by zero, in the unit of the gradient.
    weight_decay : float, ≥ 0
        λ, adds λθ to the gradient.
    momentum : float, ≥ 0
        μ, the share of the old velocity that is kept.
    centered : bool
        Divide by an estimate of the standard deviation instead.
    maximize : bool
        Climb rather than descend.

    Attributes
    ----------
    v, m : lists of arrays
        Running means of g² and g for each parameter; m moves only when centered.
    momentum_buffers : list of arrays
        b for each parameter.
    step_count : int
        Steps taken so far, t.

    Raises
    ------
    ValueError
        If a number lies outside its range.

    Examples
    --------
    >>> w = np.array([1.0, 2.0])
    >>> rmsprop = RMSprop([w], lr=0.01)
    >>> rmsprop.step([np.array([0.5, -3.0])])
    >>> print(w.round(6), rmsprop.v[0])
    [0.9 2.1] [0.0025 0.09  ]

    References
    ----------
    T. Tieleman and G. Hinton (2012). Lecture 6.5, rmsprop: Divide the gradient by a running average of its
    recent magnitude. COURSERA: Neural Networks for Machine Learning.

    A. Graves (2013). Generating Sequences With Recurrent Neural Networks. arXiv:1308.0850. (centered)

    Notes
    -----
    Rounding can make v − m² negative; torch then returns NaN, we take 0. torch allows α ≥ 1.
    """

    alpha, eps, momentum = Hyperparameter(below=1), Hyperparameter(), Hyperparameter()

    def __init__(
        self,
        params: Arrays,
        lr: Number = 1e-2,
        alpha: Number = 0.99,
        eps: Number = 1e-8,
        weight_decay: Number = 0,
        momentum: Number = 0,
        centered: bool = False,
        *,
        maximize: bool = False,
    ):
        super().__init__(params, lr, weight_decay, maximize)
        self.alpha, self.eps, self.momentum = alpha, eps, momentum
        self.centered = centered
        self.m, self.v, self.momentum_buffers = self.zeros(), self.zeros(), self.zeros()

    def update(self, i: int, param: np.ndarray, grad: Array) -> None:
        self.v[i] = variance = self.alpha * self.v[i] + (1 - self.alpha) * grad**2
        if self.centered:
            self.m[i] = self.alpha * self.m[i] + (1 - self.alpha) * grad
            variance = np.maximum(self.v[i] - self.m[i] ** 2, 0)
        scaled = grad / (np.sqrt(variance) + self.eps)
        self.momentum_buffers[i] = self.momentum * self.momentum_buffers[i] + scaled
        param -= self.lr * self.momentum_buffers[i]

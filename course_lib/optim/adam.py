r"""Momentum and a rate for each coordinate together, corrected for their start at zero."""

import numpy as np

from course_lib.checks import Array, Number, number
from course_lib.optim._checks import Arrays, Hyperparameter
from course_lib.optim.optimizer import Optimizer


class Adam(Optimizer):
    r"""The running mean of gradients over the root of the running mean of their squares.

    .. math::
        m_t &= \beta_1 m_{t-1} + (1 - \beta_1)\, g_t, \qquad \hat m_t = m_t / (1 - \beta_1^t) \\
        v_t &= \beta_2 v_{t-1} + (1 - \beta_2)\, g_t^2, \qquad \hat v_t = v_t / (1 - \beta_2^t) \\
        \theta_t &= \theta_{t-1} - \eta\, \frac{\hat m_t}{\sqrt{\hat v_t} + \varepsilon}

    m and v start at 0 and are too small at first; the divisions correct that. So the first step is
    η · sign(g). Without them it would be (1 − β₁)/√(1 − β₂) times as long: 3.16 times by default.

    Parameters
    ----------
    params : list of float arrays θ, any shapes
        Updated in place.
    lr : float, ≥ 0
        Learning rate η, in the unit of θ: the length of a step in one coordinate while its gradients
        agree. A gradient after a long pause moves it by (1 − β₁)/√(1 − β₂) rates, 3.16 by default.
    betas : two floats in [0, 1)
        Decay rates β₁ of m and β₂ of v.
    eps : float, ≥ 0
        ε avoids a division by zero, in the unit of the gradient.
    weight_decay : float, ≥ 0
        λ, adds λθ to the gradient; it is then divided by √v like the rest, see :class:`AdamW`.
    amsgrad : bool
        Divide by the root of the largest v so far.
    maximize : bool
        Climb rather than descend.

    Attributes
    ----------
    m, v : lists of arrays
        Running means of g and g² for each parameter, not corrected. A step replaces these arrays, so one
        that you kept does not change.
    v_max : list of arrays
        The largest v so far; moves only with amsgrad.
    step_count : int
        Steps taken so far, t.

    Raises
    ------
    ValueError
        If a number lies outside its range.

    Examples
    --------
    >>> w = np.array([1.0, 2.0])
    >>> adam = Adam([w], lr=0.1)
    >>> adam.step([np.array([0.01, -100.0])])
    >>> print(w.round(6), adam.m[0].round(6), adam.v[0].round(9))
    [0.9 2.1] [ 1.e-03 -1.e+01] [1.e-07 1.e+01]

    References
    ----------
    D. P. Kingma and J. Ba (2015). Adam: A Method for Stochastic Optimization. ICLR. Algorithm 1.

    S. J. Reddi, S. Kale, S. Kumar (2018). On the Convergence of Adam and Beyond. ICLR. Algorithm 2 (amsgrad).
    """

    eps = Hyperparameter()

    def __init__(
        self,
        params: Arrays,
        lr: Number = 1e-3,
        betas: tuple[Number, Number] = (0.9, 0.999),
        eps: Number = 1e-8,
        weight_decay: Number = 0,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
    ):
        super().__init__(params, lr, weight_decay, maximize)
        self.betas, self.eps = betas, eps
        self.amsgrad = amsgrad
        self.m, self.v, self.v_max = self.zeros(), self.zeros(), self.zeros()

    @property
    def betas(self) -> tuple[float, float]:
        """Decay rates of the next step, checked when they are set."""
        return self._betas

    @betas.setter
    def betas(self, pair: tuple[Number, Number]):
        beta1, beta2 = pair
        self._betas = number(beta1, "betas[0]", below=1), number(beta2, "betas[1]", below=1)

    def update(self, i: int, param: np.ndarray, grad: Array) -> None:
        (beta1, beta2), t = self.betas, self.step_count
        self.m[i] = beta1 * self.m[i] + (1 - beta1) * grad
        self.v[i] = v = beta2 * self.v[i] + (1 - beta2) * grad**2
        if self.amsgrad:
            self.v_max[i] = v = np.maximum(self.v_max[i], v)
        m_hat, v_hat = self.m[i] / (1 - beta1**t), v / (1 - beta2**t)
        param -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


class AdamW(Adam):
    r"""Adam with decoupled weight decay: it shrinks every weight by the same share.

    .. math:: \theta \leftarrow (1 - \eta \lambda)\, \theta, \qquad \text{then a step of Adam on } \nabla L

    In :class:`Adam` the term λθ is divided by √v, so weights with large gradients hardly decay.

    Parameters
    ----------
    params, lr, betas, eps, amsgrad, maximize : as in :class:`Adam`
    weight_decay : float, ≥ 0
        λ; a step multiplies each weight by 1 − ηλ.

    Attributes
    ----------
    m, v, v_max, step_count : as in :class:`Adam`

    Examples
    --------
    >>> w = np.array([1.0, 2.0])
    >>> adamw = AdamW([w], lr=0.1, weight_decay=0.5)
    >>> adamw.step([np.zeros(2)])
    >>> print(w)
    [0.95 1.9 ]

    References
    ----------
    I. Loshchilov and F. Hutter (2019). Decoupled Weight Decay Regularization. ICLR. Algorithm 2.
    """

    def __init__(
        self,
        params: Arrays,
        lr: Number = 1e-3,
        betas: tuple[Number, Number] = (0.9, 0.999),
        eps: Number = 1e-8,
        weight_decay: Number = 1e-2,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
    ):
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, maximize=maximize)

    def decay(self, param: np.ndarray, grad: Array) -> Array:
        """Shrink θ by the share ηλ; the gradient stays as it is."""
        param *= 1 - self.lr * self.weight_decay
        return grad

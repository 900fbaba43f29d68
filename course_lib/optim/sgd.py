r"""Stochastic gradient descent: one step downhill, with or without a memory of the steps before."""

import numpy as np

from course_lib.checks import Array, Number
from course_lib.optim._checks import Arrays, Hyperparameter
from course_lib.optim.optimizer import Optimizer


class SGD(Optimizer):
    r"""Gradient descent; with momentum a heavy ball, with Nesterov's a ball that looks ahead.

    .. math::
        m_t &= \mu\, m_{t-1} + (1 - \tau)\, g_t \qquad (m_1 = g_1) \\
        \theta_t &= \theta_{t-1} - \eta\, m_t \\
        \text{Nesterov:}\quad \theta_t &= \theta_{t-1} - \eta\,(g_t + \mu\, m_t)

    On a slope that stays the same, momentum makes the steps 1/(1 − μ) times longer: ten times for 0.9.

    Parameters
    ----------
    params : list of float arrays θ, any shapes
        Updated in place.
    lr : float, ≥ 0
        Learning rate η.
    momentum : float, ≥ 0
        μ, the share of the old velocity that is kept; useful below 1.
    dampening : float
        τ, by which the new gradient counts less; the first step is not dampened.
    weight_decay : float, ≥ 0
        λ, adds λθ to the gradient.
    nesterov : bool
        Look ahead along the momentum.
    maximize : bool
        Climb rather than descend.

    Attributes
    ----------
    momentum_buffers : list of arrays
        m for each parameter, zeros before the first step. A step replaces these arrays, so one that you
        kept does not change.
    step_count : int
        Steps taken so far, t.

    Raises
    ------
    ValueError
        If a number lies outside its range, or nesterov comes without momentum or with dampening.

    Examples
    --------
    >>> w = np.array([1.0, 2.0])
    >>> sgd = SGD([w], lr=0.1, momentum=0.5)
    >>> for _ in range(2):
    ...     sgd.step([np.array([1.0, 4.0])])
    >>> print(w.round(2), sgd.momentum_buffers[0])
    [0.75 1.  ] [1.5 6. ]

    References
    ----------
    H. Robbins and S. Monro (1951). A Stochastic Approximation Method.
    *Annals of Mathematical Statistics* 22(3), 400–407.

    B. T. Polyak (1964). Some methods of speeding up the convergence of iteration methods.
    *USSR Computational Mathematics and Mathematical Physics* 4(5), 1–17.

    Y. Nesterov (1983). A method of solving a convex programming problem with convergence rate O(1/k²).
    *Soviet Mathematics Doklady* 27(2), 372–376.

    I. Sutskever, J. Martens, G. Dahl, G. Hinton (2013). On the importance of initialization and momentum
    in deep learning. ICML. Equations (1)–(4).

    Notes
    -----
    Papers put the rate inside: v ← μv − ηg, θ ← θ + v. Here, as in torch, it stands outside, so a change
    of the rate takes hold of the whole velocity at once.
    """

    momentum, dampening = Hyperparameter(), Hyperparameter(low=-np.inf)

    def __init__(
        self,
        params: Arrays,
        lr: Number = 1e-3,
        momentum: Number = 0,
        dampening: Number = 0,
        weight_decay: Number = 0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
    ):
        super().__init__(params, lr, weight_decay, maximize)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError(
                "nesterov needs momentum > 0 and dampening = 0, "
                f"got momentum={momentum}, dampening={dampening}"
            )
        self.momentum, self.dampening = momentum, dampening
        self.nesterov = nesterov
        self.momentum_buffers = self.zeros()

    def update(self, i: int, param: np.ndarray, grad: Array) -> None:
        if self.momentum:
            share = 1 if self.step_count == 1 else 1 - self.dampening
            velocity = self.momentum * self.momentum_buffers[i] + share * grad
            self.momentum_buffers[i] = velocity
            grad = (grad + self.momentum * velocity) if self.nesterov else velocity
        param -= self.lr * grad

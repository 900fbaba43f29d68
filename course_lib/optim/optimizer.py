r"""What all optimizers share: parameters that are updated in place, a rate, a step."""

import numpy as np

from course_lib.checks import Array, Number
from course_lib.optim._checks import ArrayLikes, Arrays, Hyperparameter, matching, updatable


class Optimizer:
    r"""Base of all optimizers; each of them adds its own ``update``.

    .. math:: g_t = \nabla L(\theta_{t-1}) + \lambda\,\theta_{t-1}

    The second term is the gradient of the penalty λ/2 · ‖θ‖², called weight decay.
    With ``maximize`` the gradient of L changes its sign, so that we climb.

    Parameters
    ----------
    params : list of float arrays θ, any shapes
        Updated in place; each array keeps its dtype.
    lr : float, ≥ 0
        Learning rate η. Set ``optimizer.lr`` between two steps to follow a schedule.
    weight_decay : float, ≥ 0
        λ, the strength of the penalty.
    maximize : bool
        Climb rather than descend.

    Attributes
    ----------
    params : the list of arrays
    step_count : int
        Steps taken so far, t.

    Raises
    ------
    TypeError
        If params is not a list of float arrays.
    ValueError
        If a hyperparameter lies outside its range, an array is read-only, or two share memory.
    """

    lr, weight_decay = Hyperparameter(), Hyperparameter()

    def __init__(self, params: Arrays, lr: Number, weight_decay: Number = 0, maximize: bool = False):
        self.params = updatable(params)
        self.lr = lr
        self.weight_decay = weight_decay
        self.maximize = maximize
        self.step_count = 0

    def step(self, grads: ArrayLikes) -> None:
        """Move every parameter once.

        Parameters
        ----------
        grads : list of arrays, one for each parameter, of its shape
            Gradients of the loss. They are not modified; in torch they lie in ``param.grad``.

        Raises
        ------
        ValueError
            If their number or a shape is wrong. Nothing has moved then.
        """
        grads = matching(grads, self.params)
        self.step_count += 1
        for i, (param, grad) in enumerate(zip(self.params, grads, strict=True)):
            self.update(i, param, self.decay(param, -grad if self.maximize else grad))

    def decay(self, param: np.ndarray, grad: Array) -> Array:
        """The gradient with weight decay: g + λθ."""
        return grad + self.weight_decay * param if self.weight_decay else grad

    def update(self, i: int, param: np.ndarray, grad: Array) -> None:
        """Move parameter number i in place; ``grad`` holds weight decay and sign already."""
        raise NotImplementedError(f"{type(self).__name__} has no update rule")

    def zeros(self, fill: Number = 0.0) -> list[np.ndarray]:
        """One array like each parameter, filled with one number."""
        return [np.full_like(param, fill) for param in self.params]

"""The loop for arrays with an optimizer that one brings along."""

import numpy as np
import pytest
import torch
from training.arrays.line import line, train

from course_lib.training import fit_arrays


def test_a_half_applied_step_is_taken_back(data):
    class Pressed(Momentum):
        """Stopped between the first parameter and the second."""

        def step(self, grads):
            self.params[0] -= 1
            raise KeyboardInterrupt

    params = [np.zeros(3), np.ones(2)]
    both = lambda params, X, y: (line(params, X, y)[0], [np.ones(3), np.ones(2)])  # noqa: E731
    assert train(both, params, *data, lr=None, optimizer=Pressed(params, 0.1)) == {"loss": []}
    assert params[0].tolist() == [0, 0, 0]


class Momentum:
    """Any object with `step(grads)` will do."""

    def __init__(self, params, lr):
        self.params, self.lr, self.velocity = params, lr, [np.zeros_like(p) for p in params]

    def step(self, grads):
        for param, velocity, grad in zip(self.params, self.velocity, grads, strict=True):
            velocity *= 0.9
            velocity += grad
            param -= self.lr * velocity


def test_an_optimizer_brings_its_own_rule(data):
    X, y = data
    params = [np.zeros(3)]
    fit_arrays(line, params, X, y, optimizer=Momentum(params, 0.02), epochs=30)
    leaf = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    sgd = torch.optim.SGD([leaf], lr=0.02, momentum=0.9)
    for _ in range(30):
        sgd.zero_grad()
        torch.nn.functional.mse_loss(torch.tensor(X) @ leaf, torch.tensor(y)).backward()
        sgd.step()
    np.testing.assert_allclose(params[0], leaf.detach(), rtol=1e-12)


def test_divergence_with_an_optimizer(data):
    params = [np.zeros(3)]
    with (
        np.errstate(over="ignore"),
        pytest.raises(FloatingPointError, match="try a smaller learning rate, and"),
    ):
        fit_arrays(line, params, *data, optimizer=Momentum(params, 1e3), epochs=1000)


@pytest.mark.parametrize("given", [{}, {"lr": 0.1, "optimizer": Momentum([], 0.1)}])
def test_either_lr_or_optimizer(data, given):
    with pytest.raises(ValueError, match="give lr or optimizer"):
        fit_arrays(line, [np.zeros(3)], *data, epochs=1, **given)

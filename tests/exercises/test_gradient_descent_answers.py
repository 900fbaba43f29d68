"""The solutions of chapter 2 against torch and the library."""

import numpy as np
import pytest
import torch

from course_lib.optim import bowl, gradient_descent, max_stable_lr


def test_slopes_are_those_of_torch(descent):
    names, _ = descent
    x = np.random.default_rng(0).uniform(0, 2, (3, 2))
    leaf = torch.tensor(x, requires_grad=True)
    heights = {
        "cubes": (leaf**3).sum(),
        "waves": leaf.sin().sum(),
        "pairs": (leaf.ravel()[1:] * leaf.ravel()[:-1]).sum(),
        "dunes": leaf.cosh().sum().log(),
    }
    for land, height in heights.items():
        theirs = torch.autograd.grad(height, leaf)[0].numpy()
        np.testing.assert_allclose(names["edge_grad"](land, x, 1e-5), theirs, rtol=1e-8, atol=1e-8)


def test_the_path_and_its_border_are_those_of_the_library(descent):
    names, _ = descent
    surface = bowl(condition=7, angle=0.4)
    H = surface.hessian(np.zeros(2))
    theirs = gradient_descent(surface.f, surface.grad, [-3.0, 1.0], lr=0.1, steps=9).xs
    np.testing.assert_allclose(names["descend"](H, np.zeros(2), np.array([-3.0, 1.0]), [0.1] * 9), theirs)
    assert names["cycle_factor"](H, [max_stable_lr(7.0)]) == pytest.approx(1, rel=1e-12)


def test_the_table_is_fitted_as_torch_fits_it(descent):
    names, _ = descent
    part = names["is_train"]
    rows = torch.tensor(names["table"][part])
    scaled = (rows - rows.mean(0)) / rows.std(0, correction=0)
    layer = torch.nn.Linear(10, 1, dtype=torch.float64)
    torch.nn.init.zeros_(layer.weight)
    torch.nn.init.zeros_(layer.bias)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.2)
    for _ in range(20):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(layer(scaled)[:, 0], torch.tensor(names["progress"][part])).backward()
        optimizer.step()
    weights, bias = names["fit_table"](names["table"], names["progress"], part, 0.2, 20)
    ours = names["table"][part] @ weights + bias
    np.testing.assert_allclose(ours, layer(scaled)[:, 0].detach().numpy(), rtol=1e-12)


@pytest.mark.parametrize(("betas", "eps"), [((0.9, 0.999), 1e-8), ((0.5, 0.7), 0.1)])
def test_adamax_takes_torchs_steps(descent, betas, eps):
    names, _ = descent
    rng = np.random.default_rng(0)
    theta = rng.normal(size=(3, 2))
    leaf = torch.tensor(theta, requires_grad=True)
    optimizer = torch.optim.Adamax([leaf], lr=0.02, betas=betas, eps=eps)
    m = u = np.zeros((3, 2))
    for t in range(1, 31):
        grad = rng.normal(size=(3, 2)) * 10 ** rng.uniform(-3, 3)
        theta, m, u = names["adamax_step"](theta, grad, m, u, t, 0.02, betas, eps)
        leaf.grad = torch.tensor(grad)
        optimizer.step()
        np.testing.assert_allclose(theta, leaf.detach().numpy(), rtol=1e-12)
    np.testing.assert_allclose(m, optimizer.state[leaf]["exp_avg"].numpy(), rtol=1e-12)
    np.testing.assert_allclose(u, optimizer.state[leaf]["exp_inf"].numpy(), rtol=1e-12)


@pytest.mark.parametrize("batch_size", [1, 3, 7, 50])
def test_the_repaired_training_is_torchs_sgd_with_an_exponential_schedule(descent, batch_size):
    names, _ = descent
    rng = np.random.default_rng(batch_size)
    X, y = rng.normal(size=(7, 2)), rng.normal(size=7)
    w = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.05, momentum=0.9)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.8)
    loader = torch.utils.data.DataLoader(
        torch.utils.data.TensorDataset(torch.tensor(X), torch.tensor(y)), batch_size=batch_size
    )
    for _ in range(4):
        for rows, targets in loader:
            optimizer.zero_grad()
            torch.nn.functional.mse_loss(rows @ w, targets).backward()
            optimizer.step()
        schedule.step()
    ours = names["train"](X, y, 0.05, 0.9, 0.8, batch_size, 4)
    np.testing.assert_allclose(ours, w.detach().numpy(), rtol=1e-12)

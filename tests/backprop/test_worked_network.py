"""The 2–2–1 network of the lessons, every number five ways: by hand, Value, Tensor, torch, differences."""

import math

import numpy as np
import pytest
import torch

from course_lib.backprop import MLP, Tensor, Value
from course_lib.backprop import functions as F
from course_lib.gradcheck import numerical_gradient

X, TARGET, RATE = [1.0, 2.0], 0.0, 0.01
W1, B1, W2, B2 = [[0.1, 0.2], [0.3, 0.4]], [0.5, 0.6], [0.7, 0.8], 0.9
PARAMETERS = [*W1[0], *W1[1], *B1, *W2, B2]
NAMES = ["w11", "w12", "w21", "w22", "b1", "b2", "v1", "v2", "c"]


def by_hand():
    """Numbers on the way forward, and the gradient of the loss by each of them, formula by formula."""

    def sigma(z):
        return 1 / (1 + math.exp(-z))

    z1 = 0.1 * 1 + 0.2 * 2 + 0.5
    z2 = 0.3 * 1 + 0.4 * 2 + 0.6
    h1, h2 = sigma(z1), sigma(z2)
    z = 0.7 * h1 + 0.8 * h2 + 0.9
    p = sigma(z)
    loss = -math.log(1 - p)
    dp = 1 / (1 - p)
    dz = p  # 1/(1 − p) · p (1 − p): the prediction minus the target 0
    dh1, dh2 = dz * 0.7, dz * 0.8
    dz1, dz2 = dh1 * h1 * (1 - h1), dh2 * h2 * (1 - h2)
    values = {"z1": z1, "z2": z2, "h1": h1, "h2": h2, "z": z, "p": p, "loss": loss}
    grads = {"z1": dz1, "z2": dz2, "h1": dh1, "h2": dh2, "z": dz, "p": dp, "loss": 1.0}
    grads |= {"w11": dz1 * 1, "w12": dz1 * 2, "w21": dz2 * 1, "w22": dz2 * 2}
    grads |= {"b1": dz1, "b2": dz2, "v1": dz * h1, "v2": dz * h2, "c": dz}
    grads |= {"x1": dz1 * 0.1 + dz2 * 0.3, "x2": dz1 * 0.2 + dz2 * 0.4}
    return values, grads


def scalars(make, log, sigmoid):
    """The same graph of numbers, for whatever can add and multiply."""
    node = dict(zip(NAMES, map(make, PARAMETERS), strict=True))
    node |= {"x1": make(X[0]), "x2": make(X[1])}
    node["z1"] = node["w11"] * node["x1"] + node["w12"] * node["x2"] + node["b1"]
    node["z2"] = node["w21"] * node["x1"] + node["w22"] * node["x2"] + node["b2"]
    node["h1"], node["h2"] = sigmoid(node["z1"]), sigmoid(node["z2"])
    node["z"] = node["v1"] * node["h1"] + node["v2"] * node["h2"] + node["c"]
    node["p"] = sigmoid(node["z"])
    node["loss"] = -log(1 - node["p"])
    return node


def loss_of(parameters):
    w11, w12, w21, w22, b1, b2, v1, v2, c = parameters
    h1, h2 = (1 / (1 + math.exp(-(a * X[0] + b * X[1] + d))) for a, b, d in ((w11, w12, b1), (w21, w22, b2)))
    return math.log1p(math.exp(v1 * h1 + v2 * h2 + c))


def model():
    network = MLP(2, [2], 1, activation="sigmoid")
    network.load_state_dict({"0.weight": W1, "0.bias": B1, "2.weight": [W2], "2.bias": [B2]})
    return network


def test_the_numbers_that_the_lesson_prints():
    values, grads = by_hand()
    assert {name: round(value, 6) for name, value in values.items()} == {
        "z1": 1.0, "z2": 1.7, "h1": 0.731059, "h2": 0.845535,
        "z": 2.088169, "p": 0.889748, "loss": 2.204986,
    }  # fmt: skip
    assert round(grads["z"], 6) == 0.889748
    assert RATE * abs(grads["c"]) < 0.009


def test_value_says_what_the_hand_says():
    values, grads = by_hand()
    node = scalars(Value, Value.log, Value.sigmoid)
    node["loss"].backward()
    for name, value in values.items():
        assert node[name].data == pytest.approx(value, rel=1e-12), name
    for name, grad in grads.items():
        assert node[name].grad == pytest.approx(grad, rel=1e-12, abs=1e-15), name


def test_torch_says_what_the_hand_says():
    values, grads = by_hand()
    node = scalars(
        lambda x: torch.tensor(x, dtype=torch.float64, requires_grad=True), torch.log, torch.sigmoid
    )
    for tensor in node.values():
        tensor.retain_grad()
    node["loss"].backward()
    for name, value in values.items():
        assert node[name].item() == pytest.approx(value, rel=1e-12), name
    for name, grad in grads.items():
        assert node[name].grad.item() == pytest.approx(grad, rel=1e-12, abs=1e-15), name


def test_tensor_says_what_the_hand_says():
    values, grads = by_hand()
    x, w1, b1, w2, b2 = (Tensor(data, requires_grad=True) for data in (X, W1, B1, W2, B2))
    z = w1 @ x + b1
    h = z.sigmoid()
    out = w2 @ h + b2
    p = out.sigmoid()
    loss = -(1 - p).log()
    for tensor in (z, h, out, p):
        tensor.retain_grad()
    loss.backward()

    def same(array, *expected):
        np.testing.assert_allclose(np.ravel(array), expected, rtol=1e-12)

    same(z.data, values["z1"], values["z2"])
    same(h.data, values["h1"], values["h2"])
    same([out.item(), p.item(), loss.item()], values["z"], values["p"], values["loss"])
    same(z.grad, grads["z1"], grads["z2"])
    same(h.grad, grads["h1"], grads["h2"])
    same([out.grad, p.grad], grads["z"], grads["p"])
    same(x.grad, grads["x1"], grads["x2"])
    same(np.concatenate([w1.grad.ravel(), b1.grad, w2.grad, [b2.grad]]), *(grads[name] for name in NAMES))


def test_the_network_of_layers_says_what_the_hand_says():
    values, grads = by_hand()
    network = model()
    loss = F.binary_cross_entropy_with_logits(network([X]), [[TARGET]])
    loss.backward()
    assert loss.item() == pytest.approx(values["loss"], rel=1e-12)
    found = np.concatenate([p.grad.ravel() for p in network.parameters()])
    np.testing.assert_allclose(found, [grads[name] for name in NAMES], rtol=1e-12)


def test_differences_say_what_the_hand_says():
    values, grads = by_hand()
    assert loss_of(PARAMETERS) == pytest.approx(values["loss"], rel=1e-12)
    found = numerical_gradient(loss_of, PARAMETERS)
    np.testing.assert_allclose(found, [grads[name] for name in NAMES], atol=1e-8)


def test_without_the_slope_of_the_sigmoid_the_gradient_is_five_and_eight_times_too_large():
    """σ′ is h (1 − h), less than 1/4: so much is forgotten with it."""
    values, grads = by_hand()
    for unit, factor in (("1", 5.1), ("2", 7.7)):
        wrong = grads[f"h{unit}"] * X[0]
        slope = values[f"h{unit}"] * (1 - values[f"h{unit}"])
        assert wrong * slope == pytest.approx(grads[f"w{unit}1"], rel=1e-12)
        assert wrong / grads[f"w{unit}1"] == pytest.approx(factor, abs=0.05)

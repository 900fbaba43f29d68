"""The ready-made graphs, each with a line of commentary, and the broken ones, each with its fault."""

ALL = 99  # steps: more than any graph has


def _graph(label: str, comment: str, expression: str, values: dict, **more) -> dict:
    settings = {"expression": expression, "values": values, **more}
    return {"label": label, "comment": comment, "settings": settings}


def _broken(number: int, label: str, fault: str, expression: str, values: dict) -> dict:
    comment = "Somebody's backward pass is wrong. Find where it goes wrong first, and repair it."
    return _graph(f"repair {number}: {label}", comment, expression, values, challenge=fault, backward=ALL)


NETWORK = {"x1": 1, "x2": 2, "w11": 0.1, "w12": 0.2, "w21": 0.3, "w22": 0.4, "b1": 0.5, "b2": 0.6}
NETWORK |= {"v1": 0.7, "v2": 0.8, "c": 0.9}
MATRICES = {"x": [1, 2], "W1": [[0.1, 0.2], [0.3, 0.4]], "b1": [0.5, 0.6], "W2": [0.7, 0.8], "b2": 0.9}

PRESETS = {
    "neuron": _graph(
        "a neuron",
        "A weighted sum, bent by tanh. Move b up until tanh is flat, and watch the gradients go.",
        "y = tanh(w1*x1 + w2*x2 + b)",
        {"w1": 0.5, "x1": 2, "w2": -1, "x2": 1, "b": 0.5},
    ),
    "five": _graph(
        "five numbers",
        "Three inputs, a product, a sum. Each edge has its own small derivative.",
        "p = w * x\nL = p + b",
        {"w": 2, "x": 3, "b": -1},
    ),
    "twice": _graph(
        "a value used twice",
        "Two ways lead from x to L. What comes back along them is added.",
        "p = x * y\nL = p + x",
        {"x": 2, "y": 3},
    ),
    "network": _graph(
        "the 2–2–1 network",
        "Nine weights and biases, two inputs, and the loss for the target 0. Every gradient by one rule.",
        "h1 = sigmoid(w11*x1 + w12*x2 + b1)\nh2 = sigmoid(w21*x1 + w22*x2 + b2)\n"
        "z = v1*h1 + v2*h2 + c\nloss = log(1 + exp(z))",
        NETWORK,
    ),
    "matrices": _graph(
        "2–2–1 with matrices",
        "The same network, the same numbers. Each gradient has the shape of its own value.",
        "h = sigmoid(W1 @ x + b1)\nz = W2 @ h + b2\nloss = log(1 + exp(z))",
        MATRICES,
    ),
    "softmax": _graph(
        "softmax with cross-entropy",
        "e is used twice. At the far left, ▽z is p − y, whatever the path there looked like.",
        "e = exp(z)\np = e / sum(e)\nloss = -sum(y * log(p))",
        {"z": [1, 2, 0.5], "y": [0, 1, 0]},
    ),
    "residual": _graph(
        "a residual block",
        "x takes a short cut past the block: its gradient comes home even where relu is shut.",
        "f = v * relu(w*x + b)\nout = x + f\nloss = (out - t)^2",
        {"w": 1.5, "x": 1, "b": -0.5, "v": 0.5, "t": 3},
    ),
    "repair_slope": _broken(
        1, "a sigmoid", "slope", "h = sigmoid(w*x + b)\nloss = (h - t)^2", {"w": 1, "x": 2, "b": -1.5, "t": 1}
    ),
    "repair_overwrite": _broken(
        2, "two ways on", "overwrite", "h = w * x\nL = v*h + h", {"w": 3, "x": 0.5, "v": -2}
    ),
    "repair_bias": _broken(
        3, "a sum", "bias", "z = w1*x1 + w2*x2 + b\nloss = (z - t)^2",
        {"w1": 1, "x1": 2, "w2": -1, "x2": 0.5, "b": 0.5, "t": 1},
    ),
    "repair_zero": _broken(
        4, "the second round", "zero", "p = w * x\nloss = (p - t)^2", {"w": 2, "x": 1.5, "t": 2}
    ),
    "repair_product": _broken(
        5, "a product", "product", "y = tanh(w*x + b)", {"w": -0.5, "x": 2, "b": 0.5}
    ),
    "repair_minus": _broken(
        6, "a difference", "minus", "p = w * x\nloss = (t - p)^2", {"w": 0.5, "x": 3, "t": 2}
    ),
}  # fmt: skip

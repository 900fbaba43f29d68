"""What the playground says, and what its controls are: they travel in traits, so that the bundle stays small."""

from course_lib.backprop._playground_presets import START

WORDS = {
    "data": {
        "circle": "rings", "xor": "xor", "gauss": "clouds", "spiral": "spiral", "plane": "plane", "hills": "hills",
        "own": "your own",
    },
    "features": {
        "x1": "x₁", "x2": "x₂", "x1_squared": "x₁²", "x2_squared": "x₂²", "x1_x2": "x₁x₂", "sin_x1": "sin x₁",
        "sin_x2": "sin x₂",
    },
    "activation": {
        "linear": "linear", "relu": "ReLU", "leaky_relu": "leaky", "tanh": "tanh", "sigmoid": "sigmoid",
        "gelu": "GELU",
    },
    "output_activation": {"linear": "linear", "relu": "ReLU", "tanh": "tanh", "sigmoid": "sigmoid"},
    "loss": {
        "mse": "squared", "l1": "absolute", "huber": "Huber", "hinge": "hinge",
        "binary_cross_entropy_with_logits": "binary cross-entropy", "cross_entropy": "softmax, cross-entropy",
    },
    "optimizer": {
        "sgd": "SGD", "momentum": "momentum", "nesterov": "Nesterov", "adagrad": "AdaGrad", "rmsprop": "RMSprop",
        "adam": "Adam", "adamw": "AdamW",
    },
    "initializer": {
        "kaiming_uniform": "torch's Linear", "kaiming_normal": "Kaiming normal", "xavier_uniform": "Xavier uniform",
        "xavier_normal": "Xavier normal", "uniform": "uniform ±0.5", "normal": "normal, σ 0.1", "zeros": "zeros",
    },
    "links": {"weights": "weights", "gradients": "gradients"},
}  # fmt: skip
"""Trait → its values, each with the name that the page shows."""

LIMITS = {
    "n_samples": [10, 2000, True], "n_classes": [2, 5, True], "noise": [0, 5], "train_share": [0.1, 1],
    "hidden": [1, 8, True], "dropout": [0, 0.9], "lr": [1e-6, 100], "momentum": [0, 0.999],
    "batch_size": [1, 2000, True], "l1": [0, 10], "l2": [0, 10], "seed": [0, 2**31, True],
    "epochs": [0, 100_000, True],
}  # fmt: skip
"""Trait → lowest, highest, whether whole."""

MOST = {
    "points": [0, 500], "edits": [0, 500], "features": [1, 7], "hidden": [0, 6], "activation": [0, 6],
    "dropout": [0, 6], "hide": [0, 50],
}  # fmt: skip
"""Trait that is a list → fewest and most entries."""


def _options(key: str) -> list[dict]:
    return [{"value": value, "label": label} for value, label in WORDS[key].items()]


CONTROLS = {
    "loss": {"label": "Loss", "options": _options("loss")},
    "optimizer": {"label": "Optimizer", "options": _options("optimizer")},
    "initializer": {"label": "First weights", "options": _options("initializer")},
    "lr": {"label": "Learning rate", "min": 1e-4, "max": 10, "log": True},
    "momentum": {"label": "Momentum", "min": 0, "max": 0.99, "step": 0.01},
    "batch_size": {"label": "Batch size", "min": 1, "max": 1000, "log": True},
    "l1": {"label": "L1 penalty", "min": 0, "max": 0.1, "step": 0.001},
    "l2": {"label": "L2 penalty", "min": 0, "max": 0.1, "step": 0.001},
    "noise": {"label": "Noise", "min": 0, "max": 2, "step": 0.05},
    "train_share": {"label": "Share for training", "min": 0.1, "max": 1, "step": 0.05},
    "n_samples": {"label": "Points", "min": 20, "max": 1000, "step": 10},
}
"""The settings below the picture, in their order."""

HIDEABLE = sorted({
    *(k for k in START if k not in ("points", "edits", "epochs")), "preset", "predict", "player", "speed", "picked",
    "code", "summary",
})  # fmt: skip
"""What ``hide`` may name."""

WORDS["hide"] = {name: name for name in HIDEABLE}

WORDS["say"] = {
    "name": "Playground",
    "title": "Playground: a small network that learns in front of you",
    "maps": "What each unit answers to every point of the plane",
    "net": "Network. Arrow keys move from unit to unit.",
    "plane": "The plane of the two inputs. Arrow keys move a cursor.",
    "points": "Points of the data",
    "curve": "Training and test loss over the epochs",
    "sample": "Points of",
    "data": "Data", "classes": "Classes", "layers": "Hidden layers", "fewer": "One hidden layer less",
    "more_layers": "One hidden layer more", "less": "One unit less", "more": "One unit more",
    "layer": "Hidden layer", "unit": "unit", "output": "Output", "features": "Features", "class": "class",
    "activation": "Activation", "dropout": "Dropout", "keep": "keep all", "links": "Lines show",
    "test": "Test points", "discretize": "Hard decision", "weight": "weight", "bias": "bias", "gradient": "gradient",
    "value": "Value", "exactly": "exactly", "to": "Into", "from": "From", "picked": "One number of the network",
    "loss": "loss", "right": "right", "train": "training", "penalty": "Penalty of the weights", "test_loss": "test loss",
    "seed": "Seed", "new_seed": "New seed", "torch": "Copy as PyTorch", "rate": "epochs/s", "fast": "fastest",
    "speed": "Epochs a frame", "player": "Training", "step": "One batch", "epoch": "One epoch",
    "back": "One step, epoch or picture back", "rewind": "Back to the same first weights",
    "reset": "Back to the settings it began with",
    "trained": "Training point ", "tested": "Test point ", "target": "target", "says": "says class", "value_": "",
    "probe": "Point at the plane to ask the network.", "draw": "Click to draw a point; drag to move it; Delete removes it.",
    "lost": "The loss is no number any more: the steps were too long. Lower the learning rate and press Rewind.",
    "empty": "No training points yet: draw some.",
    "mixed": "Something was changed on the way, so the link does not repeat this run. Rewind makes it so.",
    "first": "There is no gradient before the first batch: press Step.",
    "predict": {
        "question": "Take both hidden layers away and train for 100 epochs on the rings. How many test points are then right?",
        "options": [
            {"value": "half", "label": "about half"}, {"value": "most", "label": "about three quarters"},
            {"value": "all", "label": "nearly all"},
        ],
        "action": "Take them away and train",
        "said": {"half": "about half", "most": "about three quarters", "all": "nearly all"},
        "verdict": "{right} % are right; you said {yours}.",
    },
}  # fmt: skip

"""What the playground says, and the names of what there is to choose; in traits, not in the bundle."""

SAY = {
    "name": "Playground", "title": "Playground: a network that learns as you watch",
    "data": "Data", "player": "Training", "speed": "Epochs a frame", "fast": "max", "step": "One batch",
    "epoch": "To the end of this epoch", "back": "One step, epoch or picture back",
    "rewind": "Back to the same first weights", "at": "Epoch", "after": "step", "rate": "epochs/s",
    "layers": "Hidden layers", "fewer": "One hidden layer less", "deeper": "One hidden layer more",
    "less": "One unit less",
    "more": "One unit more", "layer": "Hidden layer", "unit": "unit", "features": "Features",
    "output": "Output", "class": "class", "activation": "Activation", "dropout": "Dropout", "drop": "drop",
    "maps": "What each unit answers to every point of the plane",
    "net": "Network. Arrow keys move from unit to unit.", "weight": "Weight", "bias": "Bias",
    "gradient": "gradient", "picked": "One number of the network", "to": "Into", "from": "From",
    "value": "Value", "exactly": "value", "plane": "The plane of the two inputs. Arrow keys move a cursor.",
    "points": "The points of the data", "scale": "What the colors mean", "brush": "Class of the next point",
    "trained": "Training point ", "tested": "Test point ", "target": "target", "says": "Says class",
    "answer": "output", "loss": "loss", "probe": "Point at the plane, or at a unit.",
    "draw": "A click or Enter adds a point, dragging moves it, Delete removes it. Hollow: for tests.",
    "curve": "Training and test loss over the epochs", "right": "right", "train": "training",
    "test": "test", "penalty": "penalty", "ok": "of the test points are right", "new_seed": "New seed",
    "torch": "Copy as PyTorch", "class_room": "For class: what to hide",
    "how_to_hide": "Tick what would distract. The address of this page then hides it for whoever opens it.",
    "empty": "There is no training point yet.",
    "lost": "The loss has run away: the steps were too long. Rewind, then try a smaller learning rate.",
    "every": "Activation of all layers", "several": "several",
    "layer_head": "Layer", "values": "Its values", "spread": "spread",
    "gradients": "Gradients ∂L/∂z at its units", "norm": "‖∂L/∂W‖",
    "ratio": "‖∂L/∂W‖ of the first layer, divided by that of the last:",
    "mixed": "You changed something on the way, so link and code do not repeat this run. Rewind first.",
    "first": "There is no gradient before the first batch: press Step.",
    "between": "This is the middle of an epoch: link and code stand at its beginning.",
    "predict": {
        "question": "We take both hidden layers away and train for 100 epochs on the rings. How many test "
        "points will the network get right?",
        "options": [
            {"value": "half", "label": "about half"}, {"value": "most", "label": "about three quarters"},
            {"value": "all", "label": "nearly all"},
        ],
        "action": "Take the layers away and train",
        "verdict": "{right}% are right; you said: {yours}. Without hidden layers the network draws one "
        "straight line, and no line can separate a ring from its inside. Now "
        "switch on x₁² and x₂² and press Play.",
    },
}  # fmt: skip

WORDS = {
    "data": {
        "circle": "rings", "xor": "xor", "gauss": "clouds", "spiral": "spiral", "plane": "plane",
        "hills": "hills", "own": "your own",
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
        "binary_cross_entropy_with_logits": "binary cross-entropy", "cross_entropy": "cross-entropy",
    },
    "optimizer": {
        "sgd": "SGD", "momentum": "momentum", "nesterov": "Nesterov", "adagrad": "AdaGrad",
        "rmsprop": "RMSprop", "adam": "Adam", "adamw": "AdamW",
    },
    "initializer": {
        "kaiming_uniform": "torch's Linear", "kaiming_normal": "Kaiming normal",
        "xavier_uniform": "Xavier uniform", "xavier_normal": "Xavier normal", "uniform": "uniform, ±0.5",
        "normal": "normal, σ 0.1", "large_normal": "normal, σ 1", "zeros": "all zero",
    },
    "flow": {"off": "nothing", "all": "all points", "point": "one point"},
    "links": {"weights": "weights", "gradients": "gradients"},
}  # fmt: skip
"""Setting → its values, each with the name that the page shows."""

IN_PAGE = {key: WORDS[key] for key in ("data", "features", "activation", "output_activation")} | {"say": SAY}
"""What the page builds by itself."""

HIDE = {
    "preset": "Start from", "predict": "The question", "data": "Data", "player": "Training", "speed": "Speed",
    "features": "Features that are off", "hidden": "Layers and units", "activation": "Activations",
    "dropout": "Dropout", "output_activation": "Activation of the output", "picked": "One number",
    "every_activation": "Activation of all layers",
}  # fmt: skip
"""What can be hidden for class, with its name, beside every control that has a label."""

HIDE_LAST = {"network": "The network", "summary": "Summary in words", "code": "Code", "class": "This list"}

PARTS = HIDE | {"comment": "Comment", "class": HIDE_LAST["class"]}
"""What a task can show or hide, beside every control that has a label."""

ANSWERS = {
    "network": HIDE_LAST["network"],
    "plane": "the plane", "curve": "losses over the epochs", "layers": "histograms by layer",
    "results": "losses as numbers", "summary": HIDE_LAST["summary"], "code": HIDE_LAST["code"],
}  # fmt: skip
"""What is there in every task, though a prediction may hide it."""

USUAL = ("preset", "comment", "predict", "data", "player", "speed", "features", "hidden", "class")
"""What is in sight where no task says it."""

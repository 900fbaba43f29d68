"""The playground's ready-made states, each with one line of commentary that a test holds to the truth."""

START = {
    "data": "circle", "points": [], "n_samples": 500, "n_classes": 2, "noise": 0.3, "train_share": 0.5,
    "features": ["x1", "x2"], "hidden": [4, 2], "activation": ["tanh", "tanh"], "dropout": [0.0, 0.0],
    "output_activation": "tanh", "loss": "mse", "optimizer": "sgd", "lr": 0.03, "momentum": 0.9, "batch_size": 10,
    "l1": 0.0, "l2": 0.0, "initializer": "kaiming_uniform", "seed": 0, "edits": [], "epochs": 0,
    "links": "weights", "discretize": False, "show_test": False,
}  # fmt: skip
"""Every trait that a preset sets: TensorFlow Playground's start, with a little noise."""


def _preset(label: str, comment: str, *, hidden=(4, 2), activation="tanh", **settings) -> dict:
    """``activation`` is that of every hidden layer."""
    layers = {"hidden": [*hidden], "activation": [activation] * len(hidden), "dropout": [0.0] * len(hidden)}
    return {"label": label, "comment": comment, **layers, **settings}


_CLASSES = {"output_activation": "linear", "optimizer": "adam", "lr": 0.01}

PRESETS = {
    "circle": _preset(
        "rings",
        "TensorFlow Playground's start. Four bent lines in the first layer close around the inner ring.",
    ),
    "xor": _preset(
        "xor",
        "Opposite corners belong together. Each hidden unit adds one bend; take units away and see.",
        data="xor",
        hidden=(4,),
    ),
    "spiral": _preset(
        "spiral",
        "The hard one: three hidden layers of ReLU, Adam and patience.",
        data="spiral",
        noise=0.1,
        hidden=(8, 8, 8),
        activation="relu",
        loss="binary_cross_entropy_with_logits",
        **_CLASSES,
    ),
    "three_classes": _preset(
        "three classes",
        "Three rings, three outputs, softmax and cross-entropy: pale is where the network hesitates.",
        n_classes=3,
        hidden=(8, 8),
        loss="cross_entropy",
        **_CLASSES,
    ),
}  # fmt: skip

"""The playground's ready-made states, each with a line of commentary that a test holds to the truth."""


def _preset(label: str, comment: str, *, hidden=(4, 2), activation="tanh", **settings) -> dict:
    """``activation`` is that of every hidden layer."""
    layers = {"hidden": [*hidden], "activation": [activation] * len(hidden), "dropout": [0.0] * len(hidden)}
    return {"label": label, "comment": comment, "settings": {**layers, **settings}}


_SCORES = {"output_activation": "linear", "optimizer": "adam"}
_NUMBERS = {"noise": 0.0, "output_activation": "linear"}
_BCE = "binary_cross_entropy_with_logits"

PRESETS = {
    "circle": _preset(
        "rings",
        "TensorFlow Playground starts like this. The four units of the first layer draw four lines; together "
        "they close around the inner ring.",
    ),
    "xor": _preset(
        "xor",
        "Opposite corners belong together, and one line cannot separate them. Four hidden units do; take one "
        "away at a time.",
        data="xor",
        hidden=(4,),
    ),
    "spiral": _preset(
        "spiral",
        "The hard one. With x₁ and x₂ alone it takes three hidden layers of ReLU, Adam and about 100 epochs.",
        data="spiral", noise=0.1, hidden=(8, 8, 8), activation="relu", loss=_BCE, lr=0.01, **_SCORES,
    ),
    "three_classes": _preset(
        "three classes",
        "Three arms, three outputs, softmax and cross-entropy. The map is pale where the network hesitates.",
        data="spiral", n_classes=3, n_samples=600, noise=0.1, seed=2, hidden=(8, 8, 8), activation="relu",
        loss="cross_entropy", lr=0.005, **_SCORES,
    ),
    "overfit": _preset(
        "overfit",
        "Thirty noisy points to learn from, and 177 weights and biases. Watch both losses, and the border "
        "between the colors.",
        n_samples=60, noise=1.0, hidden=(8, 8, 8), activation="relu", loss=_BCE, lr=0.01, show_test=True,
        **_SCORES,
    ),
    "batch_of_one": _preset(
        "batches of one",
        "Each point decides one step by itself: 250 steps an epoch. Watch how the loss moves, and compare it "
        "with that of the full batch.",
        noise=0.5, batch_size=1,
    ),
    "full_batch": _preset(
        "full batch",
        "The same network and rate as batches of one, but each step averages over all 250 points: one step "
        "an epoch.",
        noise=0.5, batch_size=250,
    ),
    "hills": _preset(
        "hills",
        "Regression: six hills and valleys, to be fitted as numbers. A point vanishes where the fit is "
        "right.",
        data="hills", hidden=(8, 8), optimizer="adam", lr=0.01, **_NUMBERS,
    ),
    "output_relu": _preset(
        "ReLU at the output",
        "A bug people really shipped. Compare the map with the colors of the points, then set the output "
        "to linear.",
        data="plane", hidden=(4,), **_NUMBERS | {"output_activation": "relu"},
    ),
    "deep": _preset(
        "six layers of sigmoid",
        "Follow the gradients from the output back to the first layer. Then choose another activation for "
        "all layers, and other first weights.",
        hidden=(8,) * 6, activation="sigmoid", loss=_BCE, initializer="xavier_uniform", histograms=True,
        lr=0.01, **_SCORES,
    ),
    "zeros": _preset(
        "all weights zero",
        "Four hidden units start equal, get equal gradients and stay equal forever: a network of one unit.",
        data="xor", hidden=(4,), activation="sigmoid", initializer="zeros",
    ),
    "unscaled": _preset(
        "unscaled input",
        "x₁² reaches 36, the others 6, and the steps explode above a rate of about 0.004. Without x₁², 0.07 "
        "is still fine.",
        data="plane", features=["x1", "x2", "x1_squared"], hidden=(), batch_size=250, lr=0.003, **_NUMBERS,
    ),
}  # fmt: skip

"""The texts of the descent explorer, and how its racers look. Names in braces are filled in by the page."""

from course_lib.optim.descent import gradient_descent
from course_lib.optim.quadratics import bowl

KNOBS = {
    "condition": {"label": "Curvature across, κ", "min": 1, "max": 1000, "log": True},
    "angle": {"label": "Turned by (radians)", "min": -3.2, "max": 3.2, "step": 0.1},
    "noise": {"label": "Noise on the gradient", "min": 0, "max": 10, "step": 0.1},
    "batch_size": {"label": "Batch size (0: all rows)", "min": 0, "max": 442, "step": 1, "whole": True},
    "seed": {"label": "Seed of the draws", "min": 0, "max": 99, "step": 1, "whole": True},
    "momentum": {"label": "Momentum μ", "min": 0, "max": 0.99, "step": 0.01},
    "steps": {"label": "Steps of the run", "min": 10, "max": 1000, "log": True, "whole": True},
}
PREDICT = {
    "question": "The curvature across the valley is 10. At which learning rate does plain descent stop "
    "converging, and what does it do just above? Commit first, then look.",
    "options": [
        {"value": "drift", "label": "It drifts along the floor, away from the minimum."},
        {"value": "zigzag", "label": "It zigzags across the valley, a little wider each step."},
        {"value": "jump", "label": "It leaves the picture at once."},
    ],
    "number": {"label": "It stops converging at"},
    "action": "Run just below and just above",
}
_START = [-3.5, 1.0]  # of the preset "edge"


def _after(lr):
    surface = bowl(10.0)
    return gradient_descent(surface.f, surface.grad, _START, lr=lr, steps=100).values[-1]


REVEAL = {
    "edge": 0.2,
    "answer": "zigzag",
    "right": "And it zigzags, as you said",
    "wrong": "It zigzags",
    "verdict": "The edge is 2/λmax = 2/10 = 0.2. From one start, a hundred steps just below it, at 0.196, "
    f"lead to a loss of {_after(0.196):.2g}; just above, at 0.204, to {_after(0.204):,.0f}. Your {{number}} "
    "is off by {off}. {choice}: each step across the valley multiplies the distance by 1 − 10 · 0.204 = "
    "−1.04. The picture shows that run. Set the rate to 0.196, and it settles.",
}
SHAPES = {
    "sgd": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
    "momentum": "M-5.5-5.5h11v11h-11z",
    "nesterov": "M0-7.5l7.5 7.5-7.5 7.5-7.5-7.5z",
    "adagrad": "M0-7l7 12.5h-14z",
    "rmsprop": "M0 7l7-12.5h-14z",
    "adam": "M-2.5-7.5h5v5h5v5h-5v5h-5v-5h-5v-5h5z",
    "adamw": "M0-3.5l4-4 3.5 3.5-4 4 4 4-3.5 3.5-4-4-4 4-3.5-3.5 4-4-4-4 3.5-3.5z",
}
LABELS = {
    "sgd": "SGD",
    "momentum": "Momentum",
    "nesterov": "Nesterov",
    "adagrad": "Adagrad",
    "rmsprop": "RMSprop",
    "adam": "Adam",
    "adamw": "AdamW",
}
# What each remembers: an average of gradients, a size of gradients. Adam's wear hats, as it corrects them.
MEMORY = {name: ["", ""] for name in LABELS} | {
    "momentum": ["m", ""],
    "nesterov": ["m", ""],
    "adagrad": ["", "√v"],
    "rmsprop": ["", "√v"],
    "adam": ["m̂", "√v̂"],
    "adamw": ["m̂", "√v̂"],
}
CLASSES = LABELS | dict.fromkeys(("momentum", "nesterov"), "SGD")
_OPTIONS = {
    "momentum": ', "momentum": {momentum}',
    "nesterov": ', "momentum": {momentum}, "nesterov": {nesterov}',
}
CODE = {
    "classes": CLASSES,
    "racers": {
        name: f'    "{name}": ({CLASSES[name]}, {{"lr": {{lr}}{_OPTIONS.get(name, "")}}}),' for name in LABELS
    },
    "lines": [  # when, and the line
        ["data", "import numpy as np\n"],
        ["plain", "from course_lib.optim import {classes}, gradient_descent, {surface}"],
        ["data", "from course_lib.optim import {classes}, gradient_descent, least_squares"],
        ["data", "from course_lib.optim.descent_explorer import patients"],
        ["random", "from course_lib.optim.descent_explorer import noisy_gradient"],
        ["data", "\nx, y = np.array(patients()).T  # body mass index and progression, in standard units"],
        ["data", "surface = least_squares(np.column_stack([x, np.ones_like(x)]), y)"],
        ["bowl", "\nsurface = bowl(condition={condition}, angle={angle})"],
        ["bent", "\nsurface = {surface}()"],
        ["always", "racers = {\n{racers}\n}"],
        ["always", "for name, (optimizer, options) in racers.items():"],
        ["exact", "    grad = surface.grad"],
        ["noise", "    grad = noisy_gradient(surface, seed={seed}, noise={noise})"],
        ["batches", "    grad = noisy_gradient(\n        surface, seed={seed}, n_rows=len(x), "
         "batch_size={batch_size}\n    )"],
        ["always", "    path = gradient_descent(\n        surface.f, grad, [{start}], steps={step}, "
         "optimizer=optimizer, **options\n    )"],
        ["always", "    print(name, path.values[-1])"],
    ],
}  # fmt: skip

WORDS = {
    "title": "Descent explorer: choose a start, race the optimizers",
    "from": "Surface and race",
    "knobs": KNOBS,
    "own": "Your own settings. Reset brings back what the page began with.",
    "predict": PREDICT,
    "reveal": REVEAL,
    "map": "Lines of equal loss, from above",
    "start": "Start: press anywhere, or use the arrow keys",
    "curves": "Loss over the steps",
    "axes": {"xLabel": "step", "yLabel": "loss above the minimum"},
    "marker": "Step marker",
    "arrowsOf": "Each line stands twice as high above the minimum as the one inside it. Arrows of ",
    "vectors": {
        "gradient": ", drawn downhill: gradient g ({gradient.0}, {gradient.1})",
        "memory": " · memory m ({memory.0}, {memory.1})",
        "size": " · box: usual size √v ({size.0}, {size.1})",
    },
    "memory": MEMORY,
    "time": "The race, step by step",
    "race": "In the race",
    "heads": ["Arrows of", "Learning rate", "Edge", "Loss", "Distance", "Steps", "To 1%"],
    "labels": LABELS,
    "whose": {
        name: label + (", with m̂ and v̂" if name.startswith("adam") else "") for name, label in LABELS.items()
    },
    "shapes": SHAPES,
    "law": "The largest curvature is λmax\u00a0=\u00a0{lambda}, so the edge of plain descent is "
    "2/\u2060λmax\u00a0=\u00a0{edge}. ",
    "told": "Step {step} of {steps}.",
    "stands": " {name}: loss {loss}, {distance} from the nearest minimum.",
    "gone": " {name} has diverged: after step {t} its loss is infinite.",
    "code": CODE,
}

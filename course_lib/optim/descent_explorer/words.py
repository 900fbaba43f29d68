"""The texts of the descent explorer. Names in braces are filled in by the page."""

from course_lib.optim.descent import gradient_descent
from course_lib.optim.descent_explorer.racers import RACERS, RATES, Racer
from course_lib.optim.quadratics import bowl

PREDICT = {
    "question": "The curvature across the valley is 10. At which learning rate does plain descent stop "
    "converging, and what does it do just above?",
    "veiled": "the edge and the rest of the path wait for you",
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
    f"lead to a loss of {_after(0.196):.2g}; just above, at 0.204, to {_after(0.204):,.0f}. {{off}} "
    "{choice}: each step across the valley multiplies the distance by 1 − 10 · 0.204 = "
    "−1.04. The picture shows that run. Set the rate to 0.196, and it settles.",
}
LABELS = {name: racer.label for name, racer in RACERS.items()}


def _line(name: str, racer: Racer) -> str:
    """A racer's line of the code, with places for its numbers."""
    options = "".join(f', "{option}": {{{option}}}' for option in ("lr", *racer.uses))
    return f'    "{name}": ({racer.optimizer.__name__}, {{{options.removeprefix(", ")}}}),'


CODE = {
    "classes": {name: racer.optimizer.__name__ for name, racer in RACERS.items()},
    "racers": {name: _line(name, racer) for name, racer in RACERS.items()},
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
    "title": "Descent explorer: choose a start and race",
    "from": "Surface and race",
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
    "memory": {name: racer.memory for name, racer in RACERS.items()},
    "arrows": " · its arrows",
    "time": "The race, step by step",
    "race": "In the race",
    "rates": RATES,
    "heads": ["Racer", "Learning rate", "Edge", "Loss", "Distance", "Steps", "To 1%"],
    "labels": LABELS,
    "whose": {
        name: racer.label + ", with m̂ and v̂" * (racer.memory == ("m̂", "√v̂")) for name, racer in RACERS.items()
    },
    "shapes": {name: racer.marker for name, racer in RACERS.items()},
    "looks": {name: racer.look for name, racer in RACERS.items()},
    "law": "The largest curvature is λmax\u00a0=\u00a0{lambda}, so the edge of plain descent is "
    "2/\u2060λmax\u00a0=\u00a0{edge}. ",
    "told": "Step {step} of {steps}.",
    "stands": " {name}: loss {loss}, {distance} from the nearest minimum.",
    "gone": " {name} has diverged: after step {t} its loss is infinite.",
    "code": CODE,
}

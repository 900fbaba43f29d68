"""What the descent explorer starts from: its surfaces and its presets."""

from course_lib.optim.descent_explorer.racers import OPTIMIZERS, RACERS

_NOTE = " Distance: to the nearest minimum. To\u00a01%: steps until a hundredth of the height is left."
FLAT = "Above it, plain descent diverges." + _NOTE
BENT = "That is so at the flattest minimum; above the edge, no minimum holds plain descent." + _NOTE

# What is said of each surface's edge, its axes, where it is entered and for how long.
SURFACES = {
    "bowl": {
        "edge": FLAT, "axes": ["x₁", "x₂"], "start": [-3.5, 1.5], "steps": 60,
    },
    "rosenbrock": {
        "edge": BENT, "axes": ["x₁", "x₂"], "start": [-1.5, 2.5], "steps": 500,
    },
    "himmelblau": {
        "edge": BENT, "axes": ["x₁", "x₂"], "start": [-0.5, -1.0], "steps": 60,
    },
    "saddle": {
        "edge": BENT, "axes": ["x₁", "x₂"], "start": [-1.5, 0.001], "steps": 100,
    },
    "plateau": {
        "edge": BENT, "axes": ["x₁", "x₂"], "start": [-2.5, 1.5], "steps": 200,
    },
    "regression": {
        "edge": FLAT, "axes": ["slope", "intercept"],
        "start": [-0.9, -1.5], "steps": 120,
    },
}  # fmt: skip


def entered(surface: str, **changes) -> dict:
    """What it takes to enter a surface: its start, its steps, rates that suit it, then ``changes``."""
    about, place = SURFACES[surface], [*SURFACES].index(surface)
    lrs = {name: racer.rates[place] for name, racer in RACERS.items()} | changes.pop("lrs", {})
    return {"surface": surface, "start": about["start"], "steps": about["steps"], "lrs": lrs} | changes


PRESETS = {
    "bowl": {
        "label": "bowl",
        "comment": "Curvatures 1 and 10, plain descent at a rate of 0.15. Raise the rate bit by bit: which "
        "of the two directions fails first?",
        "settings": entered(
            surface="bowl", steps=40, step=6,
        ),
    },
    "edge": {
        "label": "bowl, over the edge",
        "comment": "The same bowl at 0.204, two percent above 2/10: each step crosses the valley and lands "
        "4% farther out, 1 − 10 · 0.204 = −1.04. Move the rate to 0.196.",
        "settings": entered(
            surface="bowl", start=[-3.5, 1.0], steps=50, step=24, lrs={"sgd": 0.204},
        ),
    },
    "ravine": {
        "label": "bowl as a ravine",
        "comment": "Curvatures 1 and 50. The rate must suit the steep walls, and the way along the "
        "floor is long. Who is ahead, and from which step on?",
        "settings": entered(
            surface="bowl", condition=50.0, optimizers=["sgd", "momentum"], focus="momentum",
            steps=100, step=16, lrs={"sgd": 0.03, "momentum": 0.01},
        ),
    },
    "rosenbrock": {
        "label": "bent valley (Rosenbrock)",
        "comment": "Getting down the wall is easy, getting along the floor is slow. Where the gradient "
        "is small, Adam takes steps of its own length.",
        "settings": entered(
            surface="rosenbrock", optimizers=["sgd", "momentum", "adam"], focus="adam", step=250,
        ),
    },
    "himmelblau": {
        "label": "four valleys (Himmelblau)",
        "comment": "Four minima of equal depth, one start, three different ends. Drag the start: where it "
        "lies decides where each ends, and momentum rolls past the nearest valley.",
        "settings": entered(
            surface="himmelblau", start=[0.0, -1.0], optimizers=["sgd", "momentum", "adam"],
            focus="momentum", steps=80, step=14, lrs={"momentum": 0.02, "adam": 0.3},
        ),
    },
    "saddle": {
        "label": "saddle",
        "comment": "We start a thousandth beside the ridge. All slide to the pass; who leaves it first? "
        "Put the start on the ridge, x₂ = 0, and nobody does.",
        "settings": entered(
            surface="saddle", optimizers=["sgd", "momentum", "adam"], focus="adam", step=30,
        ),
    },
    "plateau": {
        "label": "plateau",
        "comment": "Far from the well the gradient is 0.04. Plain descent at 0.1 crawls; Adam at 0.1 divides "
        "by the gradient's usual size and walks.",
        "settings": entered(
            surface="plateau", optimizers=["sgd", "adam"], focus="adam", step=20,
        ),
    },
    "minibatch": {
        "label": "regression in batches",
        "comment": "442 patients, disease progression against body mass index, eight of them a step. Give "
        "each step more, up to all of them (0): what changes?",
        "settings": entered(
            surface="regression", batch_size=8, optimizers=["sgd", "adam"], step=40,
        ),
    },
    "race": {
        "label": "bowl, all seven race",
        "comment": "Curvatures 1 and 25, turned: a rate for each coordinate cannot straighten this valley. "
        "Turn it back to 0 and take the start along: who gains?",
        "settings": entered(
            surface="bowl", condition=25.0, angle=0.5, optimizers=OPTIMIZERS, focus="adam",
            steps=100, step=18,
            lrs={"sgd": 0.06, "momentum": 0.01, "nesterov": 0.01, "adagrad": 0.8},
        ),
    },
}  # fmt: skip

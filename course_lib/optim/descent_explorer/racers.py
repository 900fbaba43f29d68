"""Who races: one row an optimizer. All that the descent explorer knows of it stands there."""

from typing import NamedTuple

from course_lib.optim.adam import Adam, AdamW
from course_lib.optim.adaptive import Adagrad, RMSprop
from course_lib.optim.sgd import SGD


class Racer(NamedTuple):
    """An optimizer in a race.

    ``rates`` suit it on bowl, rosenbrock, himmelblau, saddle, plateau and regression. ``marker`` is an SVG
    path around 0, ``look`` the color and the pattern of its line in CSS. ``memory`` names the two things
    that it remembers, an average of gradients and a size of gradients, Adam's with hats, as it corrects
    them. ``uses`` are the settings beside the rate that it takes.
    """

    label: str
    optimizer: type
    rates: tuple[float, float, float, float, float, float]
    marker: str
    look: str
    memory: tuple[str, str] = ("", "")
    uses: tuple[str, ...] = ()


RACERS = {
    "sgd": Racer(
        "SGD", SGD, (0.15, 5e-4, 0.01, 0.1, 0.1, 0.1),
        "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z", "--c: var(--mse)",
    ),
    "momentum": Racer(
        "Momentum", SGD, (0.02, 5e-4, 0.01, 0.1, 0.1, 0.02),
        "M-5.5-5.5h11v11h-11z", "--c: var(--l1); --dash: 8 4", ("m", ""), ("momentum",),
    ),
    "nesterov": Racer(
        "Nesterov", SGD, (0.02, 5e-4, 0.01, 0.1, 0.1, 0.02),
        "M0-7.5l7.5 7.5-7.5 7.5-7.5-7.5z", "--c: var(--ochre); --dash: 10 3 2 3 2 3",
        ("m", ""), ("momentum", "nesterov"),
    ),
    "adagrad": Racer(
        "Adagrad", Adagrad, (0.5, 0.5, 0.5, 0.1, 0.2, 0.5),
        "M0-7l7 12.5h-14z", "--c: var(--quantile); --dash: 3 3", ("", "√v"),
    ),
    "rmsprop": Racer(
        "RMSprop", RMSprop, (0.05, 0.01, 0.05, 0.01, 0.02, 0.02),
        "M0 7l7-12.5h-14z", "--c: var(--huber); --dash: 10 4 3 4", ("", "√v"),
    ),
    "adam": Racer(
        "Adam", Adam, (0.2, 0.1, 0.2, 0.1, 0.1, 0.1),
        "M-2.5-7.5h5v5h5v5h-5v5h-5v-5h-5v-5h5z", "--c: var(--ink); --w: 4", ("m̂", "√v̂"),
    ),
    "adamw": Racer(
        "AdamW", AdamW, (0.2, 0.1, 0.2, 0.1, 0.1, 0.1),
        "M0-3.5l4-4 3.5 3.5-4 4 4 4-3.5 3.5-4-4-4 4-3.5-3.5 4-4-4-4 3.5-3.5z",
        "--c: var(--ink); --w: 4; --dash: 8 4", ("m̂", "√v̂"),
    ),
}  # fmt: skip

OPTIMIZERS = [*RACERS]
RATES = (1e-4, 10)  # the least and the most that each may be given
WITH_MOMENTUM = [name for name, racer in RACERS.items() if "momentum" in racer.uses]


def options_of(name: str, momentum: float = 0.9) -> dict:
    """What a racer's name says beyond its class; without momentum Nesterov's step is the plain one."""
    every = {"momentum": momentum, "nesterov": momentum > 0}
    return {option: every[option] for option in RACERS[name].uses}

"""One run of the descent explorer in Python: the same steps, the same noise, the same batches as its page."""

from collections.abc import Callable, Iterator

import numpy as np

from course_lib.mulberry import Mulberry32
from course_lib.optim.descent import DescentPath, gradient_descent
from course_lib.optim.descent_explorer.racers import RACERS, options_of
from course_lib.optim.surfaces import Surface

CLASSES = {name: racer.optimizer for name, racer in RACERS.items()}


def batches(rng: Mulberry32, n: int, size: int) -> Iterator[np.ndarray]:
    """Rows of one batch after the other, in a new order every epoch; its last batch holds what is left.

    >>> rows = batches(Mulberry32(0), 5, 2)
    >>> [len(next(rows)) for _ in range(4)]
    [2, 2, 1, 2]
    """
    while True:
        order = rng.permutation(n)
        yield from (order[i : i + size] for i in range(0, n, size))


def noisy_gradient(
    surface: Surface, seed: int = 0, noise: float = 0.0, n_rows: int = 0, batch_size: int = 0
) -> Callable:
    """The gradient with Gaussian noise, or from batches; made anew, so each racer meets the same draws."""
    rng = Mulberry32(seed)
    if batch_size:
        rows = batches(rng, n_rows, batch_size)
        return lambda x: surface.grad(x, next(rows))
    if noise:
        return lambda x: surface.grad(x) + noise * rng.normal(2)
    return surface.grad


def run(
    surface: Surface, name: str, start, lr: float, steps: int, momentum: float = 0.9, **noise
) -> DescentPath:
    """The path of one optimizer; ``noise`` goes to :func:`noisy_gradient`."""
    grad, options = noisy_gradient(surface, **noise), options_of(name, momentum)
    return gradient_descent(surface.f, grad, start, lr=lr, steps=steps, optimizer=CLASSES[name], **options)

"""What moves the seeds of a lesson: its source runs first in the lesson's kernel (reseed.py)."""


def shift_seeds(shift: int) -> None:
    """Move by 1000 · shift every seed that this process sets from now on; runs first in a lesson's kernel."""
    import numbers
    import random

    import numpy as np

    def moved(seed):
        if isinstance(seed, numbers.Integral) and not isinstance(seed, bool):
            return int(seed) + 1000 * shift
        if isinstance(seed, list | tuple) and seed:  # default_rng([seed, 1]): the first names the draw
            return [moved(seed[0]), *seed[1:]]
        return seed  # None, a generator, a bit generator: these name no seed

    def seeding(function):
        return lambda seed=None, *rest, **named: function(moved(seed), *rest, **named)

    class Kind(type(np.random.RandomState)):  # an unpickled one is of the old class
        def __instancecheck__(cls, thing, old=np.random.RandomState):
            return isinstance(thing, old)

    class RandomState(np.random.RandomState, metaclass=Kind):
        def __init__(self, seed=None):
            super().__init__(moved(seed))

    np.random.default_rng, np.random.seed = seeding(np.random.default_rng), seeding(np.random.seed)
    np.random.RandomState = RandomState
    random.seed = seeding(random.seed)
    try:
        import torch
    except ImportError:  # a lesson without torch
        return

    class Generator(torch.Generator):
        def manual_seed(self, seed):
            return super().manual_seed(moved(seed))

    torch.Generator = Generator
    torch.manual_seed = torch.random.manual_seed = seeding(torch.manual_seed)

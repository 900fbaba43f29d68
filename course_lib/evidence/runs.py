"""One experiment, many seeds."""

from collections.abc import Callable, Mapping

import numpy as np


def over_seeds(experiment: Callable, seeds, progress: bool = False):
    """Run an experiment once a seed and collect what it returns.

    Parameters
    ----------
    experiment : function of one seed
        Returns a number, an array, or a dictionary of them; of the same shape for each seed.
    seeds : iterable of distinct int
    progress : bool
        Show a bar (tqdm).

    Returns
    -------
    array of shape (n, ...), first axis the seeds; or a dictionary of such arrays.

    Raises
    ------
    ValueError
        No seeds, a seed that comes twice, or results that differ in names or shape.

    Examples
    --------
    >>> def two_dice(seed):
    ...     first, second = np.random.default_rng(seed).integers(1, 7, size=2)
    ...     return {"larger": max(first, second), "sum": first + second}
    >>> over_seeds(two_dice, range(5))["sum"].tolist()
    [10, 7, 8, 6, 11]
    """
    seeds = list(seeds)
    if not seeds or len(set(seeds)) < len(seeds):
        raise ValueError(f"one run a seed needs seeds, each of them once; got {seeds}")
    if progress:
        from tqdm.auto import tqdm
    results = [experiment(seed) for seed in (tqdm(seeds) if progress else seeds)]
    first = results[0]
    if isinstance(first, Mapping):
        for seed, result in zip(seeds, results, strict=True):
            if not isinstance(result, Mapping) or set(result) != set(first):
                raise ValueError(f"seed {seeds[0]} gave {sorted(first)}, seed {seed} gave {_named(result)}")
        return {name: _stack(seeds, [result[name] for result in results]) for name in first}
    return _stack(seeds, results)


def _stack(seeds, results):
    arrays = [np.asarray(result) for result in results]
    for seed, array in zip(seeds, arrays, strict=True):
        if array.shape != arrays[0].shape:
            raise ValueError(f"seed {seeds[0]} gave shape {arrays[0].shape}, seed {seed} gave {array.shape}")
    return np.stack(arrays)


def _named(result):
    return sorted(result) if isinstance(result, Mapping) else type(result).__name__

"""Which rows train and which test: scikit-learn's `train_test_split`, row for row, with NumPy alone."""

import numpy as np

__all__ = ["split_rows"]


def split_rows(n: int, test_size: float, seed: int, classes=None) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the training and of the test part, drawn at random.

    Parameters
    ----------
    n : int
        Rows altogether.
    test_size : float in (0, 1)
        Share of the test part, rounded up to whole rows.
    seed : int
    classes : int array (n,), optional
        Each class then keeps its share in both parts.

    Raises
    ------
    ValueError
        If a part would be empty, or too small to hold every class.

    References
    ----------
    scikit-learn, ``sklearn/model_selection/_split.py``; equal seeds give its rows.
    """
    n_test = int(np.ceil(test_size * n))
    n_train = n - n_test
    if n_train < 1:
        raise ValueError(f"{n} rows with test_size={test_size} leave none to train on")
    rng = np.random.RandomState(seed)  # the generator that scikit-learn draws from
    if classes is None:
        order = rng.permutation(n)
        return order[n_test:], order[:n_test]
    names, counts = np.unique(classes, return_counts=True)
    if counts.min() < 2 or min(n_train, n_test) < len(names):
        raise ValueError(
            f"{len(names)} classes, the smallest with {counts.min()} rows, do not all fit into both parts: "
            f"{n_train} to train and {n_test} to test"
        )
    for_train = _shares(counts, n_train, rng)
    for_test = _shares(counts - for_train, n_test, rng)
    train, test = [], []
    for name, count, k, m in zip(names, counts, for_train, for_test, strict=True):
        rows = np.flatnonzero(classes == name)[rng.permutation(count)]
        train.append(rows[:k])
        test.append(rows[k : k + m])
    return rng.permutation(np.concatenate(train)), rng.permutation(np.concatenate(test))


def _shares(counts, n, rng):
    """n as whole numbers in proportion to counts; the largest remainders get one more, ties by lot."""
    exact = counts / counts.sum() * n
    whole = np.floor(exact)
    left, remainder = int(n - whole.sum()), exact - whole
    for value in np.unique(remainder)[::-1]:
        if left <= 0:
            break
        tied = np.flatnonzero(remainder == value)
        chosen = rng.choice(tied, size=min(len(tied), left), replace=False)
        whole[chosen] += 1
        left -= len(chosen)
    return whole.astype(int)

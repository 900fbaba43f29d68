"""What a data set looks like here, and how it is divided."""

from dataclasses import dataclass

import numpy as np

from course_lib.datasets.splitting import split_rows

__all__ = ["Benchmark", "Dataset", "Split"]


@dataclass(frozen=True)
class Split:
    """A data set in two parts; nothing of the test part went into the other numbers.

    ``mean`` and ``std`` hold one number a feature, measured on the training part: subtract and divide to
    bring new data to the same scale. Without standardization they are 0 and 1.
    """

    X_train: np.ndarray
    X_test: np.ndarray
    y_train: np.ndarray
    y_test: np.ndarray
    mean: np.ndarray
    std: np.ndarray


@dataclass(frozen=True, repr=False)
class Dataset:
    """Examples and their targets, with the names, the units and the origin of both.

    Attributes
    ----------
    X : array (N, ...), float64
        One example a row: (N, D) for tables, (N, C, H, W) for images.
    y : array (N,)
        float64 targets, or int64 class numbers 0 … C - 1 or counts.
    source : str
        Where the numbers came from.
    feature_names, feature_units : tuples of str, one entry a column of X
        "" where the source states no unit; a unit of "1" is a pure number.
    target_name, target_unit : str
    class_names : tuple of str
        One entry a class; empty for numbers.
    """

    X: np.ndarray
    y: np.ndarray
    source: str
    feature_names: tuple[str, ...] = ()
    feature_units: tuple[str, ...] = ()
    target_name: str = "y"
    target_unit: str = ""
    class_names: tuple[str, ...] = ()

    def __repr__(self):
        kind = f"{len(self.class_names)} classes" if self.class_names else self.target_name
        return f"Dataset(X {self.X.shape}, y {self.y.shape}: {kind}; {self.source})"

    def split(self, test_size: float = 0.25, seed: int = 0, standardize: bool = False) -> Split:
        """Divide at random into a training and a test part; classes keep their shares in both.

        Parameters
        ----------
        test_size : float in (0, 1)
            The share of the examples that is kept for the test.
        seed : int
            Equal seeds give equal parts.
        standardize : bool
            Bring every feature to mean 0 and standard deviation 1 *of the training part*. The test part is
            moved by the same numbers: what it looks like must stay unknown until the test. A feature that
            is constant in the training part is only centered.

        Raises
        ------
        ValueError
            If test_size is not between 0 and 1, or a part would be empty or lack a class.

        Examples
        --------
        >>> from course_lib.datasets import load_iris
        >>> part = load_iris().split(standardize=True)
        >>> part.X_train.shape, part.X_test.shape
        ((112, 4), (38, 4))
        """
        if not 0 < test_size < 1:
            raise ValueError(f"test_size is a share between 0 and 1, got {test_size!r}")
        classes = self.y if self.class_names else None
        train, test = split_rows(len(self.X), test_size, seed, classes)
        X_train, X_test = self.X[train], self.X[test]
        mean, std = np.zeros(self.X.shape[1:]), np.ones(self.X.shape[1:])
        if standardize:
            # whether all values are equal is asked of the values: their spread is rounded, and seldom 0
            constant = np.ptp(X_train, axis=0) == 0
            mean = np.where(constant, X_train[0], X_train.mean(axis=0))
            std = X_train.std(axis=0)
            std = np.where(constant | (std == 0), 1.0, std)  # the square of a tiny spread may be 0
        return Split((X_train - mean) / std, (X_test - mean) / std, self.y[train], self.y[test], mean, std)


@dataclass(frozen=True, repr=False)
class Benchmark:
    """A set that its authors divided, so that everybody trains and tests on the same examples.

    Attributes
    ----------
    X_train, X_test : array (N, C, H, W), float32 in [0, 1]; or a list of N texts
        float32 is what torch's layers take, ``torch.from_numpy(data.X_train)``, in half the memory.
    y_train, y_test : array (N,), int64
        Class numbers 0 … C - 1, which is what `cross_entropy` takes.
    source : str
        Where it came from; begins with "stand-in for" when it is not the set that was asked for.
    class_names : tuple of str
    """

    X_train: np.ndarray | list[str]
    y_train: np.ndarray
    X_test: np.ndarray | list[str]
    y_test: np.ndarray
    source: str
    class_names: tuple[str, ...]

    def __repr__(self):
        counts = f"{len(self.y_train):,} to train, {len(self.y_test):,} to test"
        return f"Benchmark({counts}: {len(self.class_names)} classes; {self.source})"

"""A mean and a mean difference, each with the interval that says how far off it may still be."""

import math
from dataclasses import dataclass, field

import numpy as np

from course_lib.evidence.student_t import t_quantile
from course_lib.shapes import Float


@dataclass(frozen=True)
class Mean:
    """A mean and the interval around it: ``mean``, ``low``, ``high``, ``n`` values, ``confidence``.

    ``print`` shows all of them in one line. ``se`` is the standard error, ``values`` are the n values.
    """

    mean: float
    low: float
    high: float
    n: int
    confidence: float
    se: float
    values: Float[np.ndarray, " n"] = field(repr=False, compare=False)
    things: str = field(default="values", repr=False)

    def contains(self, number: float) -> bool:
        """Whether the interval leaves room for this number as the true mean."""
        return self.low <= number <= self.high

    def _written(self, *numbers):
        """Numbers to the place that shows two digits of half the interval."""
        half = (self.high - self.low) / 2
        digits = 1 - math.floor(math.log10(half)) if half > 0 else 3
        return [f"{x:.{max(digits, 0)}f}" if -5 < digits < 8 else f"{x:.3g}" for x in numbers]

    def _line(self, mean, low, high):
        tail = f"{100 * self.confidence:g} % interval {low} to {high}, n = {self.n} {self.things}"
        return f"{mean}, {tail}"

    def __str__(self):
        return self._line(*self._written(self.mean, self.low, self.high))


@dataclass(frozen=True)
class Paired(Mean):
    """A mean difference a − b and its interval; ``values`` are the n differences.

    ``clear`` says whether the interval lies on one side of 0, that is whether the sign is settled.
    """

    @property
    def clear(self) -> bool:
        """Whether 0, *no difference*, lies outside the interval."""
        return not self.contains(0)

    def __str__(self):
        mean, low, high = self._written(abs(self.mean), abs(self.low), abs(self.high))
        mean += " lower" if self.mean < 0 else " higher" if self.mean > 0 else " apart"
        if self.low < 0 < self.high:
            low, high = f"{low} lower", f"{high} higher"
        elif self.mean < 0:  # nearer end first
            low, high = high, low
        return self._line(mean, low, high)


def mean_interval(values, confidence: float = 0.95, *, test_share: float = 0.0) -> Mean:
    r"""The mean of independent runs, with the t-interval for what it would be over ever more runs.

    .. math:: \bar x \pm t_{n-1} \sqrt{\left(\frac1n + \frac{\rho}{1-\rho}\right) s^2}, \qquad
              s^2 = \frac{1}{n-1} \sum_i (x_i - \bar x)^2

    Parameters
    ----------
    values : array_like of shape (n,), n ≥ 2
        One number a run, in any unit.
    confidence : float in (0, 1)
        Of all intervals computed so, this share holds the true mean.
    test_share : float in [0, 1), the ρ above
        0 for runs that share nothing but the question: fresh data, fresh starts. If all runs split *one* data
        set at random, they share most of their data and agree more than independent runs would; give the
        share of the test, n_test / (n_train + n_test), 0.2 say, and the interval is widened. It is widened
        much where the training set is the smaller one: a rule for caution, not a law.

    Returns
    -------
    Mean
        ``.mean .low .high .n .confidence .se .values``; prints as one line.

    Raises
    ------
    ValueError
        Fewer than two values, a shape other than (n,), or a value that is not finite.

    Examples
    --------
    >>> print(mean_interval([0.76, 0.80, 0.78, 0.74]))
    0.770, 95 % interval 0.729 to 0.811, n = 4 values

    References
    ----------
    Student, *The probable error of a mean*, Biometrika 6, 1908; for `test_share`: Nadeau and Bengio,
    *Inference for the generalization error*, Machine Learning 52, 2003, equation 9.
    """
    return _interval(Mean, _column("values", values), confidence, test_share, "values")


def paired(a, b, confidence: float = 0.95, *, test_share: float = 0.0) -> Paired:
    r"""How far a lies above b, run by run: the mean difference and its t-interval.

    .. math:: \bar d \pm t_{n-1} \sqrt{\left(\frac1n + \frac{\rho}{1-\rho}\right) s_d^2}, \qquad
              d_i = a_i - b_i

    Parameters
    ----------
    a, b : array_like of shape (n,), n ≥ 2
        One number a run; `a[i]` and `b[i]` come from the same seed, split or person.
    confidence : float in (0, 1)
    test_share : float in [0, 1)
        The share held out, if the pairs are random splits of one data set; see `mean_interval`.

    Returns
    -------
    Paired
        ``.mean .low .high .n .confidence .se .values .clear``; prints as one line.

    Raises
    ------
    ValueError
        Different lengths, fewer than two pairs, or a number that is not finite.

    Examples
    --------
    >>> print(paired([0.31, 0.42, 0.36, 0.50], [0.33, 0.45, 0.37, 0.54]))
    0.025 lower, 95 % interval 0.004 to 0.046, n = 4 pairs

    The two sets overlap from 0.33 to 0.50; the differences all have one sign.

    Notes
    -----
    Without `test_share` the interval is that of ``scipy.stats.ttest_rel(a, b).confidence_interval()``.
    """
    a, b = _column("a", a), _column("b", b)
    if a.shape != b.shape:
        raise ValueError(f"pairs need two of each: a has {len(a)} values, b has {len(b)}")
    return _interval(Paired, a - b, confidence, test_share, "pairs")


def _column(name, values):
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != 1:
        raise ValueError(f"{name} holds one number a run, shape (n,); got shape {values.shape}")
    if not np.isfinite(values).all():
        bad = np.flatnonzero(~np.isfinite(values))
        raise ValueError(f"{name}[{bad[0]}] is {values[bad[0]]}: a run that failed has no place in a mean")
    return values


def _interval(kind, values, confidence, test_share, things):
    n = len(values)
    if n < 2:
        raise ValueError(f"one run shows no spread: at least two {things} are needed, got {n}")
    if not 0 <= test_share < 1:
        raise ValueError(f"test_share is the part held out, in [0, 1), got {test_share!r}")
    se = math.sqrt((1 / n + test_share / (1 - test_share)) * values.var(ddof=1))
    middle, half = float(values.mean()), t_quantile(confidence, n - 1) * se
    return kind(middle, middle - half, middle + half, n, confidence, se, values, things)

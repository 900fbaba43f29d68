r"""The copy problem: read some symbols, wait, and write them down."""

import numpy as np

from course_lib.checks import count
from course_lib.shapes import Float, Int


def copy_problem(
    n: int | np.integer,
    wait: int | np.integer,
    rng,
    length: int | np.integer = 3,
    symbols: int | np.integer = 4,
) -> tuple[Float[np.ndarray, "N T D"], Int[np.ndarray, "N K"]]:
    r"""Draw sequences that begin with K symbols, are silent, and end with K steps in which to write them.

    .. math:: T = K + W + K, \qquad s_k \sim U\{0, \dots, S - 1\}

    Each symbol comes as a row with a single 1. In the first step of the answer a mark stands, in the last
    column: now. Who remembers nothing has a cross-entropy of :math:`\log S` nats a symbol.

    Parameters
    ----------
    n : int, how many sequences
    wait : int, ≥ 0, the silent steps W between the last symbol and the mark
    rng : NumPy Generator, or the seed of one
    length, symbols : int, K and S

    Returns
    -------
    x : (N, T, S + 1)
    targets : (N, K), the symbols, in their order

    Raises
    ------
    ValueError
        If a number is too small.

    Examples
    --------
    >>> x, targets = copy_problem(1, 1, 0, length=2, symbols=3)
    >>> print(x[0].astype(int).T, targets)
    [[0 0 0 0 0]
     [0 1 0 0 0]
     [1 0 0 0 0]
     [0 0 0 1 0]] [[2 1]]

    References
    ----------
    S. Hochreiter and J. Schmidhuber (1997). Long Short-Term Memory. *Neural Computation* 9, 1735–1780.
    M. Arjovsky, A. Shah, Y. Bengio (2016). Unitary Evolution Recurrent Neural Networks. ICML. Section 5.1.
    """
    n, length, symbols = count(n, "n"), count(length, "length"), count(symbols, "symbols")
    wait = count(wait, "wait", low=0)
    targets = np.random.default_rng(rng).integers(0, symbols, (n, length))
    x = np.zeros((n, length + wait + length, symbols + 1))
    x[:, :length, :symbols] = np.eye(symbols)[targets]
    x[:, length + wait, symbols] = 1
    return x, targets

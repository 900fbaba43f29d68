"""A singular matrix in a page: there it sets no flag, and NumPy gives nan where it should refuse.

WebAssembly has no floating-point flags, so ``np.linalg`` never learns that LAPACK has failed. The functions
here say what the real ones say. Of NumPy's warnings (division by zero, overflow) none can come in a page.
"""

import functools

import numpy as np

SAYS = {
    "solve": "Singular matrix",
    "inv": "Singular matrix",
    "cholesky": "Matrix is not positive definite",
}


def refusing(function, says: str):
    """``function``, but LinAlgError where finite numbers have come to nan."""

    @functools.wraps(function)
    def refuses(*given, **options):
        result = function(*given, **options)
        every = [*given, *options.values()]
        if np.isnan(result).any() and all(np.isfinite(array).all() for array in every):
            raise np.linalg.LinAlgError(says)
        return result

    refuses.says = says
    return refuses


def install() -> None:
    """In ``numpy.linalg``, and where its other functions call these; once."""
    inner = np.linalg._linalg
    for name, says in SAYS.items():
        function = getattr(inner, name)
        function = function if hasattr(function, "says") else refusing(function, says)
        setattr(inner, name, function)
        setattr(np.linalg, name, function)

"""Shape annotations that cost nothing to a learner and are enforced in the tests.

``Float[np.ndarray, "N C"]`` reads: a float array with N rows and C columns.
When jaxtyping is already loaded, as it is under
``pytest --jaxtyping-packages=course_lib,beartype.beartype``, these are jaxtyping's own types and every
call is checked. Otherwise they are plain labels, and nothing is imported.
"""

import sys

if "jaxtyping" in sys.modules:
    from jaxtyping import Float, Int, Num, Real, Shaped
else:

    class _Label:
        """Stands where a jaxtyping type would stand: ``Label[array_type, shape]`` is the array type."""

        def __class_getitem__(cls, item):
            return item[0]

    Float = Int = Num = Real = Shaped = _Label

__all__ = ["Float", "Int", "Num", "Real", "Shaped"]

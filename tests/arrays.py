"""What Hypothesis draws for the reference functions."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

REDUCTIONS = ("none", "mean", "sum")

# eighths are exact, so that ties and kinks turn up often
numbers = st.integers(-40, 40).map(lambda k: k / 8) | st.floats(-10, 10, allow_subnormal=False)
shapes = hnp.array_shapes(min_dims=0, max_dims=3, min_side=1, max_side=4)


def arrays(shape, elements=numbers):
    return hnp.arrays(np.float64, shape, elements=elements)


@st.composite
def equal_shapes(draw, *elements, shapes=shapes):
    """One array for each strategy of elements, all of one shape."""
    shape = draw(shapes)
    return tuple(draw(arrays(shape, each)) for each in elements)

"""Kernels on images, as Hypothesis draws them: any size, any stride, also those that do not divide."""

from hypothesis import strategies as st


@st.composite
def geometries(draw, largest=8):
    """An image (height, width), and kernel_size, stride, padding and dilation as pairs; the kernel fits."""
    along = []
    for _ in range(2):
        kernel, dilation, padding = draw(st.integers(1, 3)), draw(st.integers(1, 2)), draw(st.integers(0, 2))
        least = max(1, dilation * (kernel - 1) + 1 - 2 * padding)
        size, stride = draw(st.integers(least, max(least, largest))), draw(st.integers(1, 3))
        along.append((size, kernel, stride, padding, dilation))
    image, kernel, stride, padding, dilation = (tuple(both) for both in zip(*along, strict=True))
    return image, kernel, {"stride": stride, "padding": padding, "dilation": dilation}

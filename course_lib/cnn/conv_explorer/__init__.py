"""The convolution explorer: paint an input, edit a kernel, follow a window forward and its gradient back."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kernels": ["KERNELS", "kernel"],
        "presets": ["PRESETS"],
        "widget": ["ConvExplorer"],
    },
)

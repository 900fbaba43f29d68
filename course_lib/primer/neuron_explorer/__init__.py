"""The neuron explorer: two inputs, two hidden neurons, one output, and every number in sight."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "presets": ["PRESETS"],
        "widget": ["NeuronExplorer"],
    },
)

"""Paint an input, edit a kernel; follow a window to its output, and the gradient of an output back."""

from typing import ClassVar

import numpy as np
import traitlets

from course_lib.cnn.conv2d import conv2d, conv2d_backward
from course_lib.cnn.conv_explorer.kernels import KERNELS, SIZES, kernel
from course_lib.cnn.conv_explorer.presets import PRESETS
from course_lib.cnn.conv_explorer.words import WORDS
from course_lib.widgets import Explorable, ordered
from course_lib.widgets.settings import Choice, Number, Presets, within
from course_lib.widgets.several import List, Row

LARGEST, FAR = 28, 99
WAYS = {"forward": "forward", "backward": "backward", "stack": "two layers"}
ARRIVES = {"one": "one output", "sofar": "all up to it", "all": "every output"}


def _same_lengths(value, name: str) -> None:
    """Refuses lists that are no array."""
    try:
        np.array(value, dtype=float)
    except ValueError:
        raise traitlets.TraitError(f"rows of {name} must be equally long, got {value!r:.80}") from None
    except (TypeError, OverflowError):
        return  # what holds no numbers, or too large ones, is refused by its kind


class Picture(List):
    """(C, H, W): one channel or two; a matrix is one channel."""

    def __init__(self, default, **more):
        row = List([], within(-FAR, FAR), 1, LARGEST)
        super().__init__(default, List([], row, 1, LARGEST), 1, 2, **more)

    def check(self, value, name):
        _same_lengths(value, name)
        return super().check(np.asarray(value)[None] if np.ndim(value) == 2 else value, name)


class Filters(List):
    """(C_out, C, k, k): one filter or two; a matrix is one kernel, and so is the name of one."""

    def __init__(self, default, **more):
        row = List([], within(-FAR, FAR), 1, SIZES[-1])
        super().__init__(default, List([], List([], row, 1, SIZES[-1]), 1, 2), 1, 2, **more)

    def check(self, value, name):
        value = kernel(value) if isinstance(value, str) and value in KERNELS else value
        _same_lengths(value, name)
        found = super().check(np.asarray(value)[None, None] if np.ndim(value) == 2 else value, name)
        if np.shape(found)[2:] not in [(k, k) for k in SIZES]:
            raise traitlets.TraitError(f"kernels of {name} are 1×1, 3×3 or 5×5, got {np.shape(found)[2:]}")
        return found


class ConvExplorer(Explorable):
    """One filter at every place of an input: window and output, forward, and the gradient's way back.

    ``ConvExplorer(weight="blur", stride=2)`` starts from another kernel, ``ConvExplorer(preset="three")``
    from a real digit of MNIST; x and weight may be matrices. In a running notebook ``explorer.output`` and
    ``explorer.gradients`` are the arrays that the page shows.
    """

    alt = (
        "Three grids. The input of 8 by 8 pixels shows an upright bar of ink, two pixels wide. The kernel of "
        "3 by 3 holds −1, 0 and 1 in each row. The output of 6 by 6 is 3 left of the bar and −3 right of it, "
        "and 0 elsewhere. A frame shows a window of the input and the output that belongs to it."
    )

    parts: ClassVar = {
        "preset": "Start from", "predict": "Predict first", "player": "One place after the other",
        "kernel": "Kernel", "kernel_size": "Kernel size", "size": "Input size", "channels": "Channels",
        "filters": "Filters", "clear": "Empty the input",
    }  # fmt: skip
    answers: ClassVar = {
        "comment": "what is said of the preset", "map": "the output, as a picture",
        "output": "the numbers of the output", "sum": "the products and their sum",
        "gradients": "the gradients", "field": "what one number of the second layer sees",
        "sizes": "output size, weights and multiplications", "summary": "all in words",
        "code": "Copy as Python",
    }  # fmt: skip
    usual: ClassVar = ("preset", "predict", "player", "way", "kernel", "brush", "stride", "padding")
    spoilers: ClassVar = ("comment", "output", "sum", "gradients", "field", "sizes", "summary")

    preset = Presets(PRESETS, "bar", back=None)
    x = Picture(PRESETS["bar"]["settings"]["x"], about="the input")
    weight = Filters(PRESETS["bar"]["settings"]["weight"], about="the filters, or the name of a kernel")
    way = Choice("Way", "forward", WAYS)
    stride = Number("Stride", 1, 1, 3, whole=True)
    padding = Number("Padding", 0, 0, 4, whole=True)
    dilation = Number("Dilation", 1, 1, 3, whole=True)
    arrives = Choice("Gradient arrives at", "one", ARRIVES, needs={"way": ["backward"]})
    upstream = Number("Arriving gradient", 1, -9, 9, track=(-2, 2), step=0.5, needs={"way": ["backward"]})
    brush = Choice("Paint with", "1", {"1": "1", "0.5": "0.5", "0": "0", "-1": "−1"})
    pick = Row(
        [0, 1, 1], {"map": within(0, 1, whole=True), "row": within(0, 35, whole=True),
                    "column": within(0, 35, whole=True)},
        about="the output that is explained",
    )  # fmt: skip
    _words = ordered(WORDS)
    _kernels = ordered({name: {k: kernel(name, k) for k in SIZES} for name in KERNELS})

    def __init__(self, **given):
        own = {"preset": ""} if {"x", "weight"} & given.keys() else {}
        super().__init__(**(own | given))

    @traitlets.validate("x", "weight")
    def _a_kernel_for_each_channel(self, proposal):
        """To change both, ``with explorer.hold_trait_notifications():``."""
        new = self.with_proposed(proposal)
        if len(new["x"]) != len(new["weight"][0]):
            raise traitlets.TraitError(
                "every filter needs a kernel for each channel of x, got shapes "
                f"{np.shape(new['x'])} and {np.shape(new['weight'])}; where both change, set them inside "
                "`with explorer.hold_trait_notifications():`"
            )
        return proposal.value

    @property
    def options(self) -> dict:
        """What :func:`conv2d` takes beside the arrays."""
        return {"stride": self.stride, "padding": self.padding, "dilation": self.dilation}

    @property
    def output(self) -> np.ndarray:
        """(C_out, H_out, W_out); a ValueError where the kernel does not fit."""
        return conv2d([self.x], self.weight, **self.options)[0]

    @property
    def arriving(self) -> np.ndarray:
        """The gradient that arrives at each output, of the shape of ``output``."""
        shape = self.output.shape
        last = np.ravel_multi_index(np.minimum(self.pick, np.array(shape) - 1), shape)
        first = {"one": last, "sofar": 0, "all": 0}[self.arrives]
        grad = np.zeros(int(np.prod(shape)))
        grad[first : None if self.arrives == "all" else last + 1] = self.upstream
        return grad.reshape(shape)

    @property
    def gradients(self) -> tuple[np.ndarray, np.ndarray]:
        """What :func:`conv2d_backward` makes of it: the gradients of x and of weight."""
        grad_x, grad_weight = conv2d_backward([self.arriving], [self.x], self.weight, **self.options)
        return grad_x[0], grad_weight

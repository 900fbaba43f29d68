"""The network of the digit explorer: two convolutions, two dense layers, 11,978 numbers in 12 kB.

``tools/train_digit_network.py`` trained it on 9,000 digits of MNIST. A weight is a whole number from −127 to
127 times the scale of its row; scales and biases are float16. JavaScript reads the same bytes.
"""

import base64
import math
import re
from pathlib import Path

import numpy as np

from course_lib.backprop import Linear, Module
from course_lib.backprop import functions as B
from course_lib.cnn import functions as F
from course_lib.cnn.layers import Conv2d

LAYERS = {"conv1": (8, 1, 5, 5), "conv2": (16, 8, 5, 5), "fc1": (32, 256), "fc2": (10, 32)}
_STORED = Path(__file__).with_name("weights.js")


class DigitNetwork(Module):
    """Scores of the ten digits from images (N, 1, 28, 28), 1 is ink.

    conv 5×5 (8) – relu – max pool – conv 5×5 (16) – relu – max pool – dense 32 – relu – dense 10, nothing
    padded. As LeNet it is cut in two, ``features`` and ``classify``.

    Parameters
    ----------
    weights : str, optional
        As ``packed`` gives them; by default those that are stored.

    Attributes
    ----------
    conv1, conv2 : Conv2d
    fc1, fc2 : Linear

    Examples
    --------
    >>> network = DigitNetwork()
    >>> network(np.zeros((2, 1, 28, 28))).shape, sum(p.size for p in network.parameters())
    ((2, 10), 11978)
    """

    def __init__(self, weights: str | None = None):
        super().__init__()
        self.conv1 = Conv2d(1, 8, 5, rng=0)
        self.conv2 = Conv2d(8, 16, 5, rng=0)
        self.fc1 = Linear(256, 32, rng=0)
        self.fc2 = Linear(32, 10, rng=0)
        for name, (weight, bias) in unpacked(stored() if weights is None else weights).items():
            layer = getattr(self, name)
            layer.weight.data[:], layer.bias.data[:] = weight, bias

    def forward(self, x):
        return self.classify(self.features(x))

    def maps(self, x):
        """What the filters of both convolutions find, after relu: (N, 8, 24, 24) and (N, 16, 8, 8)."""
        first = B.relu(self.conv1(x))
        return first, B.relu(self.conv2(F.max_pool2d(first, 2)))

    def features(self, x):
        """The maps of the second convolution: (N, 16, 8, 8)."""
        return self.maps(x)[1]

    def classify(self, features):
        """A score for each digit from those maps."""
        x = F.max_pool2d(features, 2)
        return self.fc2(B.relu(self.fc1(x.reshape(len(x), -1))))


def stored() -> str:
    """The weights as they are stored, in base64."""
    return re.search(r'"([A-Za-z0-9+/=]+)"', _STORED.read_text(encoding="utf-8"))[1]


def packed(arrays: list[np.ndarray]) -> str:
    """Weight, bias, weight, … of the layers in base64: whole numbers, then the scales and biases."""
    bytes_, rest = [], []
    for weight, bias in zip(arrays[::2], arrays[1::2], strict=True):
        rows = weight.reshape(len(weight), -1)
        scales = np.array([_scale(row) for row in rows], np.float16)
        bytes_.append(_whole(rows, scales[:, None].astype(float)))
        rest += [scales, bias.astype(np.float16)]
    raw = b"".join(each.tobytes() for each in [*bytes_, *(r.astype("<f2") for r in rest)])
    return base64.b64encode(raw).decode("ascii")


def _whole(rows, scale):
    return np.clip(np.rint(rows / scale), -127, 127).astype(np.int8)


def _scale(row: np.ndarray) -> float:
    """The scale with the least squared error: a large weight may be clipped, so that the others are finer."""
    tried = np.float16(np.abs(row).max() / 127 * np.linspace(0.5, 1, 101)).astype(float)
    errors = [np.sum((_whole(row, scale) * scale - row) ** 2) for scale in tried]
    return tried[int(np.argmin(errors))]


def unpacked(text: str) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Layer → weight and bias, float64."""
    raw = base64.b64decode(text)
    sizes = [math.prod(shape) for shape in LAYERS.values()]
    whole = np.frombuffer(raw[: sum(sizes)], np.int8).astype(float)
    halves = np.frombuffer(raw[sum(sizes) :], "<f2").astype(float)
    out = {}
    for (name, shape), size in zip(LAYERS.items(), sizes, strict=True):
        n = shape[0]
        weight = whole[:size].reshape(n, -1) * halves[:n, None]
        out[name] = weight.reshape(shape), halves[n : 2 * n].copy()
        whole, halves = whole[size:], halves[2 * n :]
    return out

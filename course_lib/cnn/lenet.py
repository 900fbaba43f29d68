r"""LeNet: two convolutions, each with its pooling, and three layers of neurons that read what they found."""

import numpy as np

from course_lib.backprop import Linear, Module
from course_lib.backprop import functions as B
from course_lib.checks import count
from course_lib.cnn import functions as F
from course_lib.cnn.layers import Conv2d

ACTIVATIONS = ("relu", "tanh")
POOLINGS = ("max", "avg")


class LeNet(Module):
    r"""A network for images of 28×28 pixels, with 61,706 parameters for digits.

    .. math:: (C, 28, 28) \to (6, 28, 28) \to (6, 14, 14) \to (16, 10, 10) \to (16, 5, 5) \to 120 \to 84
              \to \text{classes}

    Parameters
    ----------
    n_classes : int
    in_channels : int, 1 for gray images
    activation : "relu" or "tanh"
    pooling : "max" or "avg"
    rng : NumPy Generator, or the seed of one

    Attributes
    ----------
    conv1, conv2 : Conv2d
    fc1, fc2, fc3 : Linear
    training : bool

    Examples
    --------
    >>> model = LeNet(rng=0)
    >>> model(np.zeros((2, 1, 28, 28))).shape, sum(p.size for p in model.parameters())
    ((2, 10), 61706)

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio, P. Haffner (1998). Gradient-Based Learning Applied to Document
    Recognition. *Proceedings of the IEEE* 86, 2278–2324. There the second convolution sees a part of the
    channels alone, and the last layer measures distances.
    """

    def __init__(
        self,
        n_classes: int = 10,
        in_channels: int = 1,
        activation: str = "relu",
        pooling: str = "max",
        *,
        rng=None,
    ):
        super().__init__()
        self.activation, self.pooling = chosen(activation, pooling)
        rng = np.random.default_rng(rng)
        self.conv1 = Conv2d(in_channels, 6, 5, padding=2, rng=rng)
        self.conv2 = Conv2d(6, 16, 5, rng=rng)
        self.fc1 = Linear(16 * 5 * 5, 120, rng=rng)
        self.fc2 = Linear(120, 84, rng=rng)
        self.fc3 = Linear(84, count(n_classes, "n_classes"), rng=rng)

    def forward(self, x):
        return self.classify(self.features(x))

    def features(self, x):
        """What the filters of the second convolution find: (N, 16, 10, 10)."""
        bend, pool = getattr(B, self.activation), getattr(F, f"{self.pooling}_pool2d")
        return bend(self.conv2(pool(bend(self.conv1(x)), 2)))

    def classify(self, features):
        """A score for each class from those features."""
        bend, pool = getattr(B, self.activation), getattr(F, f"{self.pooling}_pool2d")
        x = pool(features, 2)
        x = x.reshape(len(x), -1)
        return self.fc3(bend(self.fc2(bend(self.fc1(x)))))


def chosen(activation, pooling):
    """Both words, if they are known."""
    for name, word, known in (("activation", activation, ACTIVATIONS), ("pooling", pooling, POOLINGS)):
        if word not in known:
            raise ValueError(f"{name} must be one of {', '.join(known)}, got {word!r}")
    return activation, pooling

r"""The same LeNet in torch: the same names, and with the same parameters the same numbers."""

import torch
from torch import nn
from torch.nn import functional as F

from course_lib.cnn.lenet import chosen


class LeNetTorch(nn.Module):
    r"""A network for images of 28×28 pixels; :class:`course_lib.cnn.LeNet` says it layer by layer.

    Parameters
    ----------
    n_classes : int
    in_channels : int, 1 for gray images
    activation : "relu" or "tanh"
    pooling : "max" or "avg"

    Attributes
    ----------
    conv1, conv2 : torch.nn.Conv2d
    fc1, fc2, fc3 : torch.nn.Linear

    Examples
    --------
    >>> from course_lib.cnn import LeNet
    >>> ours, theirs = LeNet(), LeNetTorch().double()
    >>> ours.load_state_dict(theirs.state_dict())
    >>> x = torch.linspace(0, 1, 784, dtype=torch.float64).reshape(1, 1, 28, 28)
    >>> float(abs(ours(x.numpy()).data - theirs(x).detach().numpy()).max()) < 1e-12
    True
    """

    def __init__(
        self, n_classes: int = 10, in_channels: int = 1, activation: str = "relu", pooling: str = "max"
    ):
        super().__init__()
        self.activation, self.pooling = chosen(activation, pooling)
        self.conv1 = nn.Conv2d(in_channels, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, n_classes)

    def forward(self, x):
        return self.classify(self.features(x))

    def features(self, x):
        """What the filters of the second convolution find: (N, 16, 10, 10)."""
        bend, pool = getattr(torch, self.activation), getattr(F, f"{self.pooling}_pool2d")
        return bend(self.conv2(pool(bend(self.conv1(x)), 2)))

    def classify(self, features):
        """A score for each class from those features."""
        bend, pool = getattr(torch, self.activation), getattr(F, f"{self.pooling}_pool2d")
        x = pool(features, 2).flatten(1)
        return self.fc3(bend(self.fc2(bend(self.fc1(x)))))

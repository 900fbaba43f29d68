r"""A small residual network in torch: each block adds to what it was given."""

import torch
from torch import nn


class ResidualBlock(nn.Module):
    r"""Two convolutions, and a way around them.

    .. math:: y = \operatorname{relu}\bigl(x + F(x)\bigr)

    Where the block changes the size, the way around is a convolution of 1×1 pixels.

    Parameters
    ----------
    in_channels, out_channels : int
    stride : int, 2 halves the image
    residual : bool
        False leaves the way around out: the same network, but plain.

    Attributes
    ----------
    convs, around : torch.nn.Sequential, or None for no way around

    Examples
    --------
    >>> ResidualBlock(8, 16, stride=2)(torch.zeros(1, 8, 28, 28)).shape
    torch.Size([1, 16, 14, 14])

    References
    ----------
    K. He, X. Zhang, S. Ren, J. Sun (2016). Deep Residual Learning for Image Recognition. CVPR. Figure 2.
    """

    def __init__(self, in_channels: int, out_channels: int, stride: int = 1, residual: bool = True):
        super().__init__()
        self.convs = nn.Sequential(
            nn.Conv2d(in_channels, out_channels, 3, stride, padding=1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(),
            nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(out_channels),
        )
        self.around = None
        if residual and stride == 1 and in_channels == out_channels:
            self.around = nn.Identity()
        elif residual:
            self.around = nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, stride, bias=False), nn.BatchNorm2d(out_channels)
            )

    def forward(self, x):
        found = self.convs(x)
        return torch.relu(found if self.around is None else found + self.around(x))


class SmallResNet(nn.Module):
    r"""Stages of residual blocks; each stage after the first halves the image and doubles the channels.

    .. math:: 6n + 2 \text{ layers for three stages of } n \text{ blocks}

    Parameters
    ----------
    n_classes : int
    in_channels : int
    width : int, channels of the first stage
    blocks : tuple of int, how many blocks each stage has
    residual : bool, False for the same network without ways around

    Attributes
    ----------
    stem, stages : torch.nn.Sequential
    fc : torch.nn.Linear

    Examples
    --------
    >>> SmallResNet()(torch.zeros(2, 1, 28, 28)).shape
    torch.Size([2, 10])
    """

    def __init__(
        self,
        n_classes: int = 10,
        in_channels: int = 1,
        width: int = 16,
        blocks: tuple[int, ...] = (1, 1, 1),
        residual: bool = True,
    ):
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(in_channels, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()
        )
        stages, before = [], width
        for stage, n_blocks in enumerate(blocks):
            for block in range(n_blocks):
                after, stride = width * 2**stage, 2 if stage and not block else 1
                stages.append(ResidualBlock(before, after, stride, residual))
                before = after
        self.stages, self.fc = nn.Sequential(*stages), nn.Linear(before, n_classes)

    def forward(self, x):
        return self.classify(self.features(x))

    def features(self, x):
        """What the last stage finds: (N, channels, height, width)."""
        return self.stages(self.stem(x))

    def classify(self, features):
        """A score for each class from the mean of each channel."""
        return self.fc(features.mean(dim=(2, 3)))

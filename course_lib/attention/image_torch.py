r"""The same block on images: a picture is cut into patches, and each patch is a token."""

import torch
from torch import nn

from course_lib.attention.block_torch import Block
from course_lib.attention.gpt_torch import HEAD
from course_lib.checks import count


def patches(images, size: int):
    r"""Cut images into squares, row after row.

    .. math:: (N, C, H, W) \to (N, \tfrac{H}{p} \tfrac{W}{p}, C p^2)

    Parameters
    ----------
    images : (N, C, H, W) tensor
    size : p, pixels of a side; H and W are multiples of it

    Returns
    -------
    (N, patches, C p²)

    Raises
    ------
    ValueError
        If the squares do not fill the image.

    Examples
    --------
    >>> patches(torch.arange(16.0).reshape(1, 1, 4, 4), 2)[0, 1]
    tensor([2., 3., 6., 7.])
    """
    height, width = images.shape[2:]
    if height % size or width % size:
        raise ValueError(f"squares of {size} do not fill an image of {height} × {width}")
    cut = images.unfold(2, size, size).unfold(3, size, size)  # (N, C, H/p, W/p, p, p)
    return cut.permute(0, 2, 3, 1, 4, 5).flatten(3).flatten(1, 2)


class ImageTransformer(nn.Module):
    r"""Patches, one more token that asks them all, blocks, and a score for each class from that token.

    .. math:: x_0 = c, \quad x_i = E\, p_i + u_i, \qquad x \leftarrow \text{block}_l(x), \qquad
        z = W\, \text{norm}(x_0) + b

    No mask: each token sees all others. Sizes follow one dial, as in
    :class:`course_lib.attention.gpt_torch.GPT`.

    Parameters
    ----------
    size, patch : pixels of a side, of the image and of a patch
    depth : L, the dial: L blocks of L heads, 16 L numbers a token
    n_classes : int
    channels : C, 1 for gray images

    Attributes
    ----------
    embedding : torch.nn.Linear, from the pixels of a patch to a token
    places : torch.nn.Parameter (1 + patches, D), learned; the first row is the token that asks, c
    blocks, norm, head : as of GPT

    Examples
    --------
    >>> ImageTransformer(28, 7)(torch.zeros(2, 1, 28, 28)).shape
    torch.Size([2, 10])

    References
    ----------
    A. Dosovitskiy and others (2021). An Image is Worth 16x16 Words. ICLR. Equations 1 to 4.
    """

    def __init__(self, size: int, patch: int, depth: int = 3, n_classes: int = 10, channels: int = 1):
        super().__init__()
        self.patch, width = count(patch, "patch"), HEAD * count(depth, "depth")
        self.embedding = nn.Linear(channels * patch**2, width)
        self.places = nn.Parameter(0.1 * torch.randn(1 + (size // patch) ** 2, width))
        self.blocks = nn.ModuleList(Block(width, depth) for _ in range(depth))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, n_classes)

    def forward(self, images, edit=None):
        """Logits (N, classes); ``edit(layer, weights)`` as of :class:`course_lib.attention.gpt_torch.GPT`."""
        return self.classify(self.tokens(images), edit)

    def tokens(self, images):
        """What the first block gets: (N, 1 + patches, D)."""
        x = self.embedding(patches(images, self.patch))
        return torch.cat([torch.zeros_like(x[:, :1]), x], dim=1) + self.places

    def classify(self, x, edit=None):
        """Logits from tokens."""
        for layer, block in enumerate(self.blocks):
            look = None if edit is None else lambda weights, layer=layer: edit(layer, weights)
            x, _ = block(x, edit=look)
        return self.head(self.norm(x[:, 0]))

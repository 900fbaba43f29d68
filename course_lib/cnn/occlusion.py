r"""Cover a part of the image, ask the network again: an experiment, which needs no gradient."""

import numpy as np

from course_lib.checks import Nested, Number, number
from course_lib.cnn.class_scores import class_scores, one_image
from course_lib.cnn.sizes import Pair, conv_output_size, pair
from course_lib.shapes import Float, Real


def occlusion(
    model,
    image: Real[np.ndarray, "C H W"] | Nested,
    target: Number,
    patch: Pair = 5,
    stride: Pair = 1,
    fill: Number = 0.0,
) -> Float[np.ndarray, "H_out W_out"]:
    r"""How far the score of a class falls when a patch of the image is covered.

    .. math:: M_{ij} = S_t(x) - S_t(x \text{ with the patch at } (i s,\, j s) \text{ covered})

    Parameters
    ----------
    model : Module, ours or torch's, that gives (N, classes)
    image : (C, H, W)
    target : t, the class
    patch : height and width of what is covered, a whole number or a pair
    stride : s, pixels from one patch to the next
    fill : what stands on the covered pixels

    Returns
    -------
    (H_out, W_out), one number a place; below 0 where the class is seen better without it

    Raises
    ------
    ValueError, TypeError
        If the image has not three axes, the patch is larger than it, or there is no such class.

    Examples
    --------
    >>> from course_lib.backprop import Linear, Sequential
    >>> from course_lib.cnn import Flatten
    >>> model = Sequential(Flatten(), Linear(4, 2, rng=0))
    >>> model[1].weight.data[1] = [0.0, 2.0, -3.0, 0.0]
    >>> print(occlusion(model, [[[5.0, 1.0], [2.0, 4.0]]], 1, patch=1).round(12) + 0)
    [[ 0.  2.]
     [-6.  0.]]

    References
    ----------
    M. D. Zeiler and R. Fergus (2014). Visualizing and Understanding Convolutional Networks. ECCV.
    Section 4.2.
    """
    image, (height, width), (down, across) = one_image(image), pair(patch, "patch"), pair(stride, "stride")
    fill = number(fill, "fill", low=-np.inf)
    rows = conv_output_size(image.shape[1], height, down)
    columns = conv_output_size(image.shape[2], width, across)
    covered = np.repeat(image[None], rows * columns + 1, axis=0)  # the last one stays whole
    for at, (i, j) in enumerate(np.ndindex(rows, columns)):
        covered[at, :, i * down : i * down + height, j * across : j * across + width] = fill
    *scores, whole = class_scores(model, covered, target)
    return (whole - np.array(scores)).reshape(rows, columns)

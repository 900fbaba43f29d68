r"""Which pixels does a score hang on? The gradient says it at the image, or on the way to it."""

import numpy as np

from course_lib.checks import Nested, Number, as_floats, count
from course_lib.cnn.class_scores import one_image, score_gradient
from course_lib.shapes import Float, Real


def saliency(model, image: Real[np.ndarray, "C H W"] | Nested, target: Number) -> Float[np.ndarray, "H W"]:
    r"""How fast the score of a class changes with each pixel, up or down.

    .. math:: M_{ij} = \max_c \left| \frac{\partial S_t}{\partial x_{c,i,j}} \right|

    Parameters
    ----------
    model : Module, ours or torch's, that gives (N, classes)
        It is asked at rest, and left as it was.
    image : (C, H, W)
    target : t, the class

    Returns
    -------
    (H, W), at least 0, in units of score for one unit of brightness

    Raises
    ------
    ValueError, TypeError
        If the image has not three axes, there is no such class, or the model is none.

    Examples
    --------
    >>> from course_lib.backprop import Linear, Sequential
    >>> from course_lib.cnn import Flatten
    >>> model = Sequential(Flatten(), Linear(4, 2, rng=0))
    >>> model[1].weight.data[1] = [0.0, 2.0, -3.0, 0.0]
    >>> print(saliency(model, np.ones((1, 2, 2)), 1))
    [[0. 2.]
     [3. 0.]]

    References
    ----------
    K. Simonyan, A. Vedaldi, A. Zisserman (2014). Deep Inside Convolutional Networks. ICLR workshop.
    Section 3.1.
    """
    return np.abs(score_gradient(model, one_image(image)[None], target)[0]).max(axis=0)


def integrated_gradients(
    model,
    image: Real[np.ndarray, "C H W"] | Nested,
    target: Number,
    baseline: Real[np.ndarray, "..."] | Nested = 0.0,
    steps: Number = 64,
) -> Float[np.ndarray, "C H W"]:
    r"""How much of the score each pixel has brought, on the straight way from a baseline to the image.

    .. math:: A = (x - x_0) \odot \int_0^1 \nabla S_t\bigl(x_0 + \alpha\,(x - x_0)\bigr)\, d\alpha, \qquad
              \sum A = S_t(x) - S_t(x_0)

    Parameters
    ----------
    model : Module, ours or torch's, that gives (N, classes)
    image : x (C, H, W)
    target : t, the class
    baseline : x₀, a number, or an array that broadcasts to the image: what counts as nothing there
    steps : int
        The integral is a mean over the middles of so many equal pieces; more make the sum more exact.

    Returns
    -------
    (C, H, W), in units of the score; below 0 is what speaks against the class

    Raises
    ------
    ValueError, TypeError
        If the image has not three axes, the baseline does not fit, or there is no such class.

    Examples
    --------
    >>> from course_lib.backprop import Linear, Sequential
    >>> from course_lib.cnn import Flatten
    >>> model = Sequential(Flatten(), Linear(4, 2, rng=0))
    >>> model[1].weight.data[1] = [0.0, 2.0, -3.0, 0.0]
    >>> print(integrated_gradients(model, [[[5.0, 1.0], [2.0, 4.0]]], 1))
    [[[ 0.  2.]
      [-6.  0.]]]

    References
    ----------
    M. Sundararajan, A. Taly, Q. Yan (2017). Axiomatic Attribution for Deep Networks. ICML.
    """
    image = one_image(image)
    baseline = as_floats(baseline, "baseline", dtype=image.dtype)
    try:
        way = image - np.broadcast_to(baseline, image.shape)
    except ValueError:
        raise ValueError(
            f"baseline must broadcast to the shape {image.shape} of image, got {baseline.shape}"
        ) from None
    steps = count(steps, "steps")
    shares = ((np.arange(steps) + 0.5) / steps).astype(image.dtype)
    path = baseline + shares[:, None, None, None] * way
    return way * score_gradient(model, path, target).mean(axis=0)

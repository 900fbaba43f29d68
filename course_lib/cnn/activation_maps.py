r"""Where on the image do the features lie that speak for a class?"""

import numpy as np

from course_lib.checks import Nested, Number, as_floats, count
from course_lib.cnn.class_scores import one_image, outputs, score_gradient
from course_lib.shapes import Float, Real


def class_activation_map(
    features: Real[np.ndarray, "K h w"] | Nested,
    weights: Real[np.ndarray, "classes K"] | Nested,
    target: Number,
) -> Float[np.ndarray, "h w"]:
    r"""The features, each as much as the class counts it.

    For a network that ends in the mean of each feature and one linear layer, the mean of this map is the
    score of the class, less its bias.

    .. math:: M_{ij} = \sum_k w_{t,k}\, f_{k,i,j}, \qquad S_t = b_t + \frac{1}{hw} \sum_{ij} M_{ij}

    Parameters
    ----------
    features : f (K, h, w), what the last convolution finds on one image
    weights : w (classes, K), of the last layer
    target : t, the class

    Returns
    -------
    (h, w); below 0 is what speaks against the class

    Raises
    ------
    ValueError
        If the shapes do not fit, or there is no such class.

    Examples
    --------
    >>> print(class_activation_map([[[1.0, 0.0]], [[0.0, 2.0]]], [[1.0, -1.0], [3.0, 4.0]], 0))
    [[ 1. -2.]]

    References
    ----------
    B. Zhou et al. (2016). Learning Deep Features for Discriminative Localization. CVPR. Equation (2).
    """
    features = as_floats(features, "features")
    weights = as_floats(weights, "weights", dtype=features.dtype)
    if features.ndim != 3 or weights.ndim != 2 or weights.shape[1] != len(features):
        raise ValueError(
            f"features (K, h, w) and weights (classes, K) must agree in K, got {features.shape} "
            f"and {weights.shape}"
        )
    if count(target, "target", low=0) >= len(weights):
        raise ValueError(f"target must be one of {len(weights)} classes, counted from 0, got {target}")
    return np.tensordot(weights[int(target)], features, axes=1)


def grad_cam(model, image: Real[np.ndarray, "C H W"] | Nested, target: Number) -> Float[np.ndarray, "h w"]:
    r"""A class activation map for any network: how much the class counts a feature, its gradient says.

    .. math:: M = \operatorname{relu}\Bigl(\sum_k a_k f_k\Bigr), \qquad
              a_k = \frac{1}{hw} \sum_{ij} \frac{\partial S_t}{\partial f_{k,i,j}}

    Parameters
    ----------
    model : Module, ours or torch's
        It is cut in two: ``features(x)`` gives (N, K, h, w), and ``classify(features)`` gives (N, classes).
        :class:`LeNet` is.
    image : (C, H, W)
    target : t, the class

    Returns
    -------
    (h, w), at least 0

    Raises
    ------
    ValueError, TypeError
        If the image has not three axes, there is no such class, or the model is not cut in two.

    Examples
    --------
    >>> from course_lib.cnn import LeNet
    >>> grad_cam(LeNet(rng=0), np.zeros((1, 28, 28)), 3).shape
    (10, 10)

    References
    ----------
    R. R. Selvaraju et al. (2017). Grad-CAM: Visual Explanations from Deep Networks via Gradient-based
    Localization. ICCV. Equations (1) and (2).
    """
    if not (hasattr(model, "features") and hasattr(model, "classify")):
        raise TypeError(f"model must have features(x) and classify(features), {type(model).__name__} has not")
    features = outputs(model, one_image(image)[None], model.features)
    grads = score_gradient(model, features, target, model.classify)[0]
    return np.maximum(np.tensordot(grads.mean(axis=(1, 2)), features[0], axes=1), 0)

"""The score of one class and its gradient, of a network of this course or of torch, which stays as it was."""

from contextlib import contextmanager

import numpy as np

from course_lib.backprop import Module, Tensor
from course_lib.checks import as_floats, count

AT_ONCE = 64  # images that go through the network together


def one_image(image):
    """``image`` as floats, if it is (C, H, W)."""
    image = as_floats(image, "image")
    if image.ndim != 3:
        raise ValueError(f"image must be one image (C, H, W), got {image.shape}")
    return image


def outputs(model, inputs, function=None):
    """What the model, or a function of its own, makes of the inputs (N, ...), as an array."""
    with _at_rest(model):
        batches = [inputs[at : at + AT_ONCE] for at in range(0, len(inputs), AT_ONCE)]
        return np.concatenate([_array((function or model)(_tensor(model, batch))) for batch in batches])


def class_scores(model, images, target):
    """The score of class ``target`` for each of the images."""
    return _of_class(outputs(model, images), target)


def score_gradient(model, inputs, target, function=None):
    """The gradients of the score of class ``target`` by each of the inputs (N, ...)."""
    grads = []
    with _at_rest(model):
        for at in range(0, len(inputs), AT_ONCE):
            batch = _tensor(model, inputs[at : at + AT_ONCE], requires_grad=True)
            _of_class((function or model)(batch), target).sum().backward()
            grads.append(batch.grad if isinstance(model, Module) else batch.grad.cpu().numpy())
    return np.concatenate(grads)


def _of_class(scores, target):
    if scores.ndim != 2:
        raise ValueError(f"the model must give (N, classes), a score for each, got {tuple(scores.shape)}")
    if count(target, "target", low=0) >= scores.shape[1]:
        raise ValueError(f"target must be one of {scores.shape[1]} classes, counted from 0, got {target}")
    return scores[:, int(target)]


@contextmanager
def _at_rest(model):
    """No dropout, running averages, and no gradient for the parameters; afterwards all is as before."""
    if not (hasattr(model, "modules") and hasattr(model, "parameters")):
        raise TypeError(f"model must be a Module, ours or torch's, got {type(model).__name__}")
    training = [(module, module.training) for module in model.modules()]
    learning = [(parameter, parameter.requires_grad) for parameter in model.parameters()]
    try:
        for module, _ in training:
            module.training = False
        for parameter, _ in learning:
            parameter.requires_grad = False
        yield
    finally:
        for module, mode in training:
            module.training = mode
        for parameter, requires_grad in learning:
            parameter.requires_grad = requires_grad


def _tensor(model, array, requires_grad=False):
    if isinstance(model, Module):
        return Tensor(array, requires_grad)
    import torch  # only who brings a model of torch needs it

    like = next(model.parameters())
    return torch.tensor(array, dtype=like.dtype, device=like.device, requires_grad=requires_grad)


def _array(tensor):
    return tensor.data if isinstance(tensor, Tensor) else tensor.cpu().numpy()

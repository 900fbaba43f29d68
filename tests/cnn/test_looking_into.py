"""Saliency, integrated gradients, occlusion, activation maps: on what is known by hand, and beside torch."""

import numpy as np
import pytest
import torch
from torch import nn

from course_lib.backprop import Dropout, Linear, Module, ReLU, Sequential
from course_lib.cnn import (
    AdaptiveAvgPool2d,
    Conv2d,
    Flatten,
    LeNet,
    class_activation_map,
    grad_cam,
    integrated_gradients,
    occlusion,
    saliency,
)
from course_lib.cnn.lenet_torch import LeNetTorch
from course_lib.cnn.resnet_torch import SmallResNet

rng = np.random.default_rng(0)
IMAGE = rng.normal(size=(2, 6, 5))


def linear_model():
    return Sequential(Flatten(), Linear(60, 3, rng=0))


def small_model():
    return Sequential(Conv2d(2, 4, 3, padding=1, rng=0), ReLU(), Flatten(), Linear(120, 3, rng=1))


def both_lenets():
    ours, theirs = LeNet(activation="tanh", rng=0), LeNetTorch(activation="tanh").double()
    theirs.load_state_dict({name: torch.tensor(array) for name, array in ours.state_dict().items()})
    return ours, theirs


def score(model, image, target):
    return model(image[None]).data[0, target]


def test_of_a_linear_model_all_is_known():
    model = linear_model()
    weight = model[1].weight.data[2].reshape(IMAGE.shape)
    np.testing.assert_allclose(saliency(model, IMAGE, 2), np.abs(weight).max(axis=0), rtol=1e-14)
    for steps in (1, 7):
        found = integrated_gradients(model, IMAGE, 2, baseline=0.5, steps=steps)
        np.testing.assert_allclose(found, weight * (IMAGE - 0.5), rtol=0, atol=1e-14)
    found = occlusion(model, IMAGE, 2, patch=(2, 3), stride=(2, 1), fill=0.5)
    assert found.shape == (3, 3)
    for i, j in np.ndindex(3, 3):
        part = np.s_[:, 2 * i : 2 * i + 2, j : j + 3]
        np.testing.assert_allclose(found[i, j], (weight * (IMAGE - 0.5))[part].sum(), rtol=0, atol=1e-13)


def test_more_images_than_go_through_together():
    """A patch a pixel: 81 images and the whole one."""
    model, image = Sequential(Flatten(), Linear(81, 2, rng=0)), rng.normal(size=(1, 9, 9))
    weight = model[1].weight.data[1].reshape(9, 9)
    np.testing.assert_allclose(occlusion(model, image, 1, patch=1), weight * image[0], rtol=0, atol=1e-13)


def test_saliency_is_the_slope_of_the_score():
    model, step = small_model(), 1e-6
    slopes = np.empty_like(IMAGE)
    for at in np.ndindex(IMAGE.shape):
        up, down = IMAGE.copy(), IMAGE.copy()
        up[at] += step
        down[at] -= step
        slopes[at] = (score(model, up, 1) - score(model, down, 1)) / (2 * step)
    np.testing.assert_allclose(saliency(model, IMAGE, 1), np.abs(slopes).max(axis=0), rtol=1e-6, atol=1e-9)


def test_integrated_gradients_add_up_to_what_the_score_has_gained():
    model = LeNet(activation="tanh", pooling="avg", rng=0)  # smooth
    image, nothing = rng.uniform(0, 1, (1, 28, 28)), np.full((1, 28, 28), 0.25)
    gained = score(model, image, 3) - score(model, nothing, 3)
    errors = [
        abs(integrated_gradients(model, image, 3, nothing, steps).sum() - gained) for steps in (5, 10, 100)
    ]
    assert errors[1] < errors[0] / 3  # the middle of each piece: twice as many make a quarter of the error
    assert errors[2] < 1e-3 * abs(gained)


@pytest.mark.parametrize("look", [saliency, integrated_gradients, grad_cam, occlusion])
def test_torch_models_are_looked_into_as_ours(look):
    image, (ours, theirs) = rng.uniform(0, 1, (1, 28, 28)), both_lenets()
    options = {"patch": 9, "stride": 5} if look is occlusion else {}
    found = look(ours, image, 4, **options)
    assert np.abs(found).max() > 1e-4
    np.testing.assert_allclose(look(theirs, image, 4, **options), found, rtol=0, atol=1e-12)


class Averaged(Module):
    """A network that ends in the mean of each feature."""

    def __init__(self):
        super().__init__()
        self.conv, self.pool, self.fc = Conv2d(2, 4, 3, rng=0), AdaptiveAvgPool2d(1), Linear(4, 3, rng=1)

    def features(self, x):
        return self.conv(x)

    def classify(self, features):
        return self.fc(Flatten()(self.pool(features)))

    def forward(self, x):
        return self.classify(self.features(x))


def test_the_mean_of_the_class_activation_map_is_the_score():
    model = Averaged()
    features = model.features(IMAGE[None]).data[0]
    for target in range(3):
        found = class_activation_map(features, model.fc.weight.data, target)
        from_map = found.mean() + model.fc.bias.data[target]
        assert from_map == pytest.approx(score(model, IMAGE, target), rel=1e-12)
        np.testing.assert_allclose(
            grad_cam(model, IMAGE, target), np.maximum(found, 0) / found.size, rtol=0, atol=1e-14
        )


def test_a_residual_network_can_be_looked_into():
    model = SmallResNet(3, 2, width=4).double()
    found = grad_cam(model, rng.normal(size=(2, 28, 28)), 1)
    assert found.shape == (7, 7)
    assert (found >= 0).all()


@pytest.mark.parametrize("look", [saliency, integrated_gradients, occlusion])
def test_the_model_is_asked_at_rest_and_left_as_it_was(look):
    model = Sequential(Flatten(), Dropout(0.5, rng=0), Linear(60, 3, rng=0))
    model[2].bias.requires_grad = False
    model[0].training = False
    model(IMAGE[None]).sum().backward()
    before = model[2].weight.grad.copy()
    found = look(model, IMAGE, 0)
    np.testing.assert_array_equal(found, look(model, IMAGE, 0))
    np.testing.assert_array_equal(found, look(linear_model(), IMAGE, 0))
    np.testing.assert_array_equal(model[2].weight.grad, before)
    assert [p.requires_grad for p in model.parameters()] == [True, False]
    assert [module.training for module in model] == [False, True, True]
    assert model[2].bias.grad is None

    other = nn.Sequential(nn.Flatten(), nn.Dropout(0.5), nn.Linear(60, 3)).double()
    np.testing.assert_array_equal(look(other, IMAGE, 0), look(other, IMAGE, 0))
    assert other[2].weight.grad is None
    assert all(p.requires_grad for p in other.parameters())
    assert other[1].training


@pytest.mark.bad_input
def test_what_is_refused():
    model = linear_model()
    for look in (saliency, integrated_gradients, occlusion):
        with pytest.raises(ValueError, match=r"one image \(C, H, W\), got \(1, 2, 6, 5\)"):
            look(model, IMAGE[None], 0)
        with pytest.raises(ValueError, match="target must be one of 3 classes, counted from 0, got 3"):
            look(model, IMAGE, 3)
        with pytest.raises(ValueError, match="target must be a whole number of at least 0, got -1"):
            look(model, IMAGE, -1)
        with pytest.raises(TypeError, match="model must be a Module, ours or torch's, got function"):
            look(lambda x: x, IMAGE, 0)
        with pytest.raises(ValueError, match=r"\(N, classes\), a score for each, got \(\d+, 2, 6, 5\)"):
            look(ReLU(), IMAGE, 0)
    with pytest.raises(ValueError, match=r"broadcast to the shape \(2, 6, 5\) of image, got \(3,\)"):
        integrated_gradients(model, IMAGE, 0, np.ones(3))
    with pytest.raises(ValueError, match="steps must be a whole number of at least 1, got 0"):
        integrated_gradients(model, IMAGE, 0, steps=0)
    with pytest.raises(ValueError, match="spans 7 pixels does not fit on 6 pixels"):
        occlusion(model, IMAGE, 0, patch=7)
    with pytest.raises(TypeError, match=r"features\(x\) and classify\(features\), Sequential has not"):
        grad_cam(model, IMAGE, 0)
    with pytest.raises(ValueError, match=r"agree in K, got \(2, 6, 5\) and \(3, 4\)"):
        class_activation_map(IMAGE, np.ones((3, 4)), 0)
    with pytest.raises(ValueError, match="one of 3 classes, counted from 0, got 5"):
        class_activation_map(IMAGE, np.ones((3, 2)), 5)

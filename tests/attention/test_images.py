r"""Patches of an image as tokens, what a network makes of them, and what its weights explain."""

import numpy as np
import pytest
import torch

from course_lib.attention.explanation_torch import (
    attention_map,
    gradient_map,
    rank_correlation,
    removal_map,
    rival_weights,
    with_shuffled_weights,
)
from course_lib.attention.image_torch import ImageTransformer, patches
from course_lib.attention.learning_torch import learn_once
from course_lib.datasets import load_digits


def test_patches_by_hand():
    image = torch.arange(2 * 4 * 6.0).reshape(1, 2, 4, 6)
    cut = patches(image, 2)
    assert cut.shape == (1, 6, 8)
    assert cut[0, 1].tolist() == [2, 3, 8, 9, 26, 27, 32, 33]
    assert cut[0, 3].tolist() == [12, 13, 18, 19, 36, 37, 42, 43]


def test_squares_that_do_not_fill_an_image_are_told():
    with pytest.raises(ValueError, match="squares of 3 do not fill an image of 8 × 6"):
        patches(torch.zeros(1, 1, 8, 6), 3)


@pytest.fixture(scope="module")
def digits():
    data = load_digits(as_images=True)
    return torch.tensor(data.X / 16).float(), torch.tensor(data.y)


@pytest.fixture(scope="module")
def model(digits):
    torch.manual_seed(0)
    model = ImageTransformer(8, 2, depth=2)
    learn_once(model, digits[0][:1400], digits[1][:1400], 0.01, rows=32, seed=0, epochs=4)
    return model


def test_the_same_block_reads_digits(model, digits):
    X, y = digits[0][1400:], digits[1][1400:]
    with torch.no_grad():
        assert (model(X).argmax(1) == y).float().mean() > 0.8
        mixed = X.flatten(2)[:, :, torch.randperm(64, generator=torch.manual_seed(0))].reshape(X.shape)
        assert (model(mixed).argmax(1) == y).float().mean() < 0.5  # places count


def test_without_places_the_order_of_patches_does_not_count(digits):
    torch.manual_seed(0)
    model = ImageTransformer(8, 4, depth=1)
    with torch.no_grad():
        model.blocks[0].self_attn.out_proj.weight.normal_()
        model.places[1:] = 0
        image = digits[0][:3]
        turned = torch.cat([image[..., 4:], image[..., :4]], dim=-1)
        torch.testing.assert_close(model(turned), model(image))


def test_maps(model, digits):
    X = digits[0][1400:1420]
    looked, slope, removed = attention_map(model, X), gradient_map(model, X), removal_map(model, X)
    for each in (looked, slope, removed):
        assert each.shape == (20, 16)
        assert (each >= 0).all()
    assert (looked.sum(1) < 1 + 1e-5).all()
    x = model.tokens(X).detach()
    k = model.classify(x).argmax(1)
    step = 1e-3 * x * torch.nn.functional.one_hot(torch.tensor(6), 17)[:, None]  # patch 5 a little stronger
    rows = torch.arange(20)
    with torch.no_grad():
        difference = (model.classify(x + step) - model.classify(x - step))[rows, k].abs() / 2e-3
        without = x.clone()
        without[:, 6] = x[:, 6].mean(0)
        lost = (model.classify(x) - model.classify(without))[rows, k].abs()
    np.testing.assert_allclose(slope[:, 5], difference, atol=0.02)
    np.testing.assert_allclose(removed[:, 5], lost, atol=1e-4)


def test_shuffled_weights_stay_weights(model, digits):
    X = digits[0][1400:1500]
    with torch.no_grad():
        before = model(X).softmax(1).numpy()
    after = with_shuffled_weights(model, X, rng=0)
    np.testing.assert_allclose(after.sum(1), 1, rtol=1e-5)
    assert abs(after - before).max() > 0.01
    np.testing.assert_array_equal(after, with_shuffled_weights(model, X, rng=0))
    np.testing.assert_allclose(with_shuffled_weights(model, X, rng=0, layers=()), before, atol=1e-6)


def test_other_weights_say_the_same(model, digits):
    X = digits[0][1400:1440]
    distance, before, after = rival_weights(model, X)
    with torch.no_grad():
        np.testing.assert_allclose(before, model(X).softmax(1), atol=1e-6)
    assert distance.mean() > 0.3
    assert np.median(abs(before - after).sum(1) / 2) < 0.05


def test_rank_correlation_by_hand():
    a = np.array([[1.0, 2, 3, 4], [4, 3, 2, 1], [1, 2, 3, 4]])
    b = np.array([[10.0, 20, 30, 99], [1, 2, 3, 4], [2, 1, 4, 3]])
    np.testing.assert_allclose(rank_correlation(a, b), [1, -1, 1 - 6 * 4 / (4 * 15)])

"""Temperature, top-k and top-p: by hand, against torch's sort and cumsum, at the extremes."""

import numpy as np
import pytest
import torch

from course_lib.losses import softmax
from course_lib.rnn import next_char_distribution

rng = np.random.default_rng(0)
Z = np.log([0.1, 0.4, 0.2, 0.3])


def test_temperature_by_hand():
    np.testing.assert_allclose(next_char_distribution(Z), [0.1, 0.4, 0.2, 0.3], rtol=1e-14)
    squares = np.array([1, 16, 4, 9]) / 30
    np.testing.assert_allclose(next_char_distribution(Z, 0.5), squares, rtol=1e-14)
    np.testing.assert_allclose(next_char_distribution(Z, 1e9), np.full(4, 0.25), rtol=1e-8)
    assert next_char_distribution(Z, 0).tolist() == [0, 1, 0, 0]
    np.testing.assert_allclose(next_char_distribution(Z, 1e-300), [0, 1, 0, 0])


def test_top_k_by_hand():
    np.testing.assert_allclose(next_char_distribution(Z, top_k=2), [0, 4 / 7, 0, 3 / 7], rtol=1e-14)
    assert next_char_distribution(Z, top_k=1).tolist() == [0, 1, 0, 0]
    np.testing.assert_array_equal(next_char_distribution(Z, top_k=99), next_char_distribution(Z))


def test_of_equal_ones_the_smaller_number_comes_first():
    assert next_char_distribution([0.0, 1.0, 1.0, 1.0], top_k=2).tolist() == [0, 0.5, 0.5, 0]
    assert next_char_distribution([1.0, 1.0], 0).tolist() == [1, 0]
    assert next_char_distribution([1.0, 1.0, 1.0, 1.0], top_p=0.5).tolist() == [0.5, 0.5, 0, 0]


@pytest.mark.parametrize(("top_p", "kept"), [(1e-15, 1), (0.4, 1), (0.41, 2), (0.7, 2), (0.9, 3), (1, 4)])
def test_top_p_keeps_the_one_that_crosses_it(top_p, kept):
    assert np.count_nonzero(next_char_distribution(Z, top_p=top_p)) == kept


def test_top_p_counts_among_what_the_others_leave():
    # of the two most likely, 4/7 and 3/7, the first alone has 0.55
    assert np.count_nonzero(next_char_distribution(Z, top_k=2, top_p=0.55)) == 1
    assert np.count_nonzero(next_char_distribution(Z, top_p=0.55)) == 2


def in_torch(logits, temperature, top_k, top_p):
    z = torch.tensor(logits) / temperature
    z[z < z.topk(top_k).values[..., -1:]] = -torch.inf
    chances, order = z.softmax(-1).sort(descending=True)
    if top_p < 1:
        chances[chances.cumsum(-1) - chances >= top_p] = 0
    chances /= chances.sum(-1, keepdim=True)
    return torch.zeros_like(chances).scatter(-1, order, chances).numpy()


@pytest.mark.parametrize("temperature", [0.3, 1.0, 2.5])
@pytest.mark.parametrize(("top_k", "top_p"), [(30, 1.0), (7, 1.0), (30, 0.8), (9, 0.6)])
def test_it_is_what_torch_makes_of_sort_and_cumsum(temperature, top_k, top_p):
    logits = 2 * rng.normal(size=(20, 30))
    ours = next_char_distribution(logits, temperature, top_k, top_p)
    np.testing.assert_allclose(ours, in_torch(logits, temperature, top_k, top_p), rtol=1e-11, atol=1e-300)
    np.testing.assert_allclose(ours.sum(-1), 1, rtol=1e-13)


def test_impossible_characters_stay_impossible_and_large_scores_do_not_overflow():
    assert next_char_distribution([-np.inf, 0.0, 0.0]).tolist() == [0, 0.5, 0.5]
    assert next_char_distribution([1e300, -1e300, 1e300]).tolist() == [0.5, 0, 0.5]
    logits = rng.normal(size=5).astype(np.float32)
    np.testing.assert_allclose(next_char_distribution(logits, 1), softmax(logits), rtol=1e-6)


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"temperature": -1}, "temperature must be finite and at least 0, got -1"),
        ({"top_k": 0}, "top_k must be a whole number of at least 1, got 0"),
        ({"top_p": 0}, r"top_p must be in \(0, 1\], got 0"),
        ({"top_p": 1.5}, r"top_p must be in \(0, 1\], got 1.5"),
        ({"logits": 3.0}, r"at least one character, got \(\)"),
        ({"logits": []}, r"at least one character, got \(0,\)"),
    ],
)
def test_bad_input_is_told(named, message):
    with pytest.raises(ValueError, match=message):
        next_char_distribution(**{"logits": Z} | named)


@pytest.mark.bad_input
def test_top_p_must_be_a_number():
    with pytest.raises(TypeError, match="top_p must be one number"):
        next_char_distribution(Z, top_p="0.9")

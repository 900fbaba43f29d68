"""The solutions of chapter 6 against torch and the library."""

import numpy as np
import pytest
import torch

from course_lib.attention import (
    BytePairEncoder,
    apply_rotary,
    attention_weights,
    multi_head_attention,
    scaled_dot_product_attention,
    scaled_dot_product_attention_backward,
)
from course_lib.losses import perplexity

F = torch.nn.functional


def leaves(*arrays):
    return [torch.tensor(array, dtype=torch.float64, requires_grad=True) for array in arrays]


def assert_same(ours, theirs):
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-10, atol=1e-12)


def test_weights_behind_a_mask_are_the_librarys(attention):
    names, _ = attention
    rng = np.random.default_rng(0)
    query, key = rng.normal(size=(2, 3, 2, 5, 4))  # three texts, two heads
    seen = names["may_see"](np.array([5, 3, 4]), np.array([0, 3, 2]), 5)
    expected = attention_weights(query, key, seen[:, None])
    np.testing.assert_allclose(names["weights"](query @ key.swapaxes(2, 3) / 2, seen), expected)
    assert (expected.sum(axis=3)[1, :, 3:] == 0).all()  # padding sees nothing


def test_nothing_given_and_no_padding_is_the_causal_mask(attention):
    names, _ = attention
    seen = names["may_see"](np.array([6]), np.array([0]), 6)
    np.testing.assert_array_equal(seen[0], np.tri(6))


def test_without_a_way_out_the_look_is_the_librarys(attention):
    names, _ = attention
    rng = np.random.default_rng(1)
    Q, K, V, grad = rng.normal(size=(4, 6, 3))
    theirs = scaled_dot_product_attention(Q, K, V, is_causal=True)
    assert_same([names["look"](Q, K, V, -800.0)], [theirs])
    back = names["look_backward"](grad, Q, K, V, -800.0)
    assert_same(back[:3], scaled_dot_product_attention_backward(grad, Q, K, V, is_causal=True))
    assert back[3] == pytest.approx(0)


def test_the_way_back_of_a_look_with_a_way_out_is_torchs(attention):
    names, _ = attention
    rng = np.random.default_rng(2)
    Q, K, V, grad = rng.normal(size=(4, 6, 3))
    tensors = q, k, v, b = leaves(Q, K, V, 0.7)
    hidden = torch.ones(6, 6).tril() == 0
    scores = (q @ k.T / 3**0.5).masked_fill(hidden, -torch.inf)
    shares = torch.cat([scores, b.expand(6, 1)], dim=1).softmax(dim=1)
    ((shares[:, :-1] @ v) * torch.tensor(grad)).sum().backward()
    assert_same(names["look_backward"](grad, Q, K, V, 0.7), [leaf.grad for leaf in tensors])


@pytest.mark.parametrize("is_causal", [True, False])
def test_a_look_of_torchs_is_heard_as_it_is_masked(attention, is_causal):
    names, _ = attention
    table = torch.randn(9, 4, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    x = table[torch.tensor(names["probes"](np.array([3, 1, 4, 1, 5]), 9))]
    answers = F.scaled_dot_product_attention(x, x, x, is_causal=is_causal).numpy()
    expected = np.tri(5) if is_causal else np.ones((5, 5))
    np.testing.assert_array_equal(names["heard"](answers), expected)


def test_the_score_at_a_distance_is_that_of_turned_arrows(attention):
    names, _ = attention
    q, k = np.random.default_rng(3).normal(size=(2, 8))
    neighbours = np.arange(8).reshape(2, 4).T.ravel()  # i and i + 4 side by side, as the library has them
    distances = np.arange(-5, 30)
    pairs = np.stack([q[neighbours], k[neighbours]])
    theirs = [np.prod(apply_rotary(pairs, [40 + n, 40]), axis=0).sum() for n in distances]
    ours = names["scores_by_distance"](q, k, distances, 10000.0)
    np.testing.assert_allclose(ours, theirs, atol=1e-10)


def test_the_key_is_found_at_its_distance_and_nowhere_better(attention):
    names, _ = attention
    q = np.random.default_rng(4).normal(size=8)
    key = names["key_for"](q, 3, 100.0)
    scores = names["scores_by_distance"](q, key, np.arange(50), 100.0)
    assert scores.argmax() == 3
    assert scores[3] == pytest.approx(np.linalg.norm(q))


def drawn(rng, D, d, n_heads, n_groups):
    shapes = (n_heads * d, D), (n_groups * d, D), (n_groups * d, D), (D, n_heads * d)
    return [rng.normal(size=shape) for shape in shapes]


def test_with_a_group_for_each_head_it_is_multi_head_attention(attention):
    names, _ = attention
    rng = np.random.default_rng(5)
    x, weights = rng.normal(size=(7, 6)), drawn(rng, 6, 2, 3, 3)
    joined = np.concatenate(weights[:3])
    theirs = multi_head_attention(x[None], x[None], x[None], 3, joined, None, weights[3], is_causal=True)
    assert_same([names["read"](x, *weights, 3, 3)], theirs)


def test_shared_keys_are_torchs_grouped_queries(attention):
    names, _ = attention
    rng = np.random.default_rng(6)
    x, (Wq, Wk, Wv, Wo) = rng.normal(size=(7, 6)), drawn(rng, 6, 2, 4, 2)
    cut = [(torch.tensor(x @ W.T).unflatten(1, (-1, 2)).transpose(0, 1)) for W in (Wq, Wk, Wv)]
    k, v = (part.repeat_interleave(2, dim=0) for part in cut[1:])
    found = F.scaled_dot_product_attention(cut[0], k, v, is_causal=True)
    theirs = found.transpose(0, 1).flatten(1).numpy() @ Wo.T
    assert_same([names["read"](x, Wq, Wk, Wv, Wo, 4, 2)], [theirs])


def test_pieces_of_one_word_are_those_of_the_encoder(attention):
    names, _ = attention
    word = "abracadabra_abracadabra"
    encoder = BytePairEncoder.train(word, 262)
    merges = names["learn_merges"]([word], [1], 6)
    assert [left + right for left, right in merges] == [piece.decode() for piece in encoder.tokens[256:]]
    assert names["cut"](word, merges) == [encoder.decode([k]) for k in encoder.encode(word)]


def test_words_come_back_from_their_pieces(attention):
    names, _ = attention
    merges = names["learn_merges"](["lower", "newest", "widest"], [5, 6, 3], 10)
    for word in ("lowest", "ñandú 🙂", ""):
        assert "".join(names["cut"](word, merges)) == word


def test_a_head_that_looks_behind_the_same_token_has_the_highest_score(attention):
    names, _ = attention
    ids = np.tile(np.random.default_rng(7).permutation(9), 3)
    right = np.tril((ids[:, None] == np.roll(ids, 1)) * (np.arange(27) > 0)) + 1e-9 * np.tri(27)
    perfect = right / right.sum(axis=1, keepdims=True)
    heads = np.stack([perfect, np.tri(27) / np.arange(1, 28)[:, None], np.eye(27)])
    scores = names["induction_scores"](heads, ids)
    assert scores[0] > 0.8
    assert scores[1] == pytest.approx(0)
    assert scores[2] < 0
    worth = names["copy_perplexity"](heads, ids, 9, 0.9)
    assert worth[0] < worth[1] < worth[2]


def test_copying_costs_what_the_library_calls_perplexity(attention):
    names, _ = attention
    rng = np.random.default_rng(8)
    ids, heads = rng.integers(0, 4, 10), np.tril(rng.random((2, 10, 10)))
    heads /= heads.sum(axis=2, keepdims=True)
    chances = 0.9 * heads @ np.eye(4)[ids] + 0.1 / 4
    losses = -np.log(chances[:, np.arange(9), ids[1:]]).mean(axis=1)
    assert_same([names["copy_perplexity"](heads, ids, 4, 0.9)], [perplexity(losses)])


def test_the_repaired_block_is_torchs(attention):
    names, _ = attention
    torch.manual_seed(0)
    theirs = torch.nn.MultiheadAttention(6, 3, bias=False, batch_first=True, dtype=torch.float64)
    x, lengths = torch.randn(2, 5, 6, dtype=torch.float64), np.array([5, 3])
    padding = torch.arange(5) >= torch.tensor(lengths)[:, None]
    with torch.no_grad():
        h = F.layer_norm(x, (6,), eps=0)
        expected = (x + theirs(h, h, h, key_padding_mask=padding)[0]).numpy()
        weights = [part.numpy() for part in (*theirs.in_proj_weight.chunk(3), theirs.out_proj.weight)]
    ours = names["block"](x.numpy(), *weights, 3, lengths)
    np.testing.assert_allclose(ours[~padding.numpy()], expected[~padding.numpy()], atol=1e-12)


def test_a_large_weight_on_what_all_say_has_no_large_effect(attention):
    names, _ = attention
    x = np.array([[[4.0, 1.0], [0.0, 1.0], [0.0, 1.0]]])
    ask, say = np.eye(2)
    p, _ = names["look_once"](x, ask, say)
    assert p[0, 0] > 0.9
    assert abs(names["effects"](x, np.eye(3), ask, say)[0, 0]) < 0.5


def test_no_weights_on_two_places_are_farther(attention):
    names, _ = attention
    rng = np.random.default_rng(9)
    p, v = rng.dirichlet(np.ones(6)), rng.normal(size=6)
    far = np.abs(names["other_weights"](p, v) - p).sum() / 2
    for _ in range(2000):
        pair = rng.choice(6, 2, replace=False)
        share = (p @ v - v[pair[0]]) / (v[pair[1]] - v[pair[0]])
        if 0 <= share <= 1:
            other = np.zeros(6)
            other[pair] = 1 - share, share
            assert np.abs(other - p).sum() / 2 <= far + 1e-12

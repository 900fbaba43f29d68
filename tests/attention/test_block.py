"""Blocks beside torch's in values and every gradient; modules, the start, laws, and what is refused."""

import numpy as np
import pytest
import torch
from against_torch import assert_close
from hypothesis import given
from hypothesis import strategies as st
from rnn.several_beside_torch import assert_same, by_ours, by_torch, gradients, weighted
from torch import nn

from course_lib.attention import DecoderBlock, MultiHeadAttention, RMSNorm, TransformerBlock, rms_norm
from course_lib.attention import functions as F
from course_lib.backprop import Module, Tensor

rng = np.random.default_rng(0)
x, memory = rng.normal(size=(2, 4, 6)), rng.normal(size=(2, 3, 6))
PADDING = np.array([[False, False, False, True], [False, True, False, False]])
CAUSAL = nn.Transformer.generate_square_subsequent_mask(4, dtype=torch.float64)


def both(ours, theirs, **options):
    """A block of ours and of torch with the same parameters, which are torch's."""
    torch.manual_seed(0)
    other = theirs(6, 2, 8, dropout=0.0, batch_first=True, **options).double()
    for parameter in other.parameters():
        nn.init.normal_(parameter, std=0.5)
    mine = ours(6, 2, 8, dropout=0, **options, rng=0)
    mine.load_state_dict(other.state_dict())
    return mine, other


def assert_same_in_every_gradient(mine, other, ours, theirs, inputs):
    """Values, gradients by the inputs, and by every parameter by its name."""
    my_inputs = [Tensor(array, requires_grad=True) for array in inputs]
    their_inputs = [torch.tensor(array, requires_grad=True) for array in inputs]
    value, expected = ours(mine, *my_inputs), theirs(other, *their_inputs)
    assert_close(value.data, expected.detach().numpy(), 1e-11)
    weighted(value, by_ours).backward(), weighted(expected, by_torch).backward()
    for leaf, torchs in zip(my_inputs, their_inputs, strict=True):
        assert_close(gradients(leaf), gradients(torchs), 1e-10)
    named = dict(mine.named_parameters())
    for name, torchs in other.named_parameters():
        assert_close(gradients(named.pop(name)), gradients(torchs), 1e-10)
    assert not named


@pytest.mark.parametrize("norm_first", [False, True])
@pytest.mark.parametrize("activation", ["relu", "gelu"])
@pytest.mark.parametrize("masks", ["none", "causal", "padding", "bool"])
def test_the_block_is_torchs_encoder_layer(norm_first, activation, masks):
    mine, other = both(
        TransformerBlock, nn.TransformerEncoderLayer, norm_first=norm_first, activation=activation
    )
    allowed = np.tri(4, dtype=bool) | np.eye(4, k=2, dtype=bool)
    ours = {"causal": {"is_causal": True}, "padding": {"key_padding_mask": PADDING}}
    ours |= {"none": {}, "bool": {"attn_mask": allowed}}
    theirs = {"causal": {"src_mask": CAUSAL, "is_causal": True}, "none": {}}
    theirs |= {"padding": {"src_key_padding_mask": torch.tensor(PADDING)}}
    theirs |= {"bool": {"src_mask": torch.tensor(~allowed)}}
    assert_same_in_every_gradient(
        mine, other, lambda m, a: m(a, **ours[masks]), lambda m, a: m(a, **theirs[masks]), [x]
    )


@pytest.mark.parametrize("norm_first", [False, True])
def test_with_cross_attention_it_is_torchs_decoder_layer(norm_first):
    """With every mask there is, in its own place."""
    mine, other = both(DecoderBlock, nn.TransformerDecoderLayer, norm_first=norm_first)
    seen = np.array([[True, False, True], [True, True, False], [True] * 3, [False, True, True]])
    padding = PADDING[::-1], np.array([[False, False, True], [True, False, False]])
    assert_same_in_every_gradient(
        mine,
        other,
        lambda m, a, b: m(
            a,
            b,
            is_causal=True,
            key_padding_mask=padding[0],
            memory_mask=seen,
            memory_key_padding_mask=padding[1],
        ),
        lambda m, a, b: m(
            a,
            b,
            tgt_mask=CAUSAL.isinf(),
            tgt_is_causal=True,
            tgt_key_padding_mask=torch.tensor(padding[0].copy()),
            memory_mask=torch.tensor(~seen),
            memory_key_padding_mask=torch.tensor(padding[1]),
        ),
        [x, memory],
    )


@pytest.mark.parametrize("bias", [True, False])
def test_the_layer_is_torchs(bias):
    torch.manual_seed(1)
    other = nn.MultiheadAttention(6, 3, bias=bias, batch_first=True).double()
    mine = MultiHeadAttention(6, 3, bias, rng=0)
    mine.load_state_dict(other.state_dict())
    assert [name for name, _ in mine.named_parameters()] == [name for name, _ in other.named_parameters()]
    assert_same_in_every_gradient(
        mine, other, lambda m, a, b: m(a, b, b), lambda m, a, b: m(a, b, b)[0], [x, memory]
    )
    _, theirs = other(*map(torch.tensor, (x, memory, memory)), average_attn_weights=False)
    assert_close(mine.weights(x, Tensor(memory)), theirs.detach().numpy(), 1e-12)


def test_the_start_is_torchs():
    mine, other = MultiHeadAttention(64, 4, rng=0), nn.MultiheadAttention(64, 4)
    for (name, leaf), torchs in zip(mine.named_parameters(), other.parameters(), strict=True):
        numbers, theirs = leaf.data, torchs.detach().numpy()
        assert numbers.shape == theirs.shape
        assert numbers.std() == pytest.approx(theirs.std(), rel=0.05), name
        assert np.abs(numbers).max() == pytest.approx(np.abs(theirs).max(), rel=0.05)
    again = MultiHeadAttention(64, 4, rng=0)
    assert all((a.data == b.data).all() for a, b in zip(mine.parameters(), again.parameters(), strict=True))


def test_the_defaults_are_torchs():
    mine, other = TransformerBlock(8, 2), nn.TransformerEncoderLayer(8, 2)
    assert mine.linear1.weight.shape == tuple(other.linear1.weight.shape)
    assert (mine.dropout.p, mine.norm1.eps) == (other.dropout.p, other.norm1.eps)
    assert mine.norm_first == other.norm_first


def test_in_training_units_fall_silent_and_at_rest_none():
    block = TransformerBlock(6, 2, 8, dropout=0.5, rng=0)
    assert (block(x).data != block(x).data).any()
    block.eval()
    np.testing.assert_array_equal(block(x).data, block(x).data)


def test_dropout_stands_where_torch_has_it():
    """Behind each branch, and between the two layers of the small network."""

    class Recorder(Module):
        def forward(self, a):
            shapes.append(a.shape)
            return a

    shapes, block = [], TransformerBlock(6, 2, 8, rng=0)
    block.dropout = Recorder()
    block(x)
    assert shapes == [(2, 4, 6), (2, 4, 8), (2, 4, 6)]


@given(st.integers(0, 10_000), st.booleans())
def test_it_knows_no_order_and_sees_no_future(seed, norm_first):
    block = TransformerBlock(6, 2, 8, dropout=0, norm_first=norm_first, rng=seed)
    draws = np.random.default_rng(seed)
    a, order = draws.normal(size=(1, 5, 6)), draws.permutation(5)
    np.testing.assert_allclose(block(a[:, order]).data, block(a).data[:, order], rtol=1e-9, atol=1e-12)
    later = a.copy()
    later[:, -1] += 3
    np.testing.assert_array_equal(
        block(later, is_causal=True).data[:, :-1], block(a, is_causal=True).data[:, :-1]
    )


@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(1, 4), st.sampled_from([None, 1e-5, 0.1]))
def test_rms_norm_is_torchs(seed, n, d, eps):
    draws = np.random.default_rng(seed)
    arrays = draws.normal(size=(n, 2, d)), draws.normal(size=(2, d))
    assert_same(
        lambda a, w: F.rms_norm(a, (2, d), w, eps),
        lambda a, w: nn.functional.rms_norm(a, (2, d), w, eps),
        arrays,
    )
    np.testing.assert_allclose(rms_norm(arrays[0] * 1e4, (2, d)), rms_norm(arrays[0], (2, d)), rtol=1e-6)
    y = rms_norm(arrays[0], (2, d))
    np.testing.assert_allclose((y * y).mean(axis=(1, 2)), 1, rtol=1e-9)


def test_rms_norm_as_a_layer():
    layer, other = RMSNorm(6, eps=0.01), nn.RMSNorm(6, eps=0.01).double()
    assert_same_in_every_gradient(layer, other, lambda m, a: m(a), lambda m, a: m(a), [x])
    assert RMSNorm((4, 6))(x).shape == x.shape
    assert not rms_norm(np.zeros((2, 3)), 3).any()


@pytest.mark.bad_input
def test_what_is_refused():
    with pytest.raises(ValueError, match=r"activation must be one of relu, .*got 'swish'"):
        TransformerBlock(6, 2, activation="swish")
    with pytest.raises(ValueError, match="num_heads must divide the width E = 6, got 4"):
        TransformerBlock(6, 4)
    with pytest.raises(ValueError, match=r"p must be in \[0, 1\), got 1"):
        TransformerBlock(6, 2, dropout=1)
    with pytest.raises(ValueError, match=r"must agree in N, S and E, got \(2, 4, 6\), \(2, 3, 5\)"):
        DecoderBlock(6, 2)(x, memory[..., :5])
    with pytest.raises(ValueError, match=r"normalized_shape \(5,\), got \(2, 4, 6\)"):
        rms_norm(x, 5)
    with pytest.raises(ValueError, match=r"weight must have shape \(6,\), got \(4,\)"):
        rms_norm(x, 6, np.ones(4))
    with pytest.raises(ValueError, match="eps must be positive and finite, got 0"):
        RMSNorm(6, eps=0)

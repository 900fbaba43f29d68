r"""GPT in torch: torch's own block, no look ahead, positions, the cache, the dial, and what it can learn."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from attention.stirred_torch import IDS, gpt, stirred
from torch import nn

from course_lib.attention import TransformerBlock
from course_lib.attention.block_torch import Block
from course_lib.attention.compute_torch import multiply_adds, n_parameters, updates_for
from course_lib.attention.gpt_torch import GPT
from course_lib.attention.positions_torch import SCHEMES
from course_lib.backprop import Tensor
from course_lib.rnn.char_model_torch import CharRNNTorch
from course_lib.rnn.writing_torch import read_text, surprise, write_text


def test_the_block_is_torchs_encoder_layer():
    ours = stirred(Block(32, 4)).double()
    theirs = nn.TransformerEncoderLayer(32, 4, 128, 0.0, "gelu", batch_first=True, norm_first=True).double()
    renamed = {name.replace("in_proj.", "in_proj_"): p for name, p in ours.state_dict().items()}
    theirs.load_state_dict(renamed)
    x = torch.randn(2, 7, 32, dtype=torch.float64)
    mask = nn.Transformer.generate_square_subsequent_mask(7, dtype=torch.float64)
    torch.testing.assert_close(ours(x, mask)[0], theirs(x, mask))
    torch.testing.assert_close(ours(x)[0], theirs(x))


def test_the_block_is_the_one_in_numpy_and_its_gradient_too():
    ours, numpys = stirred(Block(32, 2)).double(), TransformerBlock(32, 2, 128, 0, "gelu", norm_first=True)
    numpys.load_state_dict({n.replace("in_proj.", "in_proj_"): p for n, p in ours.state_dict().items()})
    x = torch.randn(2, 6, 32, dtype=torch.float64, requires_grad=True)
    mask = torch.full((6, 6), -torch.inf, dtype=torch.float64).triu(1)
    leaf = Tensor(x.detach().numpy(), requires_grad=True)
    theirs, mine = numpys(leaf, is_causal=True), ours(x, mask)[0]
    np.testing.assert_allclose(mine.detach(), theirs.data, rtol=1e-11, atol=1e-12)
    (mine**2).sum().backward()
    (theirs**2).sum().backward()
    np.testing.assert_allclose(x.grad, leaf.grad, rtol=1e-9, atol=1e-10)


def test_a_new_block_hands_on_what_it_gets():
    x = torch.randn(2, 5, 32)
    assert torch.equal(Block(32, 2)(x)[0], x)


@pytest.mark.parametrize("positions", SCHEMES)
def test_nobody_sees_the_future(positions):
    model, changed = gpt(positions), IDS.clone()
    changed[:, 7:] = (changed[:, 7:] + 1) % 11
    before, after = model(IDS)[0], model(changed)[0]
    assert torch.equal(before[:, :7], after[:, :7])
    assert (before[:, 7:] != after[:, 7:]).any(dim=-1).all()


@pytest.mark.parametrize("positions", SCHEMES)
@pytest.mark.parametrize("steps", [1, 5])
def test_the_cache_gives_what_the_whole_pass_gives(positions, steps):
    model, state, parts = gpt(positions, context=12), None, []
    for ids in IDS.split(steps, dim=1):
        logits, state = model(ids, state)
        parts.append(logits)
    torch.testing.assert_close(torch.cat(parts, dim=1), model(IDS)[0])
    assert state[0] == 12


@pytest.mark.parametrize("context", [1, 4])
def test_the_cache_keeps_no_more_than_the_context(context):
    model, state, parts = gpt(context=context), None, []
    for ids in IDS.split(1, dim=1):
        logits, state = model(ids, state)
        parts.append(logits)
        assert state[1][0][0].shape[2] <= context - 1
    torch.testing.assert_close(torch.cat(parts, dim=1), model(IDS)[0])


def test_two_blocks_reach_twice_as_far():
    model, reached = gpt(context=4), []
    for place in range(12):
        changed = IDS.clone()
        changed[:, place] = (changed[:, place] + 1) % 11
        reached.append(bool((model(changed)[0][:, 11] != model(IDS)[0][:, 11]).any()))
    assert reached == [False] * 5 + [True] * 7


def test_weights_can_be_read_and_changed():
    model, seen = gpt(), {}

    def look(layer, weights):
        seen[layer] = weights
        return weights

    logits, _ = model(IDS, edit=look)
    torch.testing.assert_close(logits, model(IDS)[0])
    assert set(seen) == {0, 1}
    for weights in seen.values():
        assert weights.shape == (3, 2, 12, 12)
        torch.testing.assert_close(weights.sum(-1), torch.ones(3, 2, 12, dtype=torch.float64))
        assert torch.equal(weights.triu(1), torch.zeros_like(weights))
    off, _ = model(IDS, edit=lambda layer, weights: weights * 0)
    assert (off != logits).any()


def test_one_dial():
    for depth in (1, 3, 5):
        model = GPT(65, depth)
        blocks = sum(p.numel() for p in model.blocks.parameters())
        assert len(model.blocks) == model.n_heads == depth
        assert blocks == pytest.approx(3072 * depth**3, rel=0.12)
    assert n_parameters(GPT(65, 3)) == 65 * 48 + 3 * (12 * 48**2 + 13 * 48) + 96 + 48 * 65 + 65


def test_multiply_adds_by_hand():
    """Depth 1: 16² twelve times in the block, 65 · 16 for the scores; of three tokens, 1 + 2 + 3 are seen."""
    assert multiply_adds(GPT(65, 1), 3) == 12 * 256 + 65 * 16 + 2 * 16 * (1 + 2 + 3) / 3
    assert multiply_adds(CharRNNTorch(65, 8, 4, "lstm"), 3) == 4 * (4 * 8 + 8 * 8) + 8 * 65
    assert updates_for(GPT(65, 1), 6 * multiply_adds(GPT(65, 1), 3) * 2 * 3 * 5.5, 2, 3) == 5


def test_it_learns_to_count_and_writes_what_it_learned():
    torch.manual_seed(0)
    text = torch.arange(400) % 7
    model = GPT(7, 2, context=16)
    losses = read_text(model, text, 60, rows=8, window=16, rate=0.01, carry=False)
    assert losses[0] == pytest.approx(np.log(7), abs=0.5)
    assert losses[-1] < 0.1
    written = write_text(model, [3, 4], 40, rng=0, temperature=0)[0]
    np.testing.assert_array_equal(written, np.arange(5, 45) % 7)
    assert surprise(model, text[None, :30])[0, 5:].max() < 0.2


def test_the_same_seed_gives_the_same_model():
    def losses():
        torch.manual_seed(5)
        return read_text(GPT(7, 1), torch.arange(100) % 7, 5, rows=2, window=8, carry=False)

    np.testing.assert_array_equal(losses(), losses())


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="one of none, learned, sinusoidal, rotary, alibi, got 'rope'"):
        GPT(11, 2, positions="rope")
    with pytest.raises(ValueError, match="width must be a multiple of 16, one head each, got 40"):
        GPT(11, 2, width=40)
    with pytest.raises(ValueError, match="learned positions end after 8 tokens, got 12"):
        gpt("learned", context=8)(IDS)
    with pytest.raises(ValueError, match="window must be a whole number of at least 1, got 0"):
        multiply_adds(GPT(11, 1), 0)


def test_attention_alone_has_no_feed_forward():
    model = GPT(11, 2, width=32, feed_forward=0)
    assert not any("linear" in name for name in model.state_dict())
    assert F.cross_entropy(model(IDS)[0].flatten(0, 1), IDS.flatten()) > 0

r"""Where a token stands: the five schemes in torch, by hand, beside NumPy, and in a model."""

import numpy as np
import pytest
import torch
from attention.stirred_torch import IDS, gpt, stirred

from course_lib.attention import alibi_bias, apply_rotary, sinusoidal_positions
from course_lib.attention.gpt_torch import GPT
from course_lib.attention.positions_torch import SCHEMES, angles, rotated, sinusoidal, slopes


def test_positions_are_those_in_numpy():
    places, x = torch.arange(9), torch.randn(2, 9, 16, dtype=torch.float64)
    turned = rotated(x, angles(places.double(), 16))
    np.testing.assert_allclose(turned, apply_rotary(x.numpy()), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(sinusoidal(places, 6), sinusoidal_positions(9, 6), atol=2e-6)
    bias = GPT(5, 1, positions="alibi", width=64)._bias(places, places)
    expected = np.where(np.triu(np.ones((9, 9)), 1), -np.inf, alibi_bias(4, 9))
    np.testing.assert_allclose(bias, expected, rtol=1e-6)


@pytest.mark.parametrize("positions", SCHEMES)
def test_order_is_seen_where_positions_tell_it(positions):
    """One block without positions cannot tell in which order earlier tokens came."""
    torch.manual_seed(0)
    model = stirred(GPT(11, 1, positions=positions, width=32)).double()
    swapped = IDS[:, [3, 1, 0, 2, *range(4, 12)]]
    same = torch.allclose(model(IDS)[0][:, 4:], model(swapped)[0][:, 4:], atol=1e-10)
    assert same == (positions == "none")


@pytest.mark.parametrize("positions", ["rotary", "alibi", "none"])
def test_only_distances_count(positions):
    model = gpt(positions)
    first, _ = model(IDS)
    _, (_, kept) = model(IDS[:, :1])
    nothing = [[part[:, :, :0] for part in each] for each in kept]
    torch.testing.assert_close(model(IDS, (1000, nothing))[0], first, rtol=1e-6, atol=1e-4)


def test_rotation_keeps_lengths_and_knows_distances_alone():
    q, k = torch.randn(2, 16, dtype=torch.float64)
    angle = angles(torch.arange(9).double(), 16)
    turned_q, turned_k = rotated(q.expand(9, 16), angle), rotated(k.expand(9, 16), angle)
    torch.testing.assert_close(turned_q.norm(dim=1), q.norm().expand(9))
    scores = turned_q @ turned_k.T
    for distance in range(-8, 9):
        line = scores.diagonal(distance)
        torch.testing.assert_close(line, line[:1].expand_as(line))


def test_sines_and_slopes_by_hand():
    table = sinusoidal(torch.arange(3), 4)
    by_hand = [[np.sin(t), np.cos(t), np.sin(t / 100), np.cos(t / 100)] for t in range(3)]
    np.testing.assert_allclose(table, by_hand, atol=1e-6)
    assert slopes(8).flatten().tolist() == [2.0**-k for k in range(1, 9)]

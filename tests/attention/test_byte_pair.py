"""Byte-pair encoding: by hand, against a slow one that counts everything again, and back from any text."""

import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.attention.byte_pair import BytePairEncoder
from course_lib.datasets import load_tiny_shakespeare

A, B, C, D = (ord(sign) for sign in "abcd")


def replaced(ids, pair, new):
    out, t = [], 0
    while t < len(ids):
        both = tuple(ids[t : t + 2]) == pair
        out.append(new if both else ids[t])
        t += 1 + both
    return out


def slow_merges(text, vocab_size):
    """Counts all pairs again before each merge; of equals, max takes the one that was counted first."""
    ids, merges = list(text.encode()), []
    for new in range(256, vocab_size):
        pairs = Counter(itertools.pairwise(ids))
        if not pairs or max(pairs.values()) < 2:
            break
        merges.append(max(pairs, key=pairs.get))
        ids = replaced(ids, merges[-1], new)
    return merges, ids


def test_by_hand():
    """aaabdaaabac: aa comes four times, then ab twice, then (aa)(ab); the rest comes once."""
    encoder = BytePairEncoder.train("aaabdaaabac", 300)
    assert encoder.merges == [(A, A), (256, A), (257, B)]
    assert encoder.tokens[256:] == [b"aa", b"aaa", b"aaab"]
    assert encoder.encode("aaabdaaabac").tolist() == [258, D, 258, A, C]
    assert encoder.encode("aab").tolist() == [256, B]
    assert encoder.decode([258, 256, C]) == "aaabaac"
    assert len(encoder) == 259
    assert repr(encoder) == "BytePairEncoder(259 tokens, 3 of them merged)"


def test_of_equally_frequent_pairs_the_one_seen_first():
    assert BytePairEncoder.train("cdabcdab", 257).merges == [(C, D)]
    assert BytePairEncoder.train("abxcdyabzcd", 258).merges == [(A, B), (C, D)]


def test_a_run_is_cut_from_the_left():
    assert BytePairEncoder([(A, A)]).encode("aaaaabaaa").tolist() == [256, 256, A, B, 256, A]


def test_it_ends_where_no_pair_comes_twice():
    assert BytePairEncoder.train("abc", 1000).merges == []
    assert len(BytePairEncoder.train("", 256)) == 256
    assert BytePairEncoder.train("aaaa", 1000).merges == [(A, A)]


@given(st.text("ab c", max_size=60) | st.text("añ😀", max_size=20), st.integers(256, 275))
def test_it_is_the_slow_one(text, vocab_size):
    merges, ids = slow_merges(text, vocab_size)
    encoder = BytePairEncoder.train(text, vocab_size)
    assert encoder.merges == merges
    assert encoder.encode(text).tolist() == ids


SHAKESPEARE = load_tiny_shakespeare(60_000).text


def test_it_is_the_slow_one_on_real_text():
    merges, ids = slow_merges(SHAKESPEARE[:6000], 400)
    encoder = BytePairEncoder.train(SHAKESPEARE[:6000], 400)
    assert encoder.merges == merges
    np.testing.assert_array_equal(encoder.encode(SHAKESPEARE[:6000]), ids)


LEARNED = BytePairEncoder.train(SHAKESPEARE, 512)


@given(st.text())
def test_any_text_comes_back(text):
    ids = LEARNED.encode(text)
    assert ids.dtype == np.int64
    assert LEARNED.decode(ids) == text


@pytest.mark.parametrize("text", ["", "\n\r\n\t\0", "naïve 😀👩‍👩‍👧 漢字", "é vs é", "a" * 1001])
def test_odd_texts_come_back(text):
    assert LEARNED.decode(LEARNED.encode(text)) == text
    assert BytePairEncoder.train(text, 300).decode(BytePairEncoder.train(text, 300).encode(text)) == text


def test_tokens_are_numbered_in_order_and_real_text_gets_shorter():
    assert len(LEARNED) == 512
    assert len(set(LEARNED.tokens)) == 512
    ids = LEARNED.encode(SHAKESPEARE)
    assert len(ids) < 0.6 * len(SHAKESPEARE)
    assert b"".join(LEARNED.tokens[k] for k in ids).decode() == SHAKESPEARE


def test_what_is_no_text_is_marked():
    assert BytePairEncoder([]).decode([0xF0, 0x9F, 65]) == "�A"


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="vocab_size must be a whole number of at least 256, got 255"):
        BytePairEncoder.train("abc", 255)
    with pytest.raises(ValueError, match="at most 8192, for pairs are counted in a table, got 9000"):
        BytePairEncoder.train("abc", 9000)
    with pytest.raises(IndexError, match="512 is the number of no token; they go from 0 to 511"):
        LEARNED.decode([512])
    with pytest.raises(IndexError, match="-1 is the number of no token"):
        LEARNED.decode([-1])
    with pytest.raises(ValueError, match=r"merge 1 joins \(257, 0\), but tokens go to 256"):
        BytePairEncoder([(0, 0), (257, 0)])
    with pytest.raises(ValueError, match="each pair can be merged once"):
        BytePairEncoder([(0, 0), (0, 0)])
    with pytest.raises(ValueError, match=r"'\\ud83d' at place 2 is half of a character"):
        LEARNED.encode("ab\ud83d")


@pytest.mark.bad_input
@pytest.mark.parametrize("text", [b"abc", None, ["a"]])
def test_what_is_no_string_is_refused(text):
    with pytest.raises(TypeError, match="text must be a string"):
        BytePairEncoder.train(text, 300)
    with pytest.raises(TypeError, match="text must be a string"):
        LEARNED.encode(text)

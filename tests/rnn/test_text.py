"""From text to numbers and back: tokens, vocabulary, padding."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn.utils.rnn import pad_sequence

from course_lib.rnn import Vocabulary, pad_sequences, tokenize


def test_words_and_signs():
    assert tokenize("It's 3.5 – isn’t it?") == ["it's", "3", ".", "5", "–", "isn’t", "it", "?"]
    assert tokenize("Ça va? Größe", lower=False) == ["Ça", "va", "?", "Größe"]
    assert tokenize("  \n ") == tokenize("") == []
    assert tokenize("'quoted'") == ["'", "quoted", "'"]


@given(st.text())
def test_characters_lose_nothing(text):
    assert "".join(tokenize(text, level="char")) == text


@given(st.text())
def test_words_lose_spaces_alone(text):
    assert "".join(tokenize(text, lower=False)) == "".join(c for c in text if not c.isspace())


def test_the_most_frequent_come_first_and_then_the_alphabet():
    vocabulary = Vocabulary(tokenize("b a c b a b"))
    assert vocabulary.tokens == ["<pad>", "<unk>", "b", "a", "c"]
    assert vocabulary.counts == {"b": 3, "a": 2, "c": 1}
    assert (len(vocabulary), vocabulary["b"], "c" in vocabulary, "z" in vocabulary) == (5, 2, True, False)
    assert Vocabulary("bacbab", min_count=2).tokens[2:] == ["b", "a"]
    assert Vocabulary("bacbab", max_size=1).tokens[2:] == ["b"]
    assert Vocabulary("cab", specials=()).tokens == ["a", "b", "c"]
    assert Vocabulary(["<pad>", "x"]).tokens == ["<pad>", "<unk>", "x"]
    assert repr(vocabulary).startswith("Vocabulary(5 tokens: '<pad>', ")


@given(st.lists(st.text(min_size=1, max_size=3)))
def test_there_and_back(tokens):
    vocabulary = Vocabulary(tokens)
    ids = vocabulary.encode(tokens)
    assert ids.dtype == np.int64
    assert vocabulary.decode(ids) == tokens
    assert [vocabulary[token] for token in vocabulary.tokens] == list(range(len(vocabulary)))


def test_unknown_words():
    vocabulary = Vocabulary(["known"])
    np.testing.assert_array_equal(vocabulary.encode(["known", "strange"]), [2, 1])
    with pytest.raises(KeyError, match="'z' is none of the 3 tokens, and there is no '<unk>'"):
        Vocabulary("abc", specials=()).encode("az")
    for wrong in (3, -1):
        with pytest.raises(IndexError, match=f"{wrong} is the number of no token; they go from 0 to 2"):
            vocabulary.decode([wrong])


@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=6), min_size=1, max_size=5))
def test_padding_is_torchs(sequences):
    padded, lengths = pad_sequences(sequences, value=-1)
    theirs = pad_sequence([torch.tensor(row) for row in sequences], batch_first=True, padding_value=-1)
    np.testing.assert_array_equal(padded, theirs.numpy())
    assert padded.dtype == lengths.dtype == np.int64
    assert [row[:n].tolist() for row, n in zip(padded, lengths, strict=True)] == sequences


def test_padding_cuts_and_keeps_what_it_holds():
    padded, lengths = pad_sequences([[1, 2, 3], [4]], length=2)
    np.testing.assert_array_equal(padded, [[1, 2], [4, 0]])
    np.testing.assert_array_equal(lengths, [2, 1])
    assert pad_sequences([[1]], length=3)[0].shape == (1, 3)
    rows, _ = pad_sequences([np.ones((2, 3), np.float32), np.ones((1, 3), np.float32)])
    assert (rows.shape, rows.dtype) == ((2, 2, 3), np.float32)
    np.testing.assert_array_equal(rows[1, 1], np.zeros(3))


@pytest.mark.bad_input
def test_what_is_refused():
    with pytest.raises(ValueError, match="at least one sequence to pad, got none"):
        pad_sequences([])
    with pytest.raises(ValueError, match=r"sequence 1 must have at least one step of shape \(\), got \(0,\)"):
        pad_sequences([[1], []])
    with pytest.raises(ValueError, match=r"sequence 1 must .* of shape \(2,\), got \(1, 3\)"):
        pad_sequences([np.ones((1, 2)), np.ones((1, 3))])
    with pytest.raises(ValueError, match="length must be a whole number of at least 1, got 0"):
        pad_sequences([[1]], length=0)
    with pytest.raises(ValueError, match='level must be "word" or "char", got \'letter\''):
        tokenize("a", level="letter")
    with pytest.raises(TypeError, match="text must be a string, got list"):
        tokenize(["a"])
    with pytest.raises(ValueError, match="specials must differ from each other"):
        Vocabulary("a", specials=("<unk>", "<unk>"))
    with pytest.raises(ValueError, match="min_count must be a whole number of at least 1, got 0"):
        Vocabulary("a", min_count=0)

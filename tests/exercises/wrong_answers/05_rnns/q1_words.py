# ruff: noqa: F811
import numpy as np


def listed(texts, least, count=lambda text: set(text.split()), key=None, signs=("<pad>", "<unk>"), drop=True):
    found = {}
    for text in texts:
        for word in count(text):
            found[word] = found.get(word, 0) + 1
    left = [w for w in found if found[w] >= least and not (drop and w in ("<pad>", "<unk>"))]
    return [*signs, *sorted(left, key=key or (lambda word: (-found[word], word)))]


def numbers(texts, words, length, front=True, last=True, unknown=1, sign=1):
    place = {word: k for k, word in enumerate(words)} | {"<pad>": sign}
    rows = np.zeros((len(texts), length), dtype=int)
    for row, text in zip(rows, texts, strict=True):
        ids = [place.get(word, unknown) for word in text.split()]
        ids = ids[-length:] if last else ids[:length]
        at = length - len(ids) if front else 0
        row[at : at + len(ids)] = ids
    return rows


# %% places are counted, and not texts
# says: count texts, not places
def learn_words(texts, least):
    return listed(texts, least, count=str.split)


# %% the signs are forgotten
# says: The two signs come first
def learn_words(texts, least):
    return listed(texts, least, signs=())


# %% more than least, not at least
# says: count texts, not places
def learn_words(texts, least):
    return listed(texts, least + 1)


# %% the alphabet alone
# says: The most frequent first|Three texts have
def learn_words(texts, least):
    return listed(texts, least, key=str)


# %% of equally many the last of the alphabet comes first
# says: the alphabet decides
def learn_words(texts, least):
    signs, words = listed(texts, least)[:2], listed(texts, least)[2:]
    found = [sum(word in text.split() for text in texts) for word in words]
    back = sorted(zip(found, words, strict=True), reverse=True)
    return [*signs, *(word for _, word in back)]


# %% fools the visible tests: a sign that occurs in a text is learned
def learn_words(texts, least):
    return listed(texts, least, drop=False)


# %% fools the visible tests: capitals are made small
def learn_words(texts, least):
    return listed([text.lower() for text in texts], least)


# %% padding behind
# says: the last column is to be a word
def encode(texts, words, length):
    return numbers(texts, words, length, front=False)


# %% the first words stay
# says: Those are the first
def encode(texts, words, length):
    return numbers(texts, words, length, last=False)


# %% unknown is 0
# says: the number of <unk>, 1
def encode(texts, words, length):
    return numbers(texts, words, length, unknown=0)


# %% unknown words are left out
# says: the number of <unk>, 1
def encode(texts, words, length):
    known = [" ".join(word for word in text.split() if word in words) for text in texts]
    return numbers(known, words, length)


# %% letters in place of words
# says: The number of a word
def encode(texts, words, length):
    return numbers([" ".join(text) for text in texts], words, length)


# %% as long as the longest text
# says: a row for each text was expected
def encode(texts, words, length):
    return numbers(texts, words, max(len(text.split()) for text in texts) + length % 2 + 1)


# %% fools the visible tests: the word <pad> is taken for padding
def encode(texts, words, length):
    return numbers(texts, words, length, sign=0)


# %% fools the visible tests: cut at every single space
def encode(texts, words, length):
    return numbers([text.replace("  ", " ? ") for text in texts], words, length)

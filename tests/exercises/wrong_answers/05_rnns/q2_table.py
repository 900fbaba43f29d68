# ruff: noqa: F811
import numpy as np


def counted(sequences, n_tokens, over=False):
    counts = np.zeros((n_tokens, n_tokens))
    if over:
        sequences = [np.concatenate(sequences)]
    for ids in sequences:
        np.add.at(counts, (ids[:-1], ids[1:]), 1)
    return counts


def filled(counts, discount, q=None, rest=None, **more):
    kinds = (counts > 0).sum(axis=0) + more.get("plus", 1)
    q = kinds / kinds.sum() if q is None else q
    left = counts - discount if more.get("below") else np.maximum(counts - discount, 0)
    total = counts.sum(axis=1, keepdims=True)
    freed = total - np.maximum(counts - discount, 0).sum(axis=1, keepdims=True) if rest is None else rest
    rows = (left + freed * q) / np.maximum(total, 1)
    return np.where(total > 0, rows, more.get("empty", q))


def hesitates(table, sequences, each=lambda p: -np.log(p)):
    return np.concatenate([each(table[ids[:-1], ids[1:]]) for ids in sequences])


# %% how frequent a token is, not after how many it comes
# says: however often
def fill_table(sequences, n_tokens, discount):
    counts = counted(sequences, n_tokens)
    q = (counts.sum(axis=0) + 1) / (counts.sum() + n_tokens)
    return filled(counts, discount, q)


# %% everybody gets the same
# says: however often
def fill_table(sequences, n_tokens, discount):
    return filled(counted(sequences, n_tokens), discount, np.full(n_tokens, 1 / n_tokens))


# %% after how many tokens, without the 1
# says: With 1 for each
def fill_table(sequences, n_tokens, discount):
    return filled(counted(sequences, n_tokens), discount, plus=0)


# %% how many come after a token, not before it
# says: however often
def fill_table(sequences, n_tokens, discount):
    counts = counted(sequences, n_tokens)
    kinds = (counts > 0).sum(axis=1) + 1
    return filled(counts, discount, kinds / kinds.sum())


# %% counts by index, so that pairs count once
# says: Use np.add.at
def fill_table(sequences, n_tokens, discount):
    counts = np.zeros((n_tokens, n_tokens))
    for ids in sequences:
        counts[ids[:-1], ids[1:]] += 1
    return filled(counts, discount)


# %% what was taken is not dealt out
# says: is dealt out|0.5 stays
def fill_table(sequences, n_tokens, discount):
    return filled(counted(sequences, n_tokens), discount, rest=0)


# %% one discount is dealt out for each row, however many gave it
# says: both give 0.5
def fill_table(sequences, n_tokens, discount):
    return filled(counted(sequences, n_tokens), discount, rest=discount)


# %% pairs run over from one sequence to the next
# says: no 2 comes after it
def fill_table(sequences, n_tokens, discount):
    return filled(counted(sequences, n_tokens, over=True), discount)


# %% the empty row stays empty
# says: has an empty row
def fill_table(sequences, n_tokens, discount):
    return filled(counted(sequences, n_tokens), discount, empty=0)


# %% a small count gives more than it has
# says: cannot give 1.5
def fill_table(sequences, n_tokens, discount):
    counts = counted(sequences, n_tokens)
    rest = discount * (counts > 0).sum(axis=1, keepdims=True)
    return filled(counts, discount, rest=rest)


# %% fools the visible tests: a count of 2 gives at most 1
def fill_table(sequences, n_tokens, discount):
    return filled(counted(sequences, n_tokens), min(discount, 1))


# %% the loss, and not e to it
# says: it hesitates between 2
def table_perplexity(table, sequences):
    return hesitates(table, sequences).mean()


# %% rows and columns in change
# says: That is 0 after 1
def table_perplexity(table, sequences):
    return np.exp(hesitates(table.T, sequences).mean())


# %% the mean of what each place hesitates
# says: The mean is taken before e
def table_perplexity(table, sequences):
    return hesitates(table, sequences, lambda p: 1 / p).mean()


# %% each sequence has its own mean
# says: Each sequence had its own mean
def table_perplexity(table, sequences):
    long = [ids for ids in sequences if len(ids) > 1]
    return np.exp(np.mean([hesitates(table, [ids]).mean() for ids in long]))


# %% pairs run over from one sequence to the next
# says: Each sequence had its own mean|no pair and counts nothing
def table_perplexity(table, sequences):
    return np.exp(hesitates(table, [np.concatenate(sequences)]).mean())


# %% a sequence without a pair counts as one that is sure
# says: counts nothing
def table_perplexity(table, sequences):
    pairs = sum(max(len(ids) - 1, 1) for ids in sequences)
    return np.exp(hesitates(table, sequences).sum() / pairs)


# %% what is impossible is made a little possible
# says: called impossible
def table_perplexity(table, sequences):
    return np.exp(hesitates(np.maximum(table, 1e-12), sequences).mean())


# %% fools the visible tests: no more than the first four pairs of a sequence
def table_perplexity(table, sequences):
    return np.exp(hesitates(table, [ids[:5] for ids in sequences]).mean())

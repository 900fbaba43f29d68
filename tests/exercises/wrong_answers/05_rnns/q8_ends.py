# ruff: noqa: F811
import numpy as np


def real(states, lengths, k, value=0):
    place, ends = np.arange(states.shape[1])[:, None], lengths[:, None, None]
    return np.where((place < ends) & (place >= ends - k), states, value)


def some(lengths, k):
    return np.clip(lengths, 1, k)[:, None]


def by_length(said, wanted, end, same, length=lambda row, end: row.index(end)):
    lengths = np.array([length(row, end) for row in wanted.tolist()])
    pairs = zip(said.tolist(), wanted.tolist(), strict=True)
    right = np.array([float(same(one, other, other.index(end))) for one, other in pairs])
    found = np.unique(lengths)
    return found, np.array([right[lengths == n].mean() for n in found])


def exact(one, other, n):
    return one[: n + 1] == other[: n + 1]


def stands(scores, chosen):  # how many are higher at each step, how many level, and who has a score at all
    known = (chosen >= 0) & (chosen < scores.shape[2])
    own = np.take_along_axis(scores, np.where(known, chosen, 0)[..., None], axis=2)
    return (scores > own).sum(axis=2), np.maximum((scores == own).sum(axis=2), 1), known


def lots(scores, chosen, k):
    higher, level, known = stands(scores, chosen)
    return np.where(known, np.clip((k - higher) / level, 0, 1), 0)


def over_sessions(chances, chosen):
    return chances.sum(axis=0) / (chosen >= 0).sum(axis=0)


# %% the last columns, whatever stands there
# says: Is it 90
def last_states(states, lengths, k):
    return states[:, -k:].mean(axis=1)


# %% the first states
# says: Those came first|Is it 90
def last_states(states, lengths, k):
    place = np.arange(states.shape[1])[:, None]
    return np.where(place < np.minimum(lengths, k)[:, None, None], states, 0).sum(axis=1) / some(lengths, k)


# %% one step beyond the end
# says: Is it 90
def last_states(states, lengths, k):
    return real(states, lengths + 1, k).sum(axis=1) / some(lengths, k)


# %% the mean of all real states
# says: Is it 90
def last_states(states, lengths, k):
    return real(states, lengths, 99).sum(axis=1) / some(lengths, 99)


# %% divided by k
# says: divided by k
def last_states(states, lengths, k):
    return real(states, lengths, k).sum(axis=1) / k


# %% a slice that begins before the row does
# says: Row 1 has one real state
def last_states(states, lengths, k):
    parts = [row[n - k : n] for row, n in zip(states, lengths, strict=True)]
    return np.array([part.sum(axis=0) / max(len(part), 1) for part in parts])


# %% no state at all is nan
# says: zeros, and not nan
def last_states(states, lengths, k):
    return real(states, lengths, k).sum(axis=1) / np.minimum(lengths, k)[:, None]


# %% a mask that multiplies
# says: nan · 0 is nan
def last_states(states, lengths, k):
    return (states * real(np.ones(states.shape), lengths, k)).sum(axis=1) / some(lengths, k)


# %% the sum
# says: is 5 and 6
def last_states(states, lengths, k):
    return real(states, lengths, k).sum(axis=1)


# %% fools the visible tests: nan is put away, and infinity multiplied
def last_states(states, lengths, k):
    clean = np.where(np.isnan(states), 0, states)
    return (clean * real(np.ones(states.shape), lengths, k)).sum(axis=1) / some(lengths, k)


# %% whole rows are compared, with what stands behind the end
# says: which means nothing
def exact_by_length(said, wanted, end):
    return by_length(said, wanted, end, lambda one, other, n: one == other)


# %% the share of the tokens
# says: one is right
def exact_by_length(said, wanted, end):
    return by_length(said, wanted, end, lambda one, other, n: np.mean(np.array(one[:n]) == other[:n]))


# %% the end is not compared
# says: and then goes on|never said the end
def exact_by_length(said, wanted, end):
    return by_length(said, wanted, end, lambda one, other, n: one[:n] == other[:n])


# %% the texts are compared as far as both go
# says: never said the end
def exact_by_length(said, wanted, end):
    return by_length(said, wanted, end, lambda one, other, n: one[: n + 1] == other[: min(n + 1, len(one))])


# %% the end is a token
# says: the end is no token
def exact_by_length(said, wanted, end):
    return by_length(said, wanted, end, exact, lambda row, end: row.index(end) + 1)


# %% the length of what was said
# says: The length that counts
def exact_by_length(said, wanted, end):
    lengths = (said == end).argmax(axis=1)
    ends = (wanted == end).argmax(axis=1)
    pairs = zip(said.tolist(), wanted.tolist(), ends, strict=True)
    right = np.array([exact(one, other, n) for one, other, n in pairs])
    return np.unique(lengths), np.array([right[lengths == n].mean() for n in np.unique(lengths)])


# %% a length for each text
# says: shape
def exact_by_length(said, wanted, end):
    lengths = (wanted == end).argmax(axis=1)
    pairs = zip(said.tolist(), wanted.tolist(), lengths, strict=True)
    return lengths, np.array([exact(one, other, n) for one, other, n in pairs])


# %% all tokens that are no end are the text
# says: which means nothing|each named once
def exact_by_length(said, wanted, end):
    return by_length(said, wanted, end, exact, lambda row, end: len([t for t in row if t != end]))


# %% fools the visible tests: a row without an end is read as an empty text
def exact_by_length(said, wanted, end):
    def same(one, other, n):
        return (one.index(end) if end in one else 0) == n and one[:n] == other[:n]

    return by_length(said, wanted, end, same)


# %% fools the visible tests: the end is always 0
def exact_by_length(said, wanted, end):
    return by_length(said, np.where(wanted == end, 0, wanted), 0, exact)


# %% a tie is a win
# says: A tie is no win
def recall_by_lot(scores, chosen, k):
    higher, _, known = stands(scores, chosen)
    return over_sessions(known & (higher < k), chosen)


# %% a tie is a defeat
# says: the lot puts it there
def recall_by_lot(scores, chosen, k):
    higher, level, known = stands(scores, chosen)
    return over_sessions(known & (higher + level <= k), chosen)


# %% a tie counts half
# says: the lot puts it there
def recall_by_lot(scores, chosen, k):
    higher, level, known = stands(scores, chosen)
    return over_sessions(known & (1 + higher + (level - 1) / 2 <= k), chosen)


# %% a half whenever a tie decides
# says: three are level and one place
def recall_by_lot(scores, chosen, k):
    higher, level, known = stands(scores, chosen)
    chances = np.where(higher + level <= k, 1, np.where(higher < k, 0.5, 0))
    return over_sessions(chances * known, chosen)


# %% the order of a sort decides
# says: the lot puts it there|there is a place
def recall_by_lot(scores, chosen, k):
    best = np.argsort(-scores, axis=2, kind="stable")[..., :k]
    return over_sessions((best == chosen[..., None]).any(axis=2), chosen)


# %% cold items are left out
# says: it counts with 0|nobody can name it
def recall_by_lot(scores, chosen, k):
    known = (chosen >= 0) & (chosen < scores.shape[2])
    return lots(scores, chosen, k).sum(axis=0) / np.maximum(known.sum(axis=0), 1)


# %% what has ended counts as missed
# says: Then the end was counted
def recall_by_lot(scores, chosen, k):
    return lots(scores, chosen, k).mean(axis=0)


# %% what has ended is the last item
# says: Then the end was counted
def recall_by_lot(scores, chosen, k):
    return lots(scores, np.where(chosen < 0, scores.shape[2] - 1, chosen), k).mean(axis=0)


# %% one number for all steps
# says: shape
def recall_by_lot(scores, chosen, k):
    return lots(scores, chosen, k).sum() / (chosen >= 0).sum()


# %% a number for each session
# says: At each step two sessions|Is it 0.5|is cold
def recall_by_lot(scores, chosen, k):
    return lots(scores, chosen, k).sum(axis=1) / (chosen >= 0).sum(axis=1)


# %% no chance above 1 is cut
# says: No chance is above 1
def recall_by_lot(scores, chosen, k):
    higher, level, known = stands(scores, chosen)
    return over_sessions(np.where(known, np.maximum((k - higher) / level, 0), 0), chosen)


# %% a mask that multiplies the chances
# says: nan · 0 is nan
def recall_by_lot(scores, chosen, k):
    higher, level, known = stands(scores, chosen)
    own = np.take_along_axis(scores, np.where(known, chosen, 0)[..., None], axis=2)[..., 0]
    return over_sessions(np.clip((k - higher) / level, 0, 1) * (own - own + 1) * known, chosen)


# %% fools the visible tests: what nearly agrees is level
def recall_by_lot(scores, chosen, k):
    return over_sessions(lots(np.round(scores, 9), chosen, k), chosen)

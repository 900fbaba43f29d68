# ruff: noqa: F811, F821
import itertools


def joined(pieces, pair, again=False):
    out, k = [], 0
    while k < len(pieces):
        two = tuple(pieces[k : k + 2]) == tuple(pair)
        out.append("".join(pieces[k : k + 1 + two]))
        k += 1 + two
    return joined(out, pair) if again and out != pieces else out


def first(pieces, merges):
    found = [pair for pair in merges if pair in itertools.pairwise(pieces)]
    return found[0] if found else None


def cut_by(word, merges, join=joined):
    pieces = list(word)
    while pair := first(pieces, merges):
        pieces = join(pieces, pair)
    return pieces


def learned(words, counts, n_merges, **bug):
    cuts, merges = [list(word) for word in words], []
    if bug.get("across"):
        cuts, counts = [[letter for word in words for letter in word]], [1]
    while len(merges) < n_merges:
        found = {}
        for pieces, often in zip(cuts, counts, strict=True):
            pairs = list(itertools.pairwise(pieces))
            if bug.get("apart"):
                pairs = [p for k, p in enumerate(pairs) if not k or p != pairs[k - 1]]
            if bug.get("once"):
                pairs = dict.fromkeys(pairs)
            for pair in pairs:
                found[pair] = found.get(pair, 0) + (1 if bug.get("no_counts") else often)
        if not found:
            break
        order = sorted(found) if bug.get("alphabet") else list(found)[:: -1 if bug.get("last") else 1]
        best = max(order, key=found.get)
        if found[best] < bug.get("least", 2):
            break
        merges.append(best)
        if not bug.get("still"):
            cuts = [joined(pieces, best) for pieces in cuts]
        elif len(merges) == len(found):
            break
    return merges


# %% how often a word came does not count
# says: a word counts as often as it came
def learn_merges(*given):
    return learned(*given, no_counts=True)


# %% a pair counts once a word
# says: where it overlaps
def learn_merges(*given):
    return learned(*given, once=True)


# %% overlapping pairs count once
# says: where it overlaps
def learn_merges(*given):
    return learned(*given, apart=True)


# %% the alphabet decides
# says: alphabet decides nothing
def learn_merges(*given):
    return learned(*given, alphabet=True)


# %% the pair seen last
# says: is seen first
def learn_merges(*given):
    return learned(*given, last=True)


# %% pairs that come once are joined, too
# says: so it ends|comes once
def learn_merges(*given):
    return learned(*given, least=1)


# %% it goes on across words
# says: a word counts
def learn_merges(*given):
    return learned(*given, across=True)


# %% pieces as strings, not pairs
# says: l o is seen first
def learn_merges(*given):
    return ["".join(pair) for pair in learned(*given)]


# %% nothing is returned when it ends early
# says: None came
def learn_merges(words, counts, n_merges):
    merges = learned(words, counts, n_merges)
    return merges if len(merges) == n_merges else None


# %% fools the visible tests: at most six pairs are joined
def learn_merges(words, counts, n_merges):
    return learned(words, counts, min(n_merges, 6))


# %% from right to left
# says: That is from the right
def cut(word, merges):
    def backward(pieces, pair):
        turned = joined([piece[::-1] for piece in pieces[::-1]], (pair[1][::-1], pair[0][::-1]))
        return [piece[::-1] for piece in turned[::-1]]

    return cut_by(word, merges, backward)


# %% the longest piece that is known, from the left
# says: decides nothing
def cut(word, merges):
    known, pieces, at = {left + right for left, right in merges}, [], 0
    while at < len(word):
        long = max(n for n in range(1, len(word) - at + 1) if n == 1 or word[at : at + n] in known)
        pieces.append(word[at : at + long])
        at += long
    return pieces


# %% lesson 5's merge, down the list once
# says: was run through once
def cut(word, merges):
    pieces = list(word)
    for pair in merges:
        pieces = merge(pieces, pair)
    return pieces


# %% down the list, again and again
# says: it went on down the list
def cut(word, merges):
    pieces, before = list(word), None
    while pieces != before:
        before = pieces
        for pair in merges:
            pieces = merge(pieces, pair)
    return pieces


# %% the first place alone
# says: both are joined
def cut(word, merges):
    pieces = list(word)
    for pair in merges:
        for k in range(len(pieces) - 1):
            if tuple(pieces[k : k + 2]) == tuple(pair):
                pieces[k : k + 2] = ["".join(pair)]
                break
    return pieces


# %% unknown characters are lost
# says: No merge|the characters
def cut(word, merges):
    known = {part for pair in merges for part in pair}
    return [piece for piece in cut_by(word, merges) if piece in known or len(piece) > 1]


# %% the text with spaces
# says: a list
def cut(word, merges):
    return " ".join(cut_by(word, merges))


# %% the leftmost pair that is in the list
# says: decides nothing
def cut(word, merges):
    pieces = list(word)
    while found := [pair for pair in itertools.pairwise(pieces) if pair in merges]:
        pieces = merge(pieces, found[0])
    return pieces


# %% fools the visible tests: the fourth merge and those behind it are not done
def cut(word, merges):
    return cut_by(word, merges[:3])

"""Answers that want the points without the work; each section replaces functions of the answer cell."""


# %% refused: the course's encoder does the work
def cut(word, merges):
    from course_lib.attention import BytePairEncoder

    number, pairs = {chr(k): k for k in range(128)}, []
    for left, right in merges:
        if left in number and right in number and left + right not in number:
            pairs.append((number[left], number[right]))
            number[left + right] = 255 + len(pairs)
    encoder = BytePairEncoder(pairs)
    return [encoder.decode([k]) for k in encoder.encode(word)]


# %% refused: pairs that say yes to every comparison


class Yes(str):
    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other):
        return True


def learn_merges(words, counts, n_merges):
    return [(Yes("l"), Yes("o"))]

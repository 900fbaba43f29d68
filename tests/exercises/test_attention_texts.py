"""The numbers that the texts of chapter 6's exercises state, and what its broken code cannot print."""

import re

import numpy as np
from exercise_answers import SOURCES, source_of

SOURCE = next(source for source in SOURCES if source.parent.name == "06_attention")


def cell(name):
    return next(cell.source for cell in source_of(SOURCE).cells if cell.id == name)


def told(text):
    """What the four lines of a report of the block say."""
    return [float(n) for n in re.findall(r"(?:moved by|comes out is) ([\d.e+-]+)", text)]


def test_what_the_block_cannot_print(attention):
    _, printed = attention
    broken, repaired = told(printed["q8-symptoms"]), told(printed["q8-look"])
    assert len(broken) == len(repaired) == 4
    assert min(broken) > 0.1
    assert max(repaired) < 1e-12


REPAIRS = {
    "stream": ("return x +", "return stream +"),
    "cut": ("reshape(N, n_heads, T, d) for", "reshape(N, T, n_heads, d).swapaxes(1, 2) for"),
    "padding": (
        "scores = scores * real[:, None, None]",
        "scores = np.where(real[:, None, None], scores, -np.inf)",
    ),
    "root": ("np.sqrt(len(Wq))", "np.sqrt(d)"),
}
SHOWN = {
    "stream": (False, False, False, True),
    "cut": (True, True, True, False),
    "padding": (False, True, False, False),
    "root": (False, False, True, False),
    None: (False, False, False, False),
}


def test_every_bug_of_the_block_shows_itself_alone(attention, capsys):
    names, _ = attention
    for kept, shown in SHOWN.items():
        code = cell("q8-broken-block").replace("N, T, _ = x.shape", "N, T, _ = x.shape\n    stream = x")
        for name, (before, after) in REPAIRS.items():
            assert code.count(before) == 1, name
            code = code if name == kept else code.replace(before, after)
        space = dict(names)
        exec(code, space)
        names["report"](space["block_broken"])
        assert tuple(n > 1e-6 for n in told(capsys.readouterr().out)) == shown, kept


def test_the_model_report_states_what_the_experiment_prints(attention):
    _, printed = attention
    lines = re.findall(r"reach (\d), ([\w ]+): (.+)", printed["q9-why-experiment"])
    found = {(int(reach), kind): entry for reach, kind, entry in lines}
    right, alike, back, moved = (
        [found[reach, kind] for reach in (0, 1, 3)] for kind in ("right", "alike", "sent back", "moved")
    )
    stated = [
        f"right in {right[0]} of them without mixing, in {right[1]} with a reach of 1, and in {right[2]}",
        f"effect in {alike[0]} without mixing, in {alike[1]} with a reach of 1, and in {alike[2]} with 3",
        f"name it in {back[1]} and {back[2]}",
        f"are {moved[0]}, {moved[1]} and {moved[2]} away",
        f"by chance would have it in {1 / 12:.2f}",
    ]
    for sentence in stated:
        assert sentence in cell("q9-why-report"), sentence


RANGES = {0: ((0.75, 0.90), (0.75, 0.90), (0.6, 0.8)),
          1: ((0.25, 0.36), (0.43, 0.51), (0.85, 0.93)),
          3: ((0.11, 0.19), (0.21, 0.28), (0.85, 0.93))}  # fmt: skip


def test_what_the_model_report_concludes_holds_for_other_seeds(attention):
    names, _ = attention
    for reach, ranges in RANGES.items():
        found = np.array([names["measured"](seed, reach) for seed in (1000, 1001)])
        assert ((found[:, 0] > 0.74) & (found[:, 0] < 0.84)).all()
        for column, (low, high) in zip(found.T[1:], ranges, strict=True):
            assert column.min() > low - 0.02
            assert column.max() < high + 0.02


def test_a_place_of_reach_3_is_made_of_seven_words(attention):
    names, _ = attention
    assert (names["mixing"](3)[6] > 0).sum() == 7
    np.testing.assert_allclose(names["mixing"](3).sum(axis=1), 1)

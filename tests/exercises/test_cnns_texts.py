"""The numbers that the texts of chapter 4's exercises state, and what its broken code cannot print."""

import re

import numpy as np
from exercise_answers import SOURCES, source_of

SOURCE = next(source for source in SOURCES if source.parent.name == "04_cnns")


def told(text):
    """What the first four lines of a report say, and the losses."""
    order, silent, twice = (float(n) for n in re.findall(r"(?:ends|moved by) ([\d.e-]+)", text))
    dot = tuple(int(n) for n in re.search(r"row (\d), column (\d)", text).groups())
    return order, dot, silent, twice, [float(n) for n in re.findall(r"loss ([\d.]+)", text)]


def test_what_plain_descent_cannot_print(cnns):
    _, printed = cnns
    order, dot, silent, twice, losses = told(printed["q6-symptoms"])
    assert min(order, silent) > 1e-5
    assert dot == (2, 2)
    assert twice > 1e-7
    assert losses[-1] < losses[0]  # it does learn something
    stuck = losses[-1]
    order, dot, silent, twice, losses = told(printed["q6-look"])
    assert max(order, twice) < 1e-12
    assert silent == 0
    assert dot == (0, 0)
    assert np.all(np.diff(losses) < 0)
    assert losses[-1] < stuck / 2
    shares = [int(n) for name in ("q6-symptoms", "q6-look") for n in re.findall(r"(\d+)%", printed[name])]
    assert max(shares[:4]) < 70 < 90 < shares[-1]


REPAIRS = {
    "order": ("dW[:, i, j] = (blame", "dW[:, i, j] += (blame"),
    "dot": ("2 - i : 2 - i + height, 2 - j : 2 - j + width", "i : i + height, j : j + width"),
    "silent": (
        "np.maximum((miss @ V)[:, :, None, None], 0) * np.ones(z.shape)",
        "(miss @ V)[:, :, None, None] * (z > 0)",
    ),
    "twice": ("delta.mean(", "delta.sum("),
}


def test_every_bug_of_the_filters_shows_itself_alone(cnns):
    names, _ = cnns
    source = next(cell.source for cell in source_of(SOURCE).cells if cell.id == "q6-broken-training")
    for kept in (*REPAIRS, None):
        code = source
        for name, (before, after) in REPAIRS.items():
            assert before in code, name
            code = code if name == kept else code.replace(before, after)
        space = dict(names)
        exec(code, space)
        train, x, y, start = space["train_broken"], names["images"][:30], names["labels"][:30], []
        start = [names[name] for name in ("W0", "b0", "V0")]
        W, b, _ = train(x, y, *start, 0.5, 1)
        assert (np.abs(train(x[::-1], y[::-1], *start, 0.5, 1)[0] - W).max() > 1e-6) == (kept == "order")
        dot = np.zeros((1, 14, 14))
        dot[0, 0, 0] = 1
        moved = np.abs(train(dot, y[:1], *start, 1, 1)[0] - start[0]).sum(axis=0)
        assert (np.unravel_index(moved.argmax(), (3, 3)) == (0, 0)) == (kept != "dot")
        silent = train(x, y, start[0], start[1] - 30, start[2], 1, 1)[0]
        assert (np.abs(silent - start[0]).max() > 0) == (kept == "silent")
        twice = train(np.tile(x, (2, 1, 1)), np.tile(y, 2), *start, 0.5, 1)[1]
        assert (np.abs(twice - b).max() > 1e-9) == (kept == "twice")


def test_three_digits_leave_three_boxes(cnns):
    _, printed = cnns
    places = np.array(re.findall(r"\[(\d+), (\d+)\]", printed["q7-look"]), dtype=int)
    assert len(places) == 3
    for place in ((4, 6), (9, 58), (2, 112)):
        assert np.abs(places - place).max(axis=1).min() <= 4


def test_the_smallest_change_is_small(cnns):
    _, printed = cnns
    share = int(re.search(r"(\d+)%", printed["q8-look"])[1])
    euclid, largest = (float(n) for n in re.findall(r"less than ([\d.]+)", printed["q8-look"]))
    assert share > 75
    assert largest < 0.1 < euclid


def rows_of(text):
    """Fitted on copies, grid → its four entries, as they are printed."""
    alone, _, copied = text.partition("fitted on moved copies")
    row = r"grid (\d), moved by 0, 1, 2, 3: (.+)"
    return [
        {grid: entries.split(", ") for grid, entries in re.findall(row, part)} for part in (alone, copied)
    ]


def test_the_model_report_states_what_the_experiment_prints(cnns):
    _, printed = cnns
    text = printed["q9-grid-experiment"]
    report = next(cell.source for cell in source_of(SOURCE).cells if cell.id == "q9-grid-report")
    alone, copied = rows_of(text)
    wide = text.strip().splitlines()[-1].partition(": ")[2].split(", ")

    def full(entry):
        return entry.replace(" (", "% (")

    def mean(entry):
        return entry.partition(" ")[0] + "%"

    stated = [
        f"grid 4 reads best there, {full(alone['4'][0])}",
        f"{mean(alone['4'][1])} after 1 pixel, {full(alone['4'][2])} after 2",
        f"after 2 and {mean(alone['4'][3])} after 3",
        f"grid 6 falls from {mean(alone['6'][0])} to {full(alone['6'][2])} by 2",
        f"grid 2 from {mean(alone['2'][0])} to {full(alone['2'][2])}",
        f"One cell reads {full(alone['1'][0])} in the middle and still {full(alone['1'][2])} after 2",
        f"With the copies grid 4 reads {mean(copied['4'][0])}",
        f"and {full(copied['4'][2])} after 2 pixels",
        f"grid 6 reads {full(copied['6'][2])} there",
        f"it reads {full(wide[0])} in the middle and {full(wide[2])} after 2",
        f"grid 4 falls to {full(copied['4'][3])}",
        f"One cell reads {mean(alone['1'][3])} there",
        f"it reads {full(wide[3])}, and nobody",
    ]
    for sentence in stated:
        assert sentence in report, sentence
    four = [[int(rows["4"][at].split()[0]) for at in (0, 2)] for rows in (alone, copied)]
    assert f"{four[0][0] - four[1][0]} points less" in report
    assert f"{four[1][1] - four[0][1]} points more" in report


def test_what_the_model_report_concludes_holds_for_other_seeds(cnns):
    names, _ = cnns

    def measured(grid, copied, *more):
        return 100 * np.array([names["shares"](grid, seed, copied, *more) for seed in (1000, 1001, 1002)])

    bounds = {1: (36, 47, 36, 47), 2: (77, 86, 44, 56), 4: (82, 90, 28, 41), 6: (80, 88, 24, 33)}
    for grid, (low, high, moved_low, moved_high) in bounds.items():
        middle, _, moved, _ = measured(grid, False).T
        assert low - 1 <= middle.min() <= middle.max() <= high + 1, (grid, middle)
        assert moved_low - 1 <= moved.min() <= moved.max() <= moved_high + 1, (grid, moved)
    for grid, low, high in ((2, 65, 73), (4, 75, 81), (6, 76, 83)):
        moved = measured(grid, True)[:, 2]
        assert low - 1 <= moved.min() <= moved.max() <= high + 1, (grid, moved)
    middle, _, moved, far = measured(1, False, 256).T
    assert middle.min() > 57
    assert np.all(middle - moved < 12)
    shown = measured(4, True)[:, 3]
    assert np.all(far > shown)  # as lesson 6 says, once both have equally many numbers
    assert np.all(measured(1, False)[:, 3] < shown)

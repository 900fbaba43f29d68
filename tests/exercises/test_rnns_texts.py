"""The numbers that the texts of chapter 5's exercises state, and what its broken code cannot print."""

import re

import numpy as np
from exercise_answers import SOURCES, source_of

SOURCE = next(source for source in SOURCES if source.parent.name == "05_rnns")


def told(text):
    """What the first four lines of a report say, and the perplexities on new names."""
    lines = [float(n) for n in re.findall(r"(?:moved by|ends|moves by) ([\d.e-]+)", text)]
    return lines, [float(n) for n in re.findall(r"perplexity ([\d.]+)", text)]


def test_what_the_training_cannot_print(rnns):
    _, printed = rnns
    broken, worse = told(printed["q6-symptoms"])
    assert len(broken) == 4
    assert min(broken) > 1e-3
    assert worse[-1] > worse[0] > 27  # "this network gets worse than that"
    repaired, better = told(printed["q6-look"])
    assert max(repaired) < 1e-12
    assert better[-1] < 15 < better[0]


REPAIRS = {
    "padding": (
        "miss = miss / then.size",
        "miss = miss * (then[:, [t]] >= 0) / max((then >= 0).sum(), 1)",
    ),
    "left": ("h = [state]", "h, arrives = [state], np.zeros(state.shape)"),
    "late": ("dU += delta.T @ h[t + 1]", "dU += delta.T @ h[t]"),
    "drags": (
        "for _ in range(n_passes):",
        "for _ in range(n_passes):\n        state = np.zeros((len(rows), len(U)))",
    ),
}


def test_every_bug_of_the_training_shows_itself_alone(rnns):
    names, _ = rnns
    source = next(cell.source for cell in source_of(SOURCE).cells if cell.id == "q6-broken-training")
    for kept in (*REPAIRS, None):
        code = source
        for name, (before, after) in REPAIRS.items():
            assert code.count(before) == 1, name
            code = code if name == kept else code.replace(before, after)
        space = dict(names)
        exec(code, space)
        train, start = space["train_broken"], [names[name] for name in ("E0", "U0", "O0")]
        few = names["few"][:40]
        dots = names["as_rows"](["x", "y"])[:, :2]
        assert (np.abs(train(dots, *start, 1, 4, 1)[1] - start[1]).max() > 1e-6) == (kept == "late")
        wide = np.pad(few, ((0, 0), (0, 17 - few.shape[1])), constant_values=-1)
        short, long = (train(rows, *start, 1, 16, 1)[2] for rows in (few, wide))
        assert (np.abs(short - long).max() > 1e-6) == (kept == "padding")
        empty = np.pad(few[:, :5], ((0, 0), (0, 4)), constant_values=-1)
        once, more = (train(rows, *start, 1, 4, 1)[0] for rows in (few[:, :5], empty))
        assert (np.abs(once - more).max() > 1e-6) == (kept in ("padding", "left"))
        twice = train(few, *start, 1, 16, 2)[1]
        again = train(few, *train(few, *start, 1, 16, 1), 1, 16, 1)[1]
        assert (np.abs(twice - again).max() > 1e-6) == (kept in ("drags", "left"))


def test_every_limit_is_kept_for_other_names(rnns):
    names, _ = rnns
    task = next(cell.source for cell in source_of(SOURCE).cells if cell.id == "q9-text")
    limits = [float(n) for n in re.search(r"\| limit \| (.+) \|", task)[1].split(" | ")]
    for seed in (1000, 1001):
        learned, new = names["split_names"](seed)
        assert (len(learned), len(new)) == (4163, 1000)
        for reach, limit in enumerate(limits):
            before, comes = names["contexts"](new, reach)
            chances = names["next_letter"](learned, before)
            assert np.exp(-np.log(chances[np.arange(len(comes)), comes]).mean()) < 0.98 * limit


def rows_of(text):
    """(names, what was judged) → its six entries; (names, which model) → best reach and what six costs."""
    table = {
        (n, kind): entries.split(", ")
        for n, kind, entries in re.findall(r"^(\d+) names, (\w+, \w+): (.+)$", text, flags=re.MULTILINE)
    }
    best = re.findall(r"(\d+) names, (\w+): best at reach (\d), and reach 6 has (.+) more", text)
    return table, {(n, kind): (int(reach), gap) for n, kind, reach, gap in best}


def test_the_model_report_states_what_the_experiment_prints(rnns):
    _, printed = rnns
    table, best = rows_of(printed["q9-model-experiment"])
    report = next(cell.source for cell in source_of(SOURCE).cells if cell.id == "q9-model-report")
    sizes = "250", "1000", "4163"
    model, alone = ([best[n, kind] for n in sizes] for kind in ("model", "table"))
    own = [table[n, "model, new"][reach - 1] for n, (reach, _) in zip(sizes, model, strict=True)]
    theirs = [table[n, "table, new"][reach - 1] for n, (reach, _) in zip(sizes, alone, strict=True)]
    learned = [table[n, "model, learned"][5].partition(" ")[0] for n in sizes]
    last = table["4163", "model, new"][5].partition(" ")[0]
    reaches = [reach for reach, _ in model]
    worse = [gap.partition(" ")[0] for _, gap in alone]
    stated = [
        f"with a reach of {reaches[0]}, {own[0]}; from 1,000 with {reaches[1]}, {own[1]}",
        f"from 4,163 with {reaches[2]}, {own[2]}",
        f"hardly anything, {model[0][1]}, {model[1][1]} and {model[2][1]} more",
        "with {}, with {} and with {} letters".format(*(reach for reach, _ in alone)),
        f"at {theirs[0]}, {theirs[1]} and {theirs[2]}",
        f"it is worse by {worse[0]}, {worse[1]} and {worse[2]}",
        f"my model says {learned[0]}, {learned[1]} and {learned[2]} with a reach of 6",
        f"between {learned[2]} and {last}, with a reach of 6",
        f"My {own[2].partition(' ')[0]} is below",
    ]
    for sentence in stated:
        assert sentence in report, sentence
    fourth, fifth = (float(table["1000", "model, new"][at].partition(" ")[0]) for at in (3, 4))
    assert abs(fourth - fifth) < 0.02  # "and 4 is as good"


def test_what_the_model_report_concludes_holds_for_other_seeds(rnns):
    names, _ = rnns
    expected = {
        250: (1, (11.7, 12.1), 19, (10.1, 10.7)),
        1000: (2, (9.3, 10.0), 15, (8.2, 8.7)),
        4163: (3, (7.8, 8.1), 12, (6.9, 7.2)),
    }
    splits = [names["split_names"](seed) for seed in (1000, 1001)]
    for n_names, (reach, table, at_six, model) in expected.items():
        for split in splits:
            found = np.array([names["measured"](n_names, r, split) for r in range(1, 7)])
            new, learned, alone = found.T
            assert alone.argmin() + 1 == reach
            assert table[0] - 0.05 <= alone.min() <= table[1] + 0.05
            assert alone[5] > at_six
            assert new.argmin() + 1 in (4, 5)
            assert model[0] - 0.05 <= new.min() <= model[1] + 0.05
            assert new[5] - new.min() < 0.3
            assert np.all(np.diff(learned) < 0)
            assert learned[5] < 5


def test_most_long_groups_inside_a_new_name_were_never_seen(rnns):
    names, _ = rnns
    for seed in (0, 1000):
        known, asked = (names["contexts"](part, 6)[0].tolist() for part in names["split_names"](seed))
        known, inside = set(map(tuple, known)), [tuple(row) for row in asked if all(row)]
        assert np.mean([row not in known for row in inside]) > 0.55

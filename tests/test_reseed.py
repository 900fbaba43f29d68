"""What the lessons say holds for other seeds; and the tool that asks can tell."""

import random
import re
import subprocess
import sys

import nbformat
import pytest
import reseed
from notebooks import ROOT
from reseed import TAG, Fall, executed, falls, has_held, holds, lessons, table

SHIFT = 3  # any; `make reseed` tries five


@pytest.mark.parametrize("path", lessons(), ids=lambda path: str(path.relative_to(ROOT)))
def test_claims_survive_other_seeds(path):
    if has_held(path, {SHIFT}):
        return
    found = falls(executed(path, shift=SHIFT), shift=SHIFT)
    assert holds(found), "\n".join(map(str, found))


def written(tmp_path, *cells):
    """A notebook of code cells; a pair is a cell with a tag."""
    notebook = nbformat.v4.new_notebook()
    for number, source in enumerate(cells):
        source, tags = (source, []) if isinstance(source, str) else (source[0], [source[1]])
        cell = nbformat.v4.new_code_cell(source, id=f"cell-{number}", metadata={"tags": tags})
        notebook.cells.append(cell)
    path = tmp_path / "lesson.ipynb"
    nbformat.write(notebook, path)
    return path


LUCKY = """
import numpy as np
draw = np.random.default_rng(0).integers(10**9)
assert draw == 850624225, draw
never = 1
"""


def test_a_claim_that_rests_on_one_draw_falls_and_its_followers_are_not_blamed(tmp_path):
    path = written(tmp_path, LUCKY, (LUCKY, TAG), "never + 1", "assert 1 > 2", "missing", "1 + 1")
    there, moved = (falls(executed(path, shift), shift) for shift in (0, 2))
    # as it stands the draw is what it is; a plain fault is one under any shift
    assert [(fall.cell, fall.excused) for fall in there] == [("cell-3", False), ("cell-4", True)]
    assert [fall.cell for fall in moved] == ["cell-0", "cell-1", "cell-2", "cell-3", "cell-4"]
    assert [fall.excused for fall in moved] == [False, True, True, False, True]
    assert moved[0].told == f"AssertionError {np_draw(2000)}"
    assert "assert 1 > 2" in moved[3].told, "an assertion without words shows its line"


def test_a_tag_excuses_other_draws_and_not_the_lesson_as_it_stands(tmp_path):
    path = written(tmp_path, ("assert False", TAG))
    assert holds(falls(executed(path, 1), 1))
    assert not holds(falls(executed(path), 0))


def np_draw(seed):
    import numpy as np

    return np.random.default_rng(seed).integers(10**9)


EVERY = """
import copy, random
import numpy as np
import torch
from sklearn.model_selection import train_test_split
from course_lib.seeds import seed_all

def draws(seed):
    out = [np.random.default_rng(seed).random(), np.random.default_rng([seed, 7]).random()]
    out += [np.random.default_rng(seed=seed).random(), np.random.RandomState(seed).rand()]
    np.random.seed(seed)
    out += [np.random.rand()]
    random.seed(seed)
    out += [random.random()]
    torch.manual_seed(seed)
    out += [torch.rand(()).item()]
    out += [torch.rand((), generator=torch.Generator().manual_seed(seed)).item()]
    out += [int(train_test_split(np.arange(10**6), random_state=seed)[0][0])]
    state = copy.deepcopy(np.random.RandomState(seed))
    out += [int(train_test_split(np.arange(10**6), random_state=state)[0][0])]
    out += [seed_all(seed).random(), np.random.rand(), random.random(), torch.rand(()).item()]
    return out
"""


def test_every_kind_of_seed_is_moved_alike(tmp_path):
    path = written(tmp_path, EVERY, "draws(5)")
    names = {}
    exec(EVERY, names)
    for shift in (0, 2):
        (output,) = executed(path, shift).cells[-1].outputs
        assert eval(output.data["text/plain"]) == names["draws"](5 + 1000 * shift)


# seeds that `shift_seeds` does not reach, and layers that throw coins within `fit`, which seeds them so
UNMOVED = (
    r"random\.Random\(|PCG64|MT19937|Philox|SFC64|SeedSequence|default_generator|cuda\.manual_seed|Mulberry32"
)
COINS = r"from course_lib\.training import (.*, *)?fit\b(.|\n)*\b(\w*Dropout\w*\(|F\.dropout)"


@pytest.mark.parametrize("path", lessons(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_lesson_draws_from_a_seed_that_is_not_moved(path):
    cells = nbformat.read(path, as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    assert not (found := re.search(f"{UNMOVED}|{COINS}", code)), f"other draws leave it alone: {found}"


def test_what_names_no_seed_is_left_alone(tmp_path):
    source = "import numpy as np\nrng = np.random.default_rng(0)\n"
    source += "assert np.random.default_rng(rng) is rng\nnp.random.default_rng(); np.random.RandomState()"
    assert falls(executed(written(tmp_path, source), 1), 1) == []


def test_this_process_keeps_its_seeds():
    random.seed(0)
    assert random.random() == 0.8444218515250481


def test_the_record_knows_what_held_and_in_which_state(tmp_path, monkeypatch):
    monkeypatch.setattr(reseed, "RECORD", tmp_path / "reseeded.json")
    reseed.RECORD.write_text("{}")
    path, other = lessons()[:2]
    now, fell = reseed.state(path), [Fall("cell", "AssertionError x", False)]
    reseed.record({(path, 1): [], (path, 2): [], (other, 1): fell}, {path: now, other: reseed.state(other)})
    assert has_held(path, {1, 2})
    assert not has_held(path, {3})
    assert not has_held(other, {1})
    reseed.record({(path, 3): []}, {path: now})
    assert has_held(path, {1, 2, 3})
    reseed.record({(path, 3): []}, {path: "an older state"})
    assert not has_held(path, {3})
    reseed.record({(path, 3): []}, {path: now})
    assert has_held(path, {3})
    assert not has_held(path, {1})
    reseed.record({(path, 3): fell}, {path: now})
    assert reseed.records() == {}


def test_table_has_a_row_a_lesson_and_a_column_a_shift():
    one, two = ROOT / "chapters/a.ipynb", ROOT / "chapters/bb.ipynb"
    fell = [Fall("cell", "AssertionError x", False)]
    found = {(one, 1): [], (one, 2): fell, (two, 1): [Fall("c", "AssertionError y", True)], (two, 2): []}
    assert table(found).splitlines() == [
        "shift                  1      2",
        "chapters/a.ipynb   holds  FALLS",
        "chapters/bb.ipynb  holds  holds",
        "chapters/a.ipynb, shift 2: cell: AssertionError x",
        "chapters/bb.ipynb, shift 1: (may) c: AssertionError y",
    ]


@pytest.mark.parametrize(("source", "code", "said"), [("1 + 1", 0, "holds"), (LUCKY, 1, "FALLS")])
def test_from_the_command_line(tmp_path, source, code, said):
    command = [sys.executable, ROOT / "tools/reseed.py", written(tmp_path, source), "--shifts", "1"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    assert said in done.stdout.splitlines()[1]

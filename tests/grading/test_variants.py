"""Each student's own numbers: the same for the release and for the grader, and nobody else's to find out."""

import stat

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fake_grader import tools

from grading.__main__ import main
from grading.batch import store
from grading.course import Course
from grading.files import Refused
from grading.questions import grade_id, read
from grading.sources import sources
from grading.variants import PLACE, draw, drawn, seed_of

ASKED = sources()[0]
OFTEN = [0.9, 0.85, 0.95, 0.8]
SALT = b"0123456789abcdef"


@pytest.fixture
def bank(tmp_path):
    """The first exercise, with a question whose cost differs from student to student."""
    notebook = read(ASKED)
    notebook.metadata["variants"] = {"often": OFTEN}
    for cell in notebook.cells:
        if grade_id(cell) == "q2-constant-tests-best_constant":
            assert "np.ones(4), 0.9)" in cell.source
            cell.source = cell.source.replace("np.ones(4), 0.9)", "np.ones(4), {{often}})")
        if cell.id == "q2-text":
            cell.source += "\n\nIn your town $q$ is {{ often }}."
    path = tmp_path / "bank" / ASKED.parent.name / ASKED.name
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    return path


def text(path):
    return "\n".join(cell.source for cell in read(path).cells)


def release(bank, tmp_path, *more):
    return main(["release", str(tmp_path / "out"), "--source", str(bank.parents[1]), *more])


def test_each_student_is_asked_with_the_numbers_that_the_grader_draws_again(bank, tmp_path, monkeypatch):
    (tmp_path / "roster.csv").write_text("student\nada\ngrace\nzoe\n")
    salt = tmp_path / "salt.txt"
    seeds = ["--seed", str(salt), "--roster", str(tmp_path / "roster.csv")]
    assert release(bank, tmp_path, *seeds) == 0
    assert stat.S_IMODE(salt.stat().st_mode) == 0o600
    monkeypatch.setattr("grading.batch.command.tools", tools)
    for student in ("ada", "grace", "zoe"):
        copy = tmp_path / "out" / student / ASKED.parent.name / ASKED.name
        seed = seed_of(student, ASKED.parent.name, salt.read_bytes().strip())
        with drawn(bank, seed) as asked:
            own = [often for often in OFTEN if f"In your town $q$ is {often}." in text(copy)]
            assert len(own) == 1
            assert f"np.ones(4), {own[0]})" in text(copy)
            assert f"np.ones(4), {own[0]})" in text(asked)
        handed_in = tmp_path / "course/submitted" / student / ASKED.parent.name / ASKED.name
        handed_in.parent.mkdir(parents=True)
        handed_in.write_bytes(b"fine")
    grade = ["grade", "01_losses", "--course", str(tmp_path / "course"), "--source", str(bank.parents[1])]
    assert main([*grade, "--workers", "1"]) == 2, "without the salt nobody knows what was asked"
    assert main([*grade, "--workers", "1", "--seed", str(salt)]) == 0
    found = store.read_all(Course(tmp_path / "course"), "01_losses")
    assert len({result["seed"] for result in found.values()}) == 3


def test_without_a_seed_everybody_has_the_first_values(bank, tmp_path):
    assert release(bank, tmp_path) == 0
    (copy,) = (tmp_path / "out").rglob("*.ipynb")
    assert "In your town $q$ is 0.9." in text(copy)
    assert "variants" not in read(copy).metadata
    assert not PLACE.search(text(copy))


def test_a_place_without_values_is_refused(bank):
    notebook = read(bank)
    notebook.metadata["variants"] = {"seldom": [1]}
    with pytest.raises(Refused, match="often, seldom"):
        draw(notebook, 0)


def test_a_notebook_without_variants_is_what_it_was():
    with drawn(ASKED, 5) as asked:
        assert asked == ASKED


@given(st.text(max_size=20), st.text(max_size=20))
def test_seeds_differ_by_student_assignment_and_salt_and_by_nothing_else(one, other):
    assert seed_of(one, "a", SALT) == seed_of(one, "a", SALT) > 0
    assert (seed_of(one, "a", SALT) == seed_of(other, "a", SALT)) == (one == other)
    assert seed_of(one, "a", SALT) != seed_of(one, "b", SALT)
    assert seed_of(one, "a", SALT) != seed_of(one, "a", SALT[::-1])

"""A class is graded: everybody once, whatever dies or is stopped, and the same bytes the second time."""

import dataclasses
import multiprocessing
import os
import signal
import subprocess
import sys

import pytest
from support import fake_grader
from support.waiting import PATIENCE_SECONDS, soon

from grading.__main__ import main
from grading.batch import pools, store
from grading.course import Course

ASSIGNMENT = "01_losses"


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setattr("grading.batch.command.tools", fake_grader.tools)
    return tmp_path / "course"


def hand_in(course, **texts):
    for student, text in texts.items():
        path = course / "submitted" / student / ASSIGNMENT / "losses.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def grade(course, *more):
    return main(["grade", ASSIGNMENT, "--course", str(course), "--workers", "2", *more])


def results(course):
    return store.read_all(Course(course), ASSIGNMENT)


def as_bytes(course):
    return {path.name: path.read_bytes() for path in (course / "graded").rglob("*.json")}


def test_everybody_is_graded_and_a_second_run_changes_nothing(course, tmp_path, capsys):
    hand_in(course, **{f"s{number}": f"count {tmp_path}/{number}" for number in range(5)})
    assert grade(course) == 0
    first = as_bytes(course)
    assert len(first) == 5
    assert grade(course) == 0
    assert "0 to grade, 5 graded already" in capsys.readouterr().out
    assert grade(course, "--again", "--reason", "is it the same?") == 0
    assert as_bytes(course) == first
    assert store.regrades(Course(course), ASSIGNMENT) == [], "nothing took another's place"
    assert [(tmp_path / str(number)).read_text() for number in range(5)] == ["xx"] * 5


DIED = "its process died, or did not end in time"
FATES = {"die": DIED, "hang": DIED, "raise": "ZeroDivisionError"}


def test_what_ends_badly_once_is_tried_once_more(course, tmp_path):
    hand_in(course, **{fate: f"{fate} {tmp_path / fate}" for fate in FATES}, zoe="well")
    assert grade(course) == 0
    assert [result["status"] for result in results(course).values()] == ["graded"] * 4


def test_what_ends_badly_twice_wants_to_be_looked_at_and_the_rest_is_graded(course, capsys):
    hand_in(course, **{fate: fate for fate in FATES}, grace="fine", torn="torn", zoe="well")
    assert grade(course) == 1
    found = results(course)
    told = capsys.readouterr().err
    for fate, why in FATES.items():
        assert found.pop(fate)["reason"] == f"the grader failed twice: {why}"
        assert f"{fate}: please look: the grader failed twice: {why}" in told
    assert [result["status"] for result in found.values()] == ["graded", "unreadable", "graded"]
    before = as_bytes(course)
    assert grade(course) == 1
    assert as_bytes(course) == before


def test_one_student_alone(course, capsys):
    hand_in(course, ada="fine", grace="fine")
    assert grade(course, "--student", "ada") == 0
    assert list(results(course)) == ["ada"]
    assert grade(course, "--student", "eve") == 2
    assert "eve has handed in nothing: ada, grace" in capsys.readouterr().err


def test_a_result_that_changes_wants_a_reason_unless_the_work_did(course, monkeypatch, capsys):
    hand_in(course, ada="fine", grace="fine")
    assert grade(course) == 0
    hand_in(course, ada="better")
    assert grade(course) == 0
    other = dataclasses.replace(fake_grader.tools(), limits=lambda: fake_grader.FakeLimits(0.15))
    monkeypatch.setattr("grading.batch.command.tools", lambda: other)
    assert grade(course) == 2
    assert "2 results take another's place, though the same was handed in (changed: limits)" in (
        capsys.readouterr().err
    )
    assert grade(course, "--reason", "=a test of question 3 was wrong") == 0
    log = store.regrades(Course(course), ASSIGNMENT)
    assert sorted(line["student"] for line in log) == ["ada", "ada", "grace"]
    assert log[0]["changed"] == "submission"
    assert log[0]["points_before"] == str(fake_grader.points_of("fine"))
    assert log[0]["points_after"] == str(fake_grader.points_of("better"))
    assert log[2]["reason"] == "'=a test of question 3 was wrong"


@pytest.mark.parametrize("part", store.KEY)
def test_each_part_of_the_key_counts(part):
    key = dict.fromkeys(store.KEY, "1")
    assert store.changed(key, key) == []
    assert store.changed({**key, part: "2"}, key) == [part]


def test_nothing_is_graded_while_it_is_unclear_whose_it_is(course, capsys):
    hand_in(course, ada="fine", eve="fine")
    (course / "roster.csv").write_text("student\nada\n")
    (course / "submitted/zoe" / ASSIGNMENT).mkdir(parents=True)
    assert grade(course) == 2
    told = capsys.readouterr().err
    assert "zoe: there is no losses.ipynb" in told
    assert "eve: not in the roster" in told
    assert not results(course)


def test_a_course_without_submissions_says_what_comes_first(course, capsys):
    assert grade(course) == 2
    assert "import first" in capsys.readouterr().err


def test_a_dry_run_grades_nothing(course, capsys):
    hand_in(course, ada="fine")
    assert grade(course, "--dry-run") == 0
    assert "1 to grade, 0 graded already" in capsys.readouterr().out
    assert not results(course)


def test_a_damaged_result_is_named(course, capsys):
    hand_in(course, ada="fine")
    assert grade(course) == 0
    Course(course).result(ASSIGNMENT, "ada").write_text("{")
    assert grade(course) == 2
    assert "ada.json is damaged" in capsys.readouterr().err


def test_no_scheduler_is_said_in_a_sentence(course, monkeypatch, capsys):
    monkeypatch.setattr("grading.batch.pools.ANSWERS", "1s")
    hand_in(course, ada="fine")
    assert grade(course, "--scheduler", "tcp://127.0.0.1:9") == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert grade(course, "--scheduler", "tcp://127.0.0.1:9") == 2
    assert "pip install distributed" in capsys.readouterr().err


def test_each_worker_stays_on_a_core_of_its_own():
    before, ours = set(multiprocessing.active_children()), os.sched_getaffinity(0)
    with pools.processes(2) as (pool, _workers):
        for _ in range(2):
            pool.submit(os.getpid)  # nobody is idle yet: a worker for each
        workers = set(multiprocessing.active_children()) - before
        assert len(workers) == 2
        assert soon(lambda: {len(os.sched_getaffinity(each.pid)) for each in workers}) == {1}
        cores = set.union(*(os.sched_getaffinity(each.pid) for each in workers))
        assert len(cores) == min(2, len(ours))
    assert os.sched_getaffinity(0) == ours


INTERRUPTED = """
if __name__ == "__main__":
    import signal, sys, grading.batch.command
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    from support import fake_grader
    from grading.__main__ import main
    grading.batch.command.tools = fake_grader.tools
    fake_grader.Tools.seconds = staticmethod(lambda limits: 600)
    sys.exit(main(["grade", "01_losses", "--course", sys.argv[1], "--workers", "1"]))
"""


def test_after_ctrl_c_the_next_run_goes_on(course, tmp_path):
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED)
    hand_in(course, a=f"count {tmp_path}/a", b=f"hang {tmp_path}/b", c=f"count {tmp_path}/c")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.Popen([sys.executable, script, course], env=env, start_new_session=True)
    assert "b" in soon(os.listdir, tmp_path)
    assert soon(lambda: set(results(course))) == {"a"}  # its result may come after b has begun
    os.killpg(run.pid, signal.SIGINT)
    assert run.wait(PATIENCE_SECONDS) == 130
    assert set(results(course)) == {"a"}
    assert grade(course) == 0
    assert set(results(course)) == {"a", "b", "c"}
    assert (tmp_path / "a").read_text() == "x", "graded once"

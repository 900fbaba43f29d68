"""A cluster of two workers, one of which dies in mid-run: nothing is lost, and nothing is graded twice."""

import distributed
import pytest
from support import fake_grader
from support.submissions import dumps

from grading.__main__ import main
from grading.batch import store
from grading.course import Course


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setattr("grading.batch.command.tools", fake_grader.tools)
    for number in range(12):
        path = tmp_path / "course/submitted" / f"s{number:02d}" / "01_losses/losses.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(f"count {tmp_path / str(number)}" if number != 5 else f"die {tmp_path / 'died'}")
    return tmp_path / "course"


def grade(course, cluster):
    return main(["grade", "01_losses", "--course", str(course), "--scheduler", cluster.scheduler_address])


def cluster(threads):
    return distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=threads,
        dashboard_address=None,
        protocol="tcp",
        silence_logs="CRITICAL",
    )


def test_one_of_two_workers_dies_and_everybody_is_graded_once(course, tmp_path):
    with cluster(threads=1) as two:
        assert grade(course, two) == 0
        found = store.read_all(Course(course), "01_losses")
        assert len(found) == 12
        assert {result["status"] for result in found.values()} == {"graded"}
        assert (tmp_path / "died").exists(), "a worker died"
        assert store.regrades(Course(course), "01_losses") == []
        before = {path: path.read_bytes() for path in (course / "graded").rglob("*.json")}
        assert grade(course, two) == 0
    assert {path: path.read_bytes() for path in (course / "graded").rglob("*.json")} == before


def test_workers_with_many_threads_are_refused(course, capsys):
    with cluster(threads=2) as two:
        assert grade(course, two) == 2
    assert "--nthreads 1" in capsys.readouterr().err


@pytest.mark.usefixtures("sandbox")
def test_a_worker_gives_the_bytes_that_this_machine_gives(
    tmp_path, patiently, small_source, honest_small, empty_small
):
    """With the real grader, which starts processes of its own."""
    name = small_source.parent.name
    course = tmp_path / "course"
    for student, notebook in (("ada", honest_small), ("grace", empty_small)):
        path = course / "submitted" / student / name / small_source.name
        path.parent.mkdir(parents=True)
        path.write_bytes(dumps(notebook))
    given = ["grade", name, "--course", str(course), "--source", str(small_source.parents[1])]
    with cluster(threads=1) as two:
        assert main([*given, "--scheduler", two.scheduler_address]) == 0
    found = store.read_all(Course(course), name)
    assert {student: result["points"] for student, result in found.items()} == {"ada": 6, "grace": 0}
    assert main([*given, "--workers", "1", "--again", "--reason", "the same?"]) == 0
    assert store.read_all(Course(course), name) == found
    assert store.regrades(Course(course), name) == []

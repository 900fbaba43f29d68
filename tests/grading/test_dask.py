"""A cluster of two workers, one of which dies in mid-run: nothing is lost, and nothing is graded twice."""

import fake_grader
import pytest

from grading.__main__ import main
from grading.batch import store
from grading.course import Course

distributed = pytest.importorskip("distributed", reason="the cluster is optional: pip install distributed")


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

"""``--trust-submissions``: without a sandbox where somebody says so, and every report tells it."""

import pytest
from support import fake_grader
from support.submissions import dumps

from grading.__main__ import main
from grading.batch import store
from grading.course import Course


def test_what_was_trusted_says_so_everywhere(tmp_path, monkeypatch):
    monkeypatch.setattr("grading.batch.command.tools", fake_grader.tools)
    course = tmp_path / "course"
    path = course / "submitted/ada/01_losses/losses.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("fine")
    assert main(["grade", "01_losses", "--course", str(course), "--trust-submissions"]) == 0
    for command in ("feedback", "report"):
        assert main([command, "01_losses", "--course", str(course)]) == 0
    for page in ("feedback/01_losses/ada.html", "report/01_losses/report.html"):
        assert "without a sandbox" in (course / page).read_text()
    assert main(["grade", "01_losses", "--course", str(course)]) == 2, (
        "with a sandbox it is another result, and wants a reason"
    )


@pytest.mark.parametrize("trust", [False, True])
@pytest.mark.usefixtures("sandbox")
def test_the_real_grader_is_told_whom_to_trust(tmp_path, patiently, small_source, honest_small, trust):
    name, course = small_source.parent.name, tmp_path / "course"
    path = course / "submitted/ada" / name / small_source.name
    path.parent.mkdir(parents=True)
    path.write_bytes(dumps(honest_small))
    given = [name, "--course", str(course), "--source", str(small_source.parents[1])]
    assert main(["grade", *given, "--workers", "1", *["--trust-submissions"] * trust]) == 0
    result = store.read(Course(course), name, "ada")
    assert result["points"] == 6
    assert (result["sandbox"] == "trust") == trust
    assert main(["feedback", *given]) == main(["report", *given]) == 0
    for page in (f"feedback/{name}/ada.html", f"report/{name}/report.html"):
        assert ("without a sandbox" in (course / page).read_text()) == trust

"""Every notebook alone in an emulated Colab: an empty folder, Colab's packages, our site on loopback.

It is the second run of each lesson, and with other versions of NumPy, scikit-learn and matplotlib: what the
book prints must come again, up to rounding. What has run so on its author's machine, in the very state in
which it is, stands in held.json; CI runs the rest, one lesson a chapter and all exercises.
"""

import fingerprint
import nbformat
import pytest
from colab_record import has_held, state
from notebooks import ROOT, all_notebooks
from running import first_run
from support.colab import THIS, pythons, write_report
from support.colab_notebook import differences, errors, execute, widget_faults, without_torch

from grading.questions import needs_answer
from grading.release import release

PATHS = all_notebooks()
# One Python runs everything. Of another, the exercises and one lesson a chapter show what it could break,
# beside all of test_setup_cell.py: the packages are the same, and torch is missing there.
WHOLE = next(iter(pythons()))
FIRSTS = {path.parent: path for path in reversed(PATHS) if path.is_relative_to(ROOT / "chapters")}.values()


def always(path):
    """What runs in CI though the record of its last run is of this very state."""
    return path in FIRSTS or "exercises" in path.parts


CASES = [
    pytest.param(path, version, id=f"{path.relative_to(ROOT).with_suffix('').as_posix()}-{version}")
    for version in pythons()
    for path in PATHS
    if version == WHOLE or always(path)
]
PEAK_MB = 2048
TAGS = "-py3-none-any.whl"


@pytest.mark.parametrize(("path", "version"), CASES, indirect=["version"])
def test_notebook(path, version, request, monkeypatch, tmp_path):
    exercise = "exercises" in path.parts
    source = release(path, tmp_path / "release") if exercise else path  # what the student gets
    asked = f"colab-{version}", path, *state(source.read_text() if exercise else "")
    if fingerprint.passed(*asked) or (not always(path) and has_held(path, version)):
        return
    runtime, site, wheel = map(request.getfixturevalue, ("runtime", "site", "wheel"))  # for what runs alone
    shipped = runtime.shipped()
    notebook = nbformat.read(source, as_version=4)
    nbformat.write(notebook, runtime.content / path.name)
    measured = execute(notebook, runtime, f"{site.address}dist/{wheel.name}", monkeypatch)

    found = errors(notebook)
    excused = without_torch(notebook, found) if runtime.version != THIS else []
    expected = {cell.id for cell in notebook.cells if exercise and needs_answer(cell)}
    told = {id: found[id][0] for id in found if id not in excused}
    assert told == dict.fromkeys(expected, "NotImplementedError"), {id: found[id] for id in told}
    assert list(widget_faults(notebook)) == []
    assert measured.pop("seedless") == [], "each run draws other numbers"
    if version == WHOLE and not exercise:
        assert differences(nbformat.read(first_run(path), as_version=4), notebook) == {}
    assert measured["versions"] == {"IPython": "7.34.0", "ipywidgets": "7.7.1", "numpy": "2.1.3"}
    assert site.asked == [(f"/dist/{wheel.name}", 200)], "one file is all that a notebook fetches"

    assert runtime.shipped() == shipped, "a package of Colab was changed or removed"
    assert runtime.installed() == {"course_lib", f"{wheel.name.removesuffix(TAGS)}.dist-info"}

    code = [cell.id for cell in notebook.cells if cell.cell_type == "code"]
    name = path.relative_to(ROOT).with_suffix("").as_posix()
    write_report(
        f"{runtime.version}-{name.replace('/', '-')}",
        notebook=name,
        cells=len(code),
        without_torch=excused,
        **measured,
    )
    assert len(excused) < len(code) / 3, f"without torch little is left: {excused}"
    assert measured["peak_mb"] <= PEAK_MB
    fingerprint.record(*asked)

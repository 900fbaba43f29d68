"""What is unpacked for the snapshots, and when they are made again."""

import io
import zipfile

import pytest
from cells import fetch, make


@pytest.mark.parametrize(
    ("entry", "is_wanted"),
    [
        ("numpy/linalg/_linalg.py", True),
        ("numpy/_core/_multiarray_umath.cpython-314-wasm32-emscripten.so", True),
        ("matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf", True),
        ("numpy-2.4.3.dist-info/METADATA", True),
        ("numpy-2.4.3.dist-info/licenses/LICENSE.txt", True),
        ("numpy/tests/test_ctypeslib.py", False),
        ("numpy/__init__.pyi", False),
        ("matplotlib/mpl-data/sample_data/grace_hopper.jpg", False),
        ("numpy/", False),
    ],
)
def test_of_a_wheel_only_what_a_cell_may_read(entry, is_wanted):
    assert make.wanted(entry) is is_wanted


def test_the_library_lies_beside_numpy_with_its_data_and_without_its_javascript():
    names = set(make.ours())
    assert {"course_lib/losses/__init__.py", "course_cells/__init__.py", "IPython/display.py"} <= names
    assert "course_lib/datasets/files/tiny-shakespeare.txt.bz2" in names
    assert {"sklearn/datasets/data/digits.csv.gz", "pydoc_data/topics.py", "traitlets/traitlets.py"} <= names
    licenses = [name for name in names if "/licenses/" in name]
    assert {name.partition("-")[0] for name in licenses} >= {"scikit_learn", "traitlets"}
    shown = [name for name in names if name.endswith((".js", ".css", ".svg", ".pyc"))]
    assert shown == ["course_lib/cnn/digit_explorer/weights.js"]  # a network, for Python too


def test_the_stage_is_new_each_time(tmp_path):
    wheel = io.BytesIO()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("numpy/__init__.py", "")
    files = {f"pyodide/{name}": b"" for name in make.CORE}
    files |= {"zstddec/dist/zstddec.mjs": b"decoder", "wheels/numpy.whl": wheel.getvalue()}
    tmp_path.joinpath("site").mkdir()
    tmp_path.joinpath("site/old.py").touch()
    make.stage(tmp_path, files)
    assert tmp_path.joinpath("site/numpy/__init__.py").exists()
    assert tmp_path.joinpath("site/course_lib/checks.py").exists()
    assert not tmp_path.joinpath("site/old.py").exists()
    bundle = tmp_path / "site/course_lib/widgets/static/loss_explorer.js"
    assert bundle.read_bytes() == b""  # an explorable asks whether it is there


def test_without_python_nothing_is_made(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_PYODIDE", str(tmp_path))
    assert fetch.folder() == tmp_path
    assert make.make() is None


def test_it_is_made_again_when_the_library_changes(monkeypatch, tmp_path):
    before = make.state()
    assert make.state() == before
    other = tmp_path / "other.py"
    other.write_text("x = 1")
    monkeypatch.setattr(make, "ROOT", tmp_path)
    monkeypatch.setattr(make, "HERE", tmp_path)
    monkeypatch.setattr(make, "ours", lambda: {"other.py": other})
    before = make.state()
    other.write_text("x = 2")
    assert make.state() != before

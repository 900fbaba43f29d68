"""The setup cell in an emulated Colab and in a clone: what it does, and what it says when it cannot."""

import json
import shutil
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from make_wheel import PARTS, make_wheel
from notebooks import ROOT
from stamp_setup import repository, setup_source

CELL = setup_source()
IN_COLAB = f"import google.colab\n{CELL}\n"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
FAILED = f"Could not download course-lib {VERSION}. Check the connection, then run this cell again.\n"
RESTART = "RuntimeError: course-lib was updated. Choose Runtime > Restart session, then run it all again.\n"
NOT_INSTALLED = (
    "ModuleNotFoundError: course-lib is not installed. In the cloned repository run: pip install -e .\n"
)


@pytest.fixture
def address(site, wheel):
    return f"{site.address}dist/{wheel.name}"


def changed_wheel(root, old, new):
    """The wheel of the same library with one line of pyproject.toml changed."""
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, root / part)
    project = (root / "pyproject.toml").read_text()
    assert old in project
    (root / "pyproject.toml").write_text(project.replace(old, new))
    return make_wheel(root / "site/dist", root)


@pytest.fixture(scope="session")
def older_wheel(tmp_path_factory):
    return changed_wheel(tmp_path_factory.mktemp("older"), f'version = "{VERSION}"', 'version = "0.0.1"')


def install(runtime, wheel):
    done = runtime.run("-m", "pip", "install", "--no-deps", str(wheel))
    assert done.returncode == 0, done.stderr


def installed_version(runtime):
    return runtime.run("-c", "import course_lib; print(course_lib.__version__)").stdout.strip()


# in Colab


def test_a_clean_runtime_gets_our_wheel_and_nothing_else(runtime, site, address, wheel, shipped):
    first = runtime.run("-c", IN_COLAB, wheel=address)
    assert (first.returncode, first.stdout, first.stderr) == (0, "", "")
    assert installed_version(runtime) == VERSION
    before, after = shipped(runtime.version), runtime.freeze()
    assert before <= after
    assert [line.split(" @ ")[0] for line in after - before] == ["course-lib"]
    again = runtime.run("-c", f"{IN_COLAB}\n{CELL}", wheel="http://nowhere.invalid/")
    assert (again.returncode, again.stderr) == (0, "")
    assert site.asked == [(f"/dist/{wheel.name}", 200)], "the second run has nothing to fetch"


def test_our_wheel_asks_for_nothing_that_colab_lacks(runtime, address):
    pip = ["-m", "pip", "install", "--dry-run", "--quiet", "--no-index", "--report", "-", address]
    done = runtime.run(*pip)
    assert done.returncode == 0, done.stderr
    assert [item["metadata"]["name"] for item in json.loads(done.stdout)["install"]] == ["course-lib"]


def test_colabs_packages_stay_whatever_our_wheel_asks_for(this_runtime, serve, tmp_path):
    (tmp_path / "demanding").mkdir()
    demanding = changed_wheel(tmp_path / "demanding", '"numpy>=2.0"', '"numpy>=99"')
    address = f"{serve(demanding.parents[1]).address}dist/{demanding.name}"
    done = this_runtime.run("-c", IN_COLAB, wheel=address)
    assert (done.returncode, done.stderr) == (0, "")
    assert this_runtime.installed() == {"course_lib", f"course_lib-{VERSION}.dist-info"}


def test_an_older_version_is_replaced(this_runtime, address, older_wheel):
    install(this_runtime, older_wheel)
    assert installed_version(this_runtime) == "0.0.1"
    done = this_runtime.run("-c", IN_COLAB, wheel=address)
    assert (done.returncode, done.stderr) == (0, "")
    assert installed_version(this_runtime) == VERSION


def test_an_older_version_in_memory_asks_for_a_restart(runtime, address, older_wheel):
    install(runtime, older_wheel)
    twice = f"""
import course_lib, google.colab, traceback
for _ in range(2):
    try:
        exec({CELL!r}, {{}})
    except RuntimeError:
        traceback.print_exc()
"""
    stale = runtime.run("-c", twice, wheel=address)
    assert stale.stderr.count(RESTART) == 2, stale.stderr  # running the cell again is not enough
    restarted = runtime.run("-c", IN_COLAB, wheel=address)
    assert (restarted.returncode, restarted.stderr) == (0, "")


def nobody_listens(site, wheel):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/dist/{wheel.name}"


def no_such_file(site, wheel):
    return f"{site.address}gone/{wheel.name}"


def half_a_wheel(site, wheel):
    half = wheel.parents[1] / "half" / wheel.name
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(wheel.read_bytes()[: wheel.stat().st_size // 2])
    return f"{site.address}half/{wheel.name}"


@pytest.mark.parametrize(
    ("trouble", "cause"),
    [
        (lambda site, wheel: "", f"{repository()[0]}.github.io is outside"),  # the address in the cell
        (nobody_listens, "Connection refused"),
        (no_such_file, "HTTP error 404"),
        (half_a_wheel, f"course_lib-{VERSION}-py3-none-any.whl is invalid."),
    ],
    ids=["offline", "nobody listens", "no such file", "half a wheel"],
)
def test_a_failed_download_says_so(trouble, cause, this_runtime, site, wheel):
    done = this_runtime.run("-c", IN_COLAB, wheel=trouble(site, wheel))
    assert done.returncode == 1
    told = done.stderr.partition(f"RuntimeError: {FAILED}")[2]
    assert told.startswith("ERROR: "), done.stderr
    assert cause in told
    assert told.count("\n") == 1, "one line of pip's is enough"
    assert this_runtime.installed() == set()


def test_after_a_failed_download_the_cell_can_run_again(this_runtime, site, wheel, address):
    assert this_runtime.run("-c", IN_COLAB, wheel=no_such_file(site, wheel)).returncode == 1
    again = this_runtime.run("-c", IN_COLAB, wheel=address)
    assert (again.returncode, again.stderr) == (0, "")


# elsewhere


def test_a_clone_that_was_not_installed_is_told_how(this_runtime, site, address):
    done = this_runtime.run("-c", CELL, wheel=address)
    assert done.returncode == 1
    assert done.stderr.endswith(NOT_INSTALLED)
    assert site.asked == []


def test_the_folder_of_a_clone_is_not_taken_for_an_install(this_runtime):
    (this_runtime.content / "course_lib").symlink_to(ROOT / "course_lib")
    done = this_runtime.run("-c", f"import course_lib\n{CELL}")
    assert done.stderr.endswith(NOT_INSTALLED)


@pytest.mark.parametrize("folder", [ROOT, ROOT / "chapters"], ids=["root", "chapters"])
def test_in_an_installed_clone_the_cell_only_imports(folder):
    forbidden = (
        "import subprocess\ndef run(*args, **kwargs): raise AssertionError(args)\nsubprocess.run = run\n"
    )
    code = f"{forbidden}{CELL}\nprint(course_lib.__file__)"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()) == ROOT / "course_lib/__init__.py"


# the emulation itself


def test_nothing_but_loopback_answers(runtime):
    code = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1])"
    for url in ("http://example.org", "http://93.184.215.14", "http://[2606:4700::1111]"):
        done = runtime.run("-c", code, url)
        assert "is outside; only loopback is served here" in done.stderr, done.stderr


def test_colab_has_numpy_and_the_widgets_in_memory_but_nothing_of_ours(runtime):
    code = """
import sys, google.colab
google.colab.load_ipython_extension(None)
print({"anywidget", "ipywidgets", "numpy"} <= set(sys.modules))
import course_lib
"""
    done = runtime.run("-c", code)
    assert done.stdout == "True\n"
    assert done.stderr.endswith("ModuleNotFoundError: No module named 'course_lib'\n")

"""What runs in the page comes from two registries, and nothing is kept that the locks do not name."""

import io
import json
import tarfile
import zipfile

import pytest
from cells import fetch

WHEELS = {"numpy-1.whl": b"all of NumPy", "six-1.whl": b"all of six"}


def tar(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def carrier(wheels: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("other/thing.txt", b"not wanted")
        for name, data in wheels.items():
            archive.writestr(f"some/folder/{name}", data)
    return out.getvalue()


@pytest.fixture
def registry(tmp_path):
    """``registry(wheels)``: packages that hold these wheels, their lock, and a download that counts."""

    def make(wheels=WHEELS):
        named = {
            name.partition("-")[0]: {"file_name": name, "sha256": fetch.sum_of(data, "sha256")}
            for name, data in WHEELS.items()
        }
        npm = tar({"pyodide-lock.json": json.dumps({"packages": named}).encode(), "core.wasm": b"wasm"})
        packages = {"pyodide@1": npm, "carrier==2": carrier(wheels)}
        lock = {
            "npm": {"pyodide@1": fetch.sum_of(npm, "sha512")},
            "pypi": {"carrier==2": fetch.sum_of(packages["carrier==2"], "sha256")},
            "wheels": ["numpy", "six"],
        }
        asked = []

        def download(package, into):
            asked.append(package)
            into.joinpath("came").write_bytes(packages[package])
            return into / "came"

        return packages, lock, download, asked

    return make


def test_what_the_locks_name_is_kept_and_nothing_else(registry, tmp_path):
    _, lock, download, asked = registry()
    fetch.fetch(tmp_path / "kept", lock, download)
    assert asked == ["pyodide@1", "carrier==2"]
    assert {path.name for path in tmp_path.joinpath("kept").iterdir()} == {*WHEELS, "pyodide-1.tgz"}
    files = fetch.checked(tmp_path / "kept", lock)
    assert files["pyodide/core.wasm"] == b"wasm"
    assert files["wheels/numpy-1.whl"] == WHEELS["numpy-1.whl"]


def test_what_is_here_is_not_asked_for_again_but_what_is_damaged_is(registry, tmp_path):
    _, lock, download, asked = registry()
    fetch.fetch(tmp_path, lock, download)
    asked.clear()
    fetch.fetch(tmp_path, lock, download)
    assert asked == []
    tmp_path.joinpath("six-1.whl").write_bytes(b"half of s")
    fetch.fetch(tmp_path, lock, download)
    assert asked == ["carrier==2"]
    assert fetch.checked(tmp_path, lock)["wheels/six-1.whl"] == WHEELS["six-1.whl"]


@pytest.mark.parametrize("package", ["pyodide@1", "carrier==2"])
def test_another_package_is_refused_and_not_kept(registry, tmp_path, package):
    packages, lock, download, _ = registry()
    packages[package] += b"!"
    with pytest.raises(fetch.RefusedError, match=f"{package} is refused: its sum is"):
        fetch.fetch(tmp_path, lock, download)
    assert not [path for path in tmp_path.iterdir() if path.name in (*WHEELS, fetch.tarball(package))]


def test_a_wheel_that_npm_does_not_vouch_for_is_refused(registry, tmp_path):
    """The carrier is the one of the lock, and a wheel within it all the same another one."""
    _, lock, download, _ = registry(WHEELS | {"six-1.whl": b"another six"})
    with pytest.raises(fetch.RefusedError, match=r"six-1\.whl is refused"):
        fetch.fetch(tmp_path, lock, download)
    assert not tmp_path.joinpath("six-1.whl").exists()


def test_a_wheel_that_is_nowhere_is_named(registry, tmp_path):
    _, lock, download, _ = registry({"numpy-1.whl": WHEELS["numpy-1.whl"]})
    with pytest.raises(fetch.RefusedError, match=r"carrier==2 holds no six-1\.whl"):
        fetch.fetch(tmp_path, lock, download)
    lock["wheels"].append("torch")
    with pytest.raises(fetch.RefusedError, match="knows no wheel for torch"):
        fetch.checked(tmp_path, lock)


def test_files_are_checked_whenever_they_are_used(registry, tmp_path):
    _, lock, download, _ = registry()
    with pytest.raises(FileNotFoundError, match=r"pyodide-1\.tgz"):
        fetch.checked(tmp_path, lock)
    fetch.fetch(tmp_path, lock, download)
    tmp_path.joinpath("numpy-1.whl").write_bytes(b"another NumPy")
    with pytest.raises(fetch.RefusedError, match=r"numpy-1\.whl is refused"):
        fetch.checked(tmp_path, lock)


def test_every_sum_of_the_course_is_in_the_lock():
    assert all(sum_.startswith("sha512-") for sum_ in fetch.LOCK["npm"].values())
    assert all(len(sum_) == 64 for sum_ in fetch.LOCK["pypi"].values())
    assert "numpy" in fetch.LOCK["wheels"]

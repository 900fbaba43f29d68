"""An archive is somebody else's: paths, links, sizes and passwords of it are not believed."""

import os
import stat
import zipfile

import pytest
from support.handed_in import notebook, zipped

from grading.__main__ import main
from grading.files import Refused
from grading.intake import archive
from grading.intake.archive import Unreadable, entries


@pytest.mark.parametrize(
    "path",
    ["../evil.ipynb", "ada/../../evil.ipynb", "/etc/evil.ipynb", "C:\\evil.ipynb", "a\\..\\evil.ipynb"],
)
def test_a_path_that_leads_outside_is_refused(path, tmp_path):
    place = zipped({"ada.ipynb": notebook(), path: notebook()}, tmp_path / "in.zip")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Refused, match="leads outside"):
        entries(place)
    assert main(["import", "01_losses", str(place), "--course", str(tmp_path / "course")]) == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_in_a_zip_is_refused(tmp_path):
    link = zipfile.ZipInfo("ada.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(Refused, match="a link"):
        entries(zipped({link: "/etc/passwd"}, tmp_path / "in.zip"))


def test_links_and_pipes_in_a_folder_are_not_followed(tmp_path):
    (tmp_path / "secret.ipynb").write_bytes(notebook("secret"))
    place = tmp_path / "in"
    place.mkdir()
    (place / "ada.ipynb").symlink_to(tmp_path / "secret.ipynb")
    (place / "zoe").symlink_to(tmp_path)
    assert entries(place) == []
    (place / "grace.ipynb").write_bytes(notebook())
    (found,) = entries(place)
    (place / "grace.ipynb").unlink()
    (place / "grace.ipynb").symlink_to(tmp_path / "secret.ipynb")
    with pytest.raises(OSError, match="symbolic"):
        found.read()
    os.mkfifo(place / "pipe.ipynb")
    pipe = next(entry for entry in entries(place) if entry.path.name == "pipe.ipynb")
    with pytest.raises(Unreadable, match="no ordinary file"):
        pipe.read()


def test_a_file_that_swells_is_cut_off_and_the_others_count(tmp_path, capsys):
    """A thousand to one: 60 MB of blanks in a zip of 60 kB."""
    files = {"ada.ipynb": b" " * 60 * 2**20, "grace.ipynb": notebook()}
    place = zipped(files, tmp_path / "bomb.zip")
    assert place.stat().st_size < 2**17
    with pytest.raises(Unreadable, match="larger than 50 MB"):
        entries(place)[0].read()
    assert main(["import", "01_losses", str(place), "--course", str(tmp_path / "course")]) == 1
    assert "ada.ipynb cannot be graded: it is larger than 50 MB" in capsys.readouterr().err
    assert [path.parts[-3] for path in tmp_path.rglob("losses.ipynb")] == ["grace"]


def test_an_archive_that_promises_too_much_is_not_opened(tmp_path, monkeypatch):
    place = zipped({f"{number}.ipynb": notebook() for number in range(5)}, tmp_path / "in.zip")
    monkeypatch.setattr(archive, "MOST_FILES", 4)
    with pytest.raises(Refused, match="a zip bomb"):
        entries(place)
    monkeypatch.setattr(archive, "MOST_FILES", 5)
    monkeypatch.setattr(archive, "MOST_TOGETHER", 100)
    with pytest.raises(Refused, match="a zip bomb"):
        entries(place)


def test_a_size_that_lies_is_found(tmp_path):
    """The directory of the zip says 10 bytes, and 20 lie there."""
    place = zipped({"ada.ipynb": b"0123456789" * 2}, tmp_path / "in.zip")
    data = bytearray(place.read_bytes())
    where = data.rindex(b"PK\x01\x02") + 24
    assert data[where] == 20
    data[where] = 10
    place.write_bytes(data)
    with pytest.raises(Unreadable, match="damaged"):
        entries(place)[0].read()


def test_passwords_and_things_that_are_no_archive_are_refused(tmp_path):
    place = zipped({"ada.ipynb": notebook()}, tmp_path / "in.zip")
    data = bytearray(place.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    place.write_bytes(data)
    with pytest.raises(Refused, match="password"):
        entries(place)
    (tmp_path / "in.rar").write_bytes(b"Rar!")
    with pytest.raises(Refused, match="neither a folder nor a zip"):
        entries(tmp_path / "in.rar")
    with pytest.raises(Refused, match="does not exist"):
        entries(tmp_path / "nowhere")


def test_what_a_mac_adds_is_no_submission(tmp_path):
    files = {
        "ada.ipynb": notebook(),
        "__MACOSX/._ada.ipynb": b"\0",
        ".ipynb_checkpoints/ada.ipynb": notebook(),
    }
    place = zipped(files, tmp_path / "in.zip")
    assert main(["import", "01_losses", str(place), "--course", str(tmp_path / "course")]) == 0
    assert len(list(tmp_path.rglob("losses.ipynb"))) == 1

"""What the explorables' JavaScript rests on is current: fixtures, bundles, posters."""

import gzip
import json
import subprocess
import sys
import xml.etree.ElementTree as ET

import make_posters
import numpy as np
import pytest
import torch
from site_pages import ROOT
from widgets import make_fixtures

from course_lib.losses.logit_explorer import PRESETS
from course_lib.losses.logit_explorer.digit import CLASSES, ambiguous_digit

FIXTURES = ROOT / "tests/widgets/fixtures"
BUNDLES = sorted((ROOT / "course_lib/widgets/static").glob("*.js"))
POSTERS = make_posters.explorables()


@pytest.mark.parametrize("name", make_fixtures.FIXTURES)
def test_fixtures_are_what_course_lib_says_now(name):
    assert make_fixtures.stale(name)[0] == ""


@pytest.fixture
def one_fixture(monkeypatch, tmp_path):
    """The tool with a single short table, as it was stored on another machine."""
    monkeypatch.setattr(
        make_fixtures, "FIXTURES", {"table": lambda: {"rows": [[0.1 + 0.2, -1 / 3], ["x", None]]}}
    )
    (tmp_path / "table.json").write_text('{"rows":[[0.3,-0.33333333333333326],["x",null]]}\n')
    return tmp_path / "table.json"


def test_last_digits_of_another_machine_change_no_file(one_fixture):
    stored = one_fixture.read_text()
    make_fixtures.main(one_fixture.parent)
    assert one_fixture.read_text() == stored


@pytest.mark.parametrize(
    ("old", "new"), [("0.3,", "0.3000001,"), ('"x"', '"y"'), ("null", "0.0"), ("[0.3,", "[")]
)
def test_anything_more_is_written(one_fixture, old, new):
    one_fixture.write_text(one_fixture.read_text().replace(old, new))
    assert make_fixtures.stale("table", one_fixture.parent)[0].startswith(".rows[")
    make_fixtures.main(one_fixture.parent)
    assert json.loads(one_fixture.read_text()) == {"rows": [[0.1 + 0.2, -1 / 3], ["x", None]]}


def test_fixtures_agree_with_torch():
    rows = json.loads((FIXTURES / "logits.json").read_text())["rows"]
    assert len(rows) > 10
    for row in rows:
        z = torch.tensor(row["logits"], dtype=torch.float64, requires_grad=True)
        warm, target = z / row["temperature"], torch.tensor(row["target"])
        loss = torch.nn.functional.cross_entropy(warm, target, label_smoothing=row["smoothing"])
        loss.backward()
        assert row["loss"] == pytest.approx(loss.item(), rel=1e-12, abs=1e-12 * max(map(abs, row["logits"])))
        np.testing.assert_allclose(row["grad"], z.grad, rtol=1e-11, atol=1e-14)
        np.testing.assert_allclose(row["softmax"], torch.softmax(warm.detach(), 0), rtol=1e-12, atol=1e-300)


def test_bundles_are_current():
    done = subprocess.run(
        ["node", "tools/build_widgets.mjs", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, f"run `make widgets`:\n{done.stdout}{done.stderr}"
    assert done.stdout.count("same") == len(BUNDLES)


# beside what a page of the book holds once, a figure has 15,000 bytes; the playground is a program: a trainer
# with seven optimizers and six losses, the network to edit, points to draw, two writers of code; the digit
# explorer holds the 11,978 weights of its network, 12,000 bytes that nothing makes smaller; the text
# explorer is a program too: five models, their training, WebAssembly; and it holds 5,163 names; what all
# share is loaded once a page, and 100 bytes of it see to it that a small number is never written as 0
BUDGETS = {
    "quick_check": 5_600, "playground": 25_000, "digit_explorer": 15_000 + 12_500,
    "text_explorer": 25_000 + 13_100, "gpt_explorer": 25_000 + 13_100, "shared": 11_600,
}  # fmt: skip


@pytest.fixture(scope="module")
def in_the_book(tmp_path_factory):
    """Name → size of each module of a built page, gzipped."""
    folder = tmp_path_factory.mktemp("modules")
    subprocess.run(["node", "tools/build_widgets.mjs", "--book", str(folder)], cwd=ROOT, check=True)
    return {path.stem: len(gzip.compress(path.read_bytes(), 9)) for path in folder.glob("*.js")}


def test_modules_keep_their_budgets(in_the_book):
    assert set(in_the_book) == {"shared", *(bundle.stem for bundle in BUNDLES)}
    assert {n: size for n, size in in_the_book.items() if size > BUDGETS.get(n, 15_000)} == {}


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda p: p.stem)
def test_what_is_shared_is_not_in_the_module(bundle, in_the_book):
    whole = len(gzip.compress(bundle.read_bytes(), 9))
    assert in_the_book[bundle.stem] < whole


@pytest.mark.parametrize("path", POSTERS, ids=lambda p: p.stem)
def test_poster_is_current_and_small(path):
    stored = path.read_text(encoding="utf-8")
    assert len(stored) < 70_000
    root = ET.fromstring(stored)
    assert root.tag.endswith("svg")
    assert sum(e.tag.endswith("path") for e in root.iter()) > 15, "the poster is nearly empty"
    fresh = make_posters.draw(POSTERS[path])
    assert make_posters.same_picture(stored, fresh), "run `make widgets`"


SVG = (
    '<svg><path id="m5f" d="M 10.125 3" fill="#4e7999"/><use href="#m5f" fill="url(#c1)"/><g id="c1"/></svg>'
)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("10.125", "10.124998", True),
        ("m5f", "maa", True),  # named by a hash of its path, last digits and all
        ("10.125", "10.2", False),
        ("path", "line", False),
        ("#4e7999", "#4e7998", False),
        ("M 10", "L 10", False),
        ("#m5f", "#c1", False),
        (" 3", "", False),
    ],
)
def test_a_poster_is_compared_by_its_picture(old, new, same):
    assert make_posters.same_picture(SVG, SVG.replace(old, new)) is same


def test_the_real_digit_is_real():
    pixels, logits, label = ambiguous_digit()
    preset = PRESETS["digit"]["settings"]
    assert preset["picture"] == pixels.tolist()
    assert preset["logits"] == pytest.approx(logits, abs=0.006)  # stored with two decimals
    assert preset["classes"] == [str(c) for c in CLASSES]
    assert preset["target"] == label
    assert sys.modules["sklearn"]

"""The trained GRU of the text explorer: as good as is said, alike in Python and page, fetched on demand."""

import json
import subprocess

import numpy as np
import pytest
import static_host
import torch
import traitlets
from site_pages import ROOT
from support.waiting import expect, soon
from widgets.conftest import all_displayed, displayed
from widgets.tasks_page import SCREEN, SPAN, WIDE, press
from widgets.trained_fixtures import theirs

from course_lib.datasets import load_tiny_shakespeare
from course_lib.rnn import next_char_distribution
from course_lib.rnn.text_explorer import TextExplorer, load_corpus, trained_model
from course_lib.rnn.text_explorer.trained import FILE, trained_text

ANSWER = """([name, text]) => heard.get('msg:custom').forEach((f) => f({ name, text }))"""
NAMED = {"\n": "end", " ": "space"}


def arrived(page):
    """Both files, as Python sends them."""
    for name, text in (("shakespeare", load_tiny_shakespeare().text), ("trained", trained_text())):
        page.evaluate(ANSWER, [name, text])
    expect(page.widget.locator(".chances rect").first).to_be_visible()
    return page


def test_rounding_costs_next_to_nothing():
    done = subprocess.run(
        ["node", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "tests/widgets/text_held.mjs"],
        cwd=ROOT, check=True, capture_output=True, text=True, input=load_tiny_shakespeare().text,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["held"] < told["before"] + 0.001
    assert told["held"] < 1.6 < load_corpus("shakespeare").bigram_loss


def test_the_file_is_small():
    assert FILE.stat().st_size < 300_000


def test_it_is_torchs_gru_with_these_weights():
    ids = load_corpus("shakespeare").held[:80]
    ours, _ = trained_model()(ids[None])
    with torch.no_grad():
        wanted, _ = theirs()(torch.tensor(ids)[None])
    np.testing.assert_allclose(ours.data, wanted, rtol=0, atol=1e-11)


def test_the_page_shows_what_torch_says(open_widget):
    page = arrived(open_widget(TextExplorer(preset="trained", name="t"), width=WIDE))
    tokens = load_corpus("shakespeare").tokens
    with torch.no_grad():
        logits, _ = theirs()(torch.tensor([[tokens.index(char) for char in "\nROMEO:"]]))
    wanted = next_char_distribution(logits[0, -1].numpy(), 0.7)
    shown = all_displayed(page)
    assert [shown[f"p.{NAMED.get(t, t)}"] for t in tokens] == pytest.approx(wanted, abs=1e-4)
    assert shown["parameters"] == 3 * 224 * (65 + 224 + 2) + 65 * 225
    assert shown["held"] < 1.6 < shown["bigram"]
    assert shown["flops"] == shown["goal"] > 1000
    assert soon(page.widget.evaluate, SPAN) <= SCREEN
    expect(page.widget.get_by_role("button", name="Play", exact=True)).to_be_disabled()
    press(page, "Step")
    assert soon(displayed, page, "written") == 1


KIND = "['model', 'corpus'].map((name) => model.get(name))"


def test_it_comes_with_its_text_and_goes_with_the_names(open_widget):
    page = arrived(open_widget(TextExplorer(preset="shakespeare", hidden=32), width=WIDE))
    noise = page.widget.locator(".sample output").inner_text()
    page.get_by_label("trained GRU", exact=True).check()
    expect(page.widget.locator(".sample output")).not_to_have_text(noise)
    assert soon(displayed, page, "held") < 1.6
    page.get_by_label("Text", exact=True).select_option("names")
    assert soon(displayed, page, "parameters") < 60_000
    assert soon(page.evaluate, KIND) == ["gru", "names"]
    page.get_by_label("trained GRU", exact=True).check()
    assert soon(displayed, page, "held") < 1.6
    assert soon(page.evaluate, KIND) == ["trained", "shakespeare"]


def test_names_have_no_trained_model():
    assert TextExplorer(model="trained").corpus == "shakespeare"
    with pytest.raises(traitlets.TraitError, match="the trained model knows corpus 'shakespeare' alone"):
        TextExplorer(model="trained", corpus="names")
    explorer = TextExplorer(preset="trained")
    with explorer.hold_trait_notifications():
        explorer.corpus, explorer.model = "names", "rnn"
    assert explorer.model == "rnn"


def test_it_is_sent_when_the_page_asks_and_lies_beside_the_book(monkeypatch, tmp_path):
    explorer, sent = TextExplorer(preset="trained"), []
    monkeypatch.setattr(explorer, "send", sent.append)
    explorer._handle_custom_msg({"text": "trained"}, [])
    assert sent == [{"name": "trained", "text": trained_text()}]
    static_host.write_texts(tmp_path)
    script = (tmp_path / "trained.js").read_text(encoding="utf-8")
    assert script.startswith("(globalThis.courseTexts ??= {}).trained = ")
    assert json.loads(json.loads(script.split(" = ", 1)[1].rstrip(";\n"))) == json.loads(trained_text())

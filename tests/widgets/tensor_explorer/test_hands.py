"""The tensor explorer under a hand: its map, torch's numbers, the way back, what is found, its weights."""

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
from widgets.tasks_page import SCREEN, SPAN, WIDE, press, setting
from widgets.tensor_fixtures import SHORT, logits_of
from widgets.tensor_hands import seen

from course_lib.attention.tensor_explorer import PRESETS, TensorExplorer, trained_model, trained_text
from course_lib.attention.tensor_explorer.poster import TEXT
from course_lib.attention.tensor_explorer.reading_torch import read
from course_lib.attention.tensor_explorer.trained import FILE
from course_lib.datasets import load_tiny_shakespeare
from course_lib.rnn.text_explorer import load_corpus


@pytest.mark.parametrize(("tensor", "way"), [("weights", "value"), ("gelu", "gradient")])
def test_the_page_shows_torchs_numbers(open_widget, tensor, way):
    page = open_widget(TensorExplorer(tensor=tensor, block=2, way=way, cell=37), width=WIDE)
    text, came = seen(page)
    wanted = read(text, came)[f"blocks.1.{tensor}"]
    wanted = (wanted.grad if way == "gradient" else wanted.detach()).numpy().ravel()
    shown = all_displayed(page)
    most = np.abs(wanted).max()
    assert shown["cell"] == pytest.approx(wanted[37], abs=1e-4 * most)
    assert shown["largest"] == pytest.approx(wanted.max(), abs=1e-4 * most)
    assert shown["place"] == len(text) == 47


def test_every_tensor_of_the_map_is_a_press_or_an_arrow_away(open_widget):
    page = open_widget(TensorExplorer(), width=WIDE)
    press(page, "gelu")
    assert soon(setting, page, "tensor") == "gelu"
    page.keyboard.press("ArrowRight")
    assert soon(setting, page, "tensor") == "down"
    press(page, "block 3")
    assert soon(setting, page, "block") == 3
    assert soon(setting, page, "tensor") == "down"


def test_a_block_is_lit_only_around_its_own_tensors(open_widget):
    page = open_widget(TensorExplorer(tensor="weights", block=2), width=WIDE)
    lit = page.widget.locator("[data-control=map] [aria-pressed=true]")
    expect(lit).to_have_text(["block 2", "weights"])
    press(page, "chances")
    expect(lit).to_have_text(["chances"])


def test_rows_of_heads_have_names_and_the_chosen_one_an_arrow(open_widget):
    page = open_widget(TensorExplorer(tensor="weights", head=3), width=WIDE)
    names = page.widget.locator(".names span")
    expect(names).to_have_text(["head 1", "head 2", "▸ head 3", "head 4"])
    picture, third = page.widget.locator("canvas").bounding_box(), names.nth(2).bounding_box()
    middle = third["y"] + third["height"] / 2 - picture["y"]
    assert 0.5 < middle / picture["height"] < 0.75
    press(page, "gelu")
    expect(names).to_have_count(0)


def test_it_says_by_what_the_text_is_colored(open_widget):
    page = open_widget(TensorExplorer(block=2, head=3, way="gradient"), width=WIDE)
    told = page.widget.locator("[data-control=written] .next")
    expect(told).to_contain_text("Colored by the gradient at the weights of block 2, head 3.")


def test_the_mark_moves_by_arrow_and_by_pointer(open_widget):
    page = open_widget(TensorExplorer(), width=WIDE)
    page.widget.locator("canvas").focus()
    page.keyboard.press("ArrowRight")
    assert soon(setting, page, "cell") == 1
    box = page.widget.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + box["width"] - 3, box["y"] + box["height"] - 3)
    assert soon(setting, page, "cell") == 4 * 47 - 1
    assert displayed(page, "sum") == pytest.approx(1, abs=1e-5)


def test_what_was_found_is_judged(open_widget):
    page = open_widget(TensorExplorer(quest="sum", all_controls=True), width=WIDE)
    press(page, "Check")
    verdict = page.widget.locator(".quest .verdict")
    expect(verdict).to_contain_text("✓ Every row adds up to 1: weights comes out of a softmax.")
    press(page, "scores")
    press(page, "Check")
    expect(verdict).to_contain_text("of scores adds up to")


def test_another_character_is_another_answer(open_widget):
    page = open_widget(TensorExplorer(quest="decides", tensor="after", all_controls=True), width=WIDE)
    press(page, "Check")
    verdict = page.widget.locator(".quest .verdict")
    expect(verdict).to_contain_text("Block 1")
    press(page, "Step")
    expect(verdict).to_be_empty()


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_fits_one_screen(open_widget, preset):
    page = open_widget(TensorExplorer(preset=preset), width=WIDE)
    assert soon(page.widget.evaluate, SPAN) <= SCREEN


def test_rounding_costs_next_to_nothing_and_the_file_is_small():
    done = subprocess.run(
        [
            "node",
            "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
            "tests/widgets/tensor_explorer/held.mjs",
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        input=load_tiny_shakespeare().text,
    )
    told = json.loads(done.stdout)
    assert told["held"] < told["before"] + 0.001
    assert told["held"] < 1.65 < load_corpus("shakespeare").bigram_loss
    assert told["tokens"]
    assert FILE.stat().st_size < 250_000
    assert trained_model()["marks"][-1][0] > 2160


def test_step_by_step_it_reads_as_the_whole_text_at_once():
    last = read(SHORT)["logits"].detach()
    torch.testing.assert_close(last, logits_of(SHORT)[-1].detach(), rtol=0, atol=1e-11)


def test_it_is_sent_when_the_page_asks_and_lies_beside_the_book(monkeypatch, tmp_path):
    explorer, sent = TensorExplorer(), []
    monkeypatch.setattr(explorer, "send", sent.append)
    explorer._handle_custom_msg({"text": "gpt"}, [])
    assert sent == [{"name": "gpt", "text": trained_text()}]
    static_host.write_texts(tmp_path)
    script = (tmp_path / "gpt.js").read_text(encoding="utf-8")
    assert script.startswith("(globalThis.courseTexts ??= {}).gpt = ")
    assert json.loads(json.loads(script.split(" = ", 1)[1].rstrip(";\n"))) == json.loads(trained_text())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"tensor": "dreams"}, "one of 'embedding', 'norm1'"),
        ({"block": 4}, "one of 1, 2, 3"),
        ({"prompt": "ä"}, "letters, spaces"),
        ({"steps": 10_001}, "must lie in"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(given, told):
    with pytest.raises(traitlets.TraitError, match=told):
        TensorExplorer(**given)


def test_a_text_of_other_characters_is_refused():
    with pytest.raises(ValueError, match="characters of Tiny Shakespeare"):
        read("größer")


def test_words_say_what_is_so():
    weights = read(TEXT)["blocks.1.weights"].detach().numpy()
    assert round(weights[2, -2], 2) == 0.99
    assert all(weights[head].max() > 0.5 > weights[head, -2] for head in (0, 1, 3))

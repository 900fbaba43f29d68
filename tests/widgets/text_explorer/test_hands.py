"""The text explorer under a hand: a run against the line, the same seed again, a prediction, its height."""

import pytest
from support.waiting import expect, soon
from widgets.conftest import all_displayed, displayed
from widgets.tasks_page import SCREEN, SPAN, WIDE, in_sight, press, setting
from widgets.text_hands import play_button, trained

from course_lib.datasets import load_tiny_shakespeare
from course_lib.rnn.text_explorer import PRESETS, TextExplorer

SMALL = {"hidden": 32, "budget": 8}
# as Python answers where there is a kernel
ANSWER = "text => heard.get('msg:custom').forEach((f) => f({ name: 'shakespeare', text }))"


def shown(page) -> str:
    """All numbers as text: a loss before the first step is not a number, and equals none."""
    return str(all_displayed(page))


def written(page) -> str:
    return page.widget.locator(".sample output").inner_text()


@pytest.mark.parametrize("model", ["rnn", "gru"])
def test_a_run_falls_below_the_line_and_writes_other_text_and_a_seed_runs_again(open_widget, model):
    page = open_widget(TextExplorer(model=model, **SMALL), width=WIDE)
    before, noise = shown(page), written(page)
    end = trained(page)
    assert end["held"] < end["bigram"] < 2.4
    assert end["train"] < end["bigram"]
    text = written(page)
    assert text != noise
    assert text.replace("\n", "").rstrip("…").isalpha()
    press(page, "Reset")
    assert soon(shown, page) == before
    assert written(page) == noise
    assert trained(page) == end
    assert written(page) == text


def test_play_goes_on_after_its_end_and_rewind_goes_back(open_widget):
    page = open_widget(TextExplorer(hidden=32, budget=2))
    first = shown(page)
    assert trained(page)["goal"] == 2
    end = trained(page)
    assert end["goal"] == 4
    assert end["flops"] >= 4
    press(page, "Rewind")
    assert soon(shown, page) == first


def test_a_pause_holds_and_other_models_begin_anew(open_widget):
    page = open_widget(TextExplorer(budget=600))
    play_button(page).click()
    page.wait_for_function(
        """() => Number(document.querySelector("#place > *").shadowRoot
          .querySelector("[data-name=held]").dataset.value) > 0"""
    )
    press(page, "Pause")
    expect(play_button(page)).to_be_visible()
    page.widget.get_by_label("Temperature", exact=True).fill("0.5")  # leaves the run as it is
    assert soon(displayed, page, "held") > 0
    page.get_by_label("LSTM", exact=True).check()
    assert soon(displayed, page, "flops") == 0
    assert soon(displayed, page, "parameters") == 4 * 64 * (27 + 64 + 2) + 27 * 65


def test_a_run_that_has_ended_is_there_again_after_another_task_or_model(open_widget):
    tasks = [
        {"ask": "When is it below the line?", "controls": ["player", "model"]},
        {"ask": "Now be careful.", "controls": ["player", "temperature"], "settings": {"temperature": 0.5}},
    ]
    page = open_widget(TextExplorer(tasks=tasks, all_controls=True, hidden=32, budget=2), width=WIDE)
    first = shown(page)
    end = trained(page)
    losses = {name: end[name] for name in ("held", "train", "flops", "goal")}

    def now():
        found = all_displayed(page)
        return {name: found[name] for name in losses}

    page.get_by_label("LSTM", exact=True).check()
    assert soon(displayed, page, "flops") == 0
    page.get_by_label("RNN", exact=True).check()
    assert soon(now) == losses
    press(page, "Next task")
    assert soon(setting, page, "temperature") == 0.5
    assert soon(now) == losses
    press(page, "Back to the task before")
    assert soon(setting, page, "task") == 1
    assert soon(now) == losses
    again = trained(page, anew=True)
    assert {name: again[name] for name in losses} == losses
    press(page, "Reset")
    assert soon(shown, page) == first


def test_the_heading_and_the_words_are_those_of_the_text(open_widget):
    page = open_widget(TextExplorer(preset="shakespeare"), width=WIDE)
    page.evaluate(ANSWER, load_tiny_shakespeare().text)
    title, summary = page.widget.locator(".title"), page.widget.locator(".summary")
    expect(title).to_have_text("Text explorer: from noise to Shakespeare")
    page.get_by_label("Text", exact=True).select_option("names")
    expect(title).to_have_text("Text explorer: from noise to names")
    expect(page.widget.locator(".legend")).to_contain_text("validation")
    expect(summary).to_contain_text("Validation loss of the bigram")


def test_what_is_typed_is_read_and_a_stranger_is_told(open_widget):
    page = open_widget(TextExplorer(preset="bigram"))
    box = page.get_by_label("It begins with")
    box.fill("ma9")
    expect(page.get_by_role("alert")).to_have_text("9 is not in this text.")
    assert setting(page, "beginning") == "ma"
    box.fill("q")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert soon(displayed, page, "p.u") > 0.5
    press(page, "Reset")
    expect(box).to_have_value("ma")


def test_shakespeare_comes_when_it_is_asked_for(open_widget):
    page = open_widget(TextExplorer(preset="shakespeare", hidden=32, budget=2), width=WIDE)
    expect(page.get_by_text("The text is on its way.")).to_be_visible()
    expect(page.widget.get_by_role("button", name="Play", exact=True)).to_be_disabled()
    page.evaluate(ANSWER, load_tiny_shakespeare().text)
    assert soon(displayed, page, "bigram") == pytest.approx(2.482, abs=1e-3)
    assert written(page).startswith("ROMEO:")
    assert soon(page.widget.evaluate, SPAN) <= SCREEN
    assert trained(page)["held"] < 4
    press(page, "Step")
    assert soon(displayed, page, "written") == 1


def test_a_prediction_hides_the_run_and_a_task_may_ask_backward(open_widget):
    ask = {"ask": "Which temperature made these bars?", "predict": ["temperature"]}
    tasks = [
        {"ask": "When is it below the line?", "controls": ["player"], "predict": True},
        {**ask, "controls": ["writer"], "settings": {"preset": "daring"}},
    ]
    page = open_widget(TextExplorer(tasks=tasks))
    hidden = {"comment", "curve", "sample", "losses", "summary"}
    assert not in_sight(page) & hidden
    press(page, "Show me anyway")
    assert in_sight(page) >= hidden
    press(page, "Next task")
    assert "bars" in in_sight(page)
    assert "temperature" not in in_sight(page)
    assert setting(page, "temperature") == 2


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("Still twice", "a ratio of chances is squared"),
        ("Less than twice", "Below 1 the scores move apart"),
        ("Four times", "Yes."),
    ],
)
def test_every_answer_to_the_question_gets_its_reply(open_widget, choice, told):
    page = open_widget(TextExplorer())
    page.get_by_text("Predict first").click()
    page.get_by_label(choice).check()
    press(page, "Halve the temperature")
    verdict = page.widget.locator(".verdict")
    expect(verdict).to_contain_text(told)
    assert soon(setting, page, "temperature") == 0.5
    shown = sorted((v for name, v in all_displayed(page).items() if name.startswith("p.")), reverse=True)
    before = float(verdict.inner_text().split("had ")[1].split(" times")[0])
    assert shown[0] / shown[1] == pytest.approx(before**2, rel=0.02)


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != "shakespeare"])
def test_every_preset_fits_one_screen(open_widget, preset):
    page = open_widget(TextExplorer(preset=preset), width=WIDE)
    assert soon(page.widget.evaluate, SPAN) <= SCREEN

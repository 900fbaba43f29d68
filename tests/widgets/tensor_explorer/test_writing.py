"""The tensor explorer writes: step by step, at a speed, as fast as it goes; and back."""

from itertools import groupby, pairwise

from support.waiting import expect, soon
from widgets.conftest import all_displayed, displayed
from widgets.tasks_page import WIDE, press, setting
from widgets.tensor_hands import seen

from course_lib.attention.tensor_explorer import TensorExplorer


def test_it_writes_goes_back_and_rewinds(open_widget):
    page = open_widget(TensorExplorer(), width=WIDE)
    before = all_displayed(page)
    press(page, "Step")
    assert soon(displayed, page, "place") == before["place"] + 1
    press(page, "Back")
    assert soon(all_displayed, page) == before
    press(page, "Play")
    page.wait_for_function("model.get('steps') > 45")
    press(page, "Pause")
    press(page, "Rewind")
    assert soon(displayed, page, "place") == len("\nROMEO:")


# in each frame of so many: [characters written, characters read, is the tensor another picture than before?]
FRAMES = """(n) => new Promise((done) => {
  const root = document.querySelector("#place > *").shadowRoot;
  const frames = [];
  let before = "";
  const look = () => {
    const [count, place] = [".count", "[data-name=place]"].map((name) => root.querySelector(name).dataset);
    const picture = root.querySelector("canvas.heat").toDataURL();
    frames.push([Number(count.step), Number(place.value), picture !== before]);
    before = picture;
    if (frames.length < n) requestAnimationFrame(look);
    else done(frames);
  };
  requestAnimationFrame(look);
})"""


def test_as_fast_as_it_goes_it_writes_what_step_does_and_draws_the_tensor_in_each_frame(open_widget):
    page = open_widget(TensorExplorer(tensor="keys", speed=0), width=WIDE)
    press(page, "Play")
    frames = page.evaluate(FRAMES, 30)[2:]  # at once: each frame is meant
    press(page, "Pause")
    assert all(drawn for _, _, drawn in frames)
    assert all(read == written + len("\nROMEO:") for written, read, _ in frames)
    steps = [written for written, _, _ in frames]
    assert any(after > before + 1 for before, after in pairwise(steps))
    rest = setting(page, "steps")
    assert soon(displayed, page, "place") == rest + len("\nROMEO:")
    text, came = seen(page)
    by_step = open_widget(TensorExplorer(steps=rest - 3, tensor="keys"), width=WIDE)
    for _ in range(3):
        press(by_step, "Step")
    assert soon(displayed, by_step, "place") == len(text)
    assert seen(by_step) == (text, came)
    assert soon(all_displayed, by_step) == all_displayed(page)


def test_as_fast_as_it_goes_the_text_is_at_most_four_frames_old(open_widget):
    page = open_widget(TensorExplorer(speed=0), width=WIDE)
    press(page, "Play")
    frames = page.evaluate(FRAMES, 20)[2:]  # at once: each frame is meant
    ages = [len(list(same)) for _, same in groupby(read for _, read, _ in frames)][1:-1]
    assert set(ages) == {4}, "all frames between have the tensor alone"


# plays for some frames and pauses, so often: after each [text in sight, characters read, characters written]
PAUSES = """(n) => (async () => {
  const root = document.querySelector("#place > *").shadowRoot;
  const button = root.querySelector("[data-control=player] button");
  const frames = async (count) => {
    for (let k = 0; k < count; k += 1) await new Promise(requestAnimationFrame);
  };
  const seen = [];
  for (let k = 0; k < n; k += 1) {
    button.click();
    await frames(5 + k);
    button.click();
    await frames(2);
    const [text, read, count] = [".text", "[data-name=place]", ".count"].map((s) => root.querySelector(s));
    seen.push([text.textContent, Number(read.dataset.value), Number(count.dataset.step)]);
  }
  return seen;
})()"""


def test_where_it_pauses_all_that_it_has_read_is_in_sight(open_widget):
    page = open_widget(TensorExplorer(speed=0), width=WIDE)
    paused = page.evaluate(PAUSES, 4)
    whole, _ = seen(page)
    whole = whole.replace("\n", "↵")
    for text, read, written in paused:
        assert read == written + len("\nROMEO:")
        assert text.removeprefix("…")[:-1] == whole[max(0, read - 160) : read]
    assert paused[-1][1] == len(whole)


def test_a_learner_reads_along_and_chooses_how_fast(open_widget):
    page = open_widget(TensorExplorer(steps=0), width=WIDE)
    assert setting(page, "speed") == 20
    press(page, "Play")
    frames = page.evaluate(FRAMES, 40)  # at once: each frame is meant
    assert all(after - before <= 3 for (before, *_), (after, *_) in pairwise(frames))
    page.widget.get_by_role("radio", name="max").check()
    expect(page.widget.locator(".count")).to_contain_text("a second")
    press(page, "Pause")
    expect(page.widget.locator(".count")).not_to_contain_text("a second")


def test_a_long_text_of_a_link_comes_in_a_few_frames_and_can_be_stepped_back(open_widget):
    page = open_widget(TensorExplorer(steps=10_000), width=WIDE)
    assert soon(displayed, page, "place") == 10_007
    expect(page.widget.get_by_role("button", name="Play")).to_be_disabled()
    press(page, "Back")
    assert soon(displayed, page, "place") == 10_006
    press(page, "Rewind")
    assert soon(displayed, page, "place") == 7


def test_where_nothing_should_move_play_jumps(open_widget):
    page = open_widget(TensorExplorer(steps=0, speed=0), width=WIDE, reduced_motion="reduce")
    press(page, "Play")
    assert soon(setting, page, "steps") == 50
    expect(page.widget.get_by_role("button", name="Play")).to_be_enabled()

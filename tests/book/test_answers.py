"""In the built page the explorables and the quick checks answer the mouse and the keyboard, truly."""

import re

import numpy as np
import pytest
from site_hands import address, drag, first, pages_showing, saved_models, settle, shown
from site_pages import LESSONS
from support.waiting import expect, soon

from course_lib import losses
from course_lib.losses.logit_explorer import LogitExplorer
from course_lib.losses.loss_explorer import LossExplorer


@pytest.mark.parametrize("over", ["http", "file"])
@pytest.mark.parametrize("name", pages_showing("losses/loss_explorer", preset="outlier"))
def test_loss_explorer_moves_with_the_outlier(site, open_page, name, over):
    page = open_page(address(site, name, over))
    figure, _ = first(page, name, "losses/loss_explorer", preset="outlier")
    points = np.array(LossExplorer().points)
    handle = figure.locator('.handle[data-point="8"]')
    handle.focus()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    for moved_by in ("keyboard", "mouse"):
        if moved_by == "mouse":
            drag(page, handle.locator(".halo"), 0, -50)
        settle(page)
        before, points[8, 1] = points[8, 1], float(handle.get_attribute("aria-valuenow"))
        assert points[8, 1] > before, f"the {moved_by} did not move the outlier"
        y = points[:, 1]
        mean = np.full(len(y), y.mean())
        assert shown(figure, "mse.fit") == pytest.approx(y.mean(), rel=1e-12)
        assert shown(figure, "l1.fit") == pytest.approx(np.median(y), rel=1e-12)
        assert shown(figure, "mse.best") == pytest.approx(losses.mse_loss(mean, y), rel=1e-12)


@pytest.mark.parametrize("over", ["http", "file"])
@pytest.mark.parametrize("name", pages_showing("losses/logit_explorer", mode="classes"))
def test_logit_explorer_answers_with_the_softmax(site, open_page, name, over):
    page = open_page(address(site, name, over))
    figure, state = first(page, name, "losses/logit_explorer", mode="classes")
    logits = np.array(state["logits"])
    assert logits.tolist() == LogitExplorer(preset=state["preset"]).logits
    handle = figure.locator('.handle[data-class="0"]')
    handle.focus()
    page.keyboard.press("Shift+ArrowRight")
    for moved_by in ("keyboard", "mouse"):
        if moved_by == "mouse":
            drag(page, handle.locator(".halo"), 40, 0)
        settle(page)
        before, logits[0] = logits[0], float(handle.get_attribute("aria-valuenow"))
        assert logits[0] > before, f"the {moved_by} did not move the logit"
        options = {"label_smoothing": state["smoothing"]}
        loss = losses.cross_entropy(logits, state["target"], **options)
        assert shown(figure, "loss") == pytest.approx(loss, rel=1e-12)
        probs = [shown(figure, f"p.{k}") for k in range(len(logits))]
        np.testing.assert_allclose(probs, losses.softmax(logits), rtol=1e-12)
        slopes = [shown(figure, f"dz.{k}") for k in range(len(logits))]
        expected = losses.cross_entropy_grad(logits, state["target"], **options)
        np.testing.assert_allclose(slopes, expected, rtol=1e-11, atol=1e-15)


@pytest.mark.parametrize("name", LESSONS)
def test_every_quick_check_knows_its_answer(visit, name):
    page = visit(name, traces=True)
    checks = {
        key: state for key, state in saved_models(name).items() if "_asked" in state and "guess" not in state
    }
    assert checks or name.endswith("_deeper")
    for key, state in checks.items():
        figure = page.locator(f'figure.explorable[data-model="{key}"]')
        figure.scroll_into_view_if_needed()
        asked = state["_asked"]
        if asked["kind"] == "choice":
            for k, (_, reply) in enumerate(asked["choices"]):
                figure.locator("input[type=radio]").nth(k).check()
                figure.get_by_role("button", name="Check").click()
                assert plain(reply)[:30] in soon(told_by, figure), state["question"]
        elif asked["kind"] == "number":
            for value, right in (
                (asked["answer"] + 10 * asked["tolerance"] + 1, False),
                (asked["answer"], True),
            ):
                figure.locator("input").first.fill(repr(value))
                figure.get_by_role("button", name="Check").click()
                expect(figure.locator("[role=status]")).to_contain_text("✓" if right else "✗")
                assert (plain(asked["right_text"]) in told_by(figure)) is right, state["question"]


def told_by(figure) -> str:
    return plain(figure.locator("[role=status]").inner_text())


def plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text)

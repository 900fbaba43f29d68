"""Tasks as an author writes them: what is allowed, what they set, and the errors that name the rest."""

import json

import pytest
import traitlets
from widgets.registry import CLASSES

from course_lib.losses.loss_explorer import PRESETS, LossExplorer

TASKS = [
    {"ask": "Drag the diamond up to 23.", "controls": ["loss"], "predict": True},
    {"ask": "Set *Loss* to *Absolute*.", "controls": ["loss", "player"], "settings": {"loss": "l1"}},
    {"ask": "Now a line.", "settings": {"preset": "leverage", "mode": "line"}, "predict": ["fits"]},
]


@pytest.mark.parametrize(
    ("task", "told"),
    [
        (
            {"ask": "a", "controls": ["lose"]},
            r"task 2 of LossExplorer has no control 'lose'; there is .*loss",
        ),
        (
            {"ask": "a", "settings": {"rate": 1}},
            "task 2 of LossExplorer has no setting 'rate'; there is .*lr",
        ),
        ({"ask": "a", "settings": {"task": 2}}, "has no setting 'task'"),
        ({"ask": "a", "settings": {"lr": -1}}, r"lr in task 2 must lie in \(0, 1e\+12\], got -1"),
        ({"ask": "a", "settings": {"preset": "none"}}, "preset in task 2 must be one of 'outlier'"),
        ({"ask": "a", "settings": ["lr"]}, r"settings of task 2 must be a dict, got \['lr'\]"),
        ({"ask": "a", "controls": "loss"}, "controls of task 2 must be a list of names, got 'loss'"),
        ({"ask": "a", "predict": ["gradients"]}, "has no control 'gradients'; there is .*gradient"),
        ({"ask": "a", "hide": ["gradients"]}, "has no control 'gradients'; there is .*gradient"),
        ({"asks": "a"}, "task 2 has no place 'asks'; there is ask, controls, settings, predict, hide"),
        ({"ask": " "}, "task 2 needs 'ask', words that say what to do, got ' '"),
        ("Drag it.", "task 2 must be a dict of ask, controls, settings, predict, hide, got 'Drag it.'"),
    ],
)
def test_an_error_says_what_came_and_what_there_is(task, told):
    with pytest.raises(traitlets.TraitError, match=told):
        LossExplorer(tasks=[{"ask": "First this."}, task])


def test_tasks_are_a_list():
    for wrong in ("Drag it.", {"ask": "Drag it."}, [{"ask": "again"}] * 21):
        with pytest.raises(traitlets.TraitError, match="tasks must be list of at most 20 tasks"):
            LossExplorer(tasks=wrong)


def test_the_first_task_is_what_the_page_begins_with():
    explorer = LossExplorer(lr=0.5, tasks=[{"ask": "a", "settings": {"preset": "skewed", "loss": "l1"}}])
    assert explorer.points == PRESETS["skewed"]["settings"]["points"]
    assert (explorer.preset, explorer.loss, explorer.lr) == ("skewed", "l1", 0.5)


def test_a_later_task_stands_on_those_before():
    explorer = LossExplorer(tasks=TASKS, task=3)
    assert (explorer.loss, explorer.mode, explorer.preset) == ("l1", "line", "leverage")
    assert explorer.points == PRESETS["leverage"]["settings"]["points"]


def test_predict_true_hides_the_spoilers_of_the_explorable():
    assert LossExplorer(tasks=TASKS).tasks[0]["predict"] == [*LossExplorer.spoilers]


@pytest.mark.parametrize("cls", CLASSES.values(), ids=lambda cls: cls.__name__)
def test_every_name_that_an_explorable_gives_exists(cls):
    known = {*cls.controls(), *cls.answers}
    assert {*cls.usual, *cls.spoilers, *cls.hints} <= known
    assert not {*cls.controls()} & {*cls.answers}
    assert {*cls.usual} <= {*cls.controls()}
    json.dumps(cls(tasks=[{"ask": "a", "controls": [*cls.controls()], "predict": True}]).tasks)

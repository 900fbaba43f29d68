"""What a lesson asks of an explorable, one task after the other, each with its own controls in sight."""

from typing import ClassVar

import traitlets

from course_lib.widgets.settings import Number, Setting, Toggle, labels

__all__ = ["TaskFirst", "Tasks"]

PLACES = ("ask", "controls", "settings", "predict", "hide")
MOST = 20


class Tasks(Setting):
    """A list of tasks, ``{"ask": …, "controls": […], "settings": {…}, "predict": True}``; only ask is needed.

    ``ask``
        What to do, in words; ``*Residuals of*`` sets the name of a control apart.
    ``controls``
        The names of those in sight, as ``Explorer.controls()`` lists them; the rest is one click away.
    ``settings``
        What is set when the task begins; what is not named stays as the learner left it. A preset sets all
        that belongs to it.
    ``predict``
        True, or names of ``Explorer.answers`` and controls: they would give the answer away, and are hidden
        until the learner has written a prediction or asks to see it anyway. True hides ``Explorer.spoilers``.
    ``hide``
        Names of what stays out of sight in this task: the lesson has not come to it yet.
    """

    allowed = f"list of at most {MOST} tasks, each a dict of {', '.join(PLACES)}"
    rule: ClassVar = {"kind": "fixed"}  # no link changes what a lesson asks

    def __init__(self):
        super().__init__("", [], about="what a lesson asks, one after the other")

    def validate(self, obj, value):
        if not isinstance(value, list | tuple) or len(value) > MOST:
            raise self.refusal(self.name, value)
        return [_checked(type(obj), f"task {i}", task) for i, task in enumerate(value, 1)]


def _checked(cls: type, which: str, task) -> dict:
    """The task as the page needs it; an error says what came and what exists."""
    if not isinstance(task, dict):
        raise traitlets.TraitError(f"{which} must be a dict of {', '.join(PLACES)}, got {task!r}")
    _known(which, "place", task, PLACES)
    ask, predict, settings = (task.get(key) for key in ("ask", "predict", "settings"))
    if not isinstance(ask, str) or not ask.strip():
        raise traitlets.TraitError(f"{which} needs 'ask', words that say what to do, got {ask!r}")
    if not isinstance(settings, dict | None):
        raise traitlets.TraitError(f"settings of {which} must be a dict, got {settings!r}")
    own = {name: setting for name, setting in cls.declared().items() if name not in cls.of_the_page()}
    _known(f"{which} of {cls.__name__}", "setting", settings or {}, own)
    every = cls.controls() | cls.answers
    out = {
        "ask": ask,
        "settings": {k: own[k].check(v, f"{k} in {which}") for k, v in (settings or {}).items()},
    }
    if "controls" in task:
        out["controls"] = _names(cls, which, "controls", task["controls"], every)
    if predict:
        names = cls.spoilers if predict is True else predict
        out["predict"] = _names(cls, which, "predict", names, every)
    if "hide" in task:
        out["hide"] = _names(cls, which, "hide", task["hide"], every)
    return out


def _names(cls: type, which: str, place: str, names, every: dict) -> list[str]:
    if not isinstance(names, list | tuple):
        raise traitlets.TraitError(f"{place} of {which} must be a list of names, got {names!r}")
    _known(f"{which} of {cls.__name__}", "control", names, every)
    return [*names]


def _known(which: str, kind: str, names, every) -> None:
    for name in names:
        if name not in every:
            raise traitlets.TraitError(f"{which} has no {kind} {name!r}; there is {', '.join(every)}")


class TaskFirst(traitlets.HasTraits):
    """The half of an explorable that decides what is in sight.

    A control is called by the name of its setting, other things with something to hold as ``parts`` says.
    ``usual`` are the names in sight where no task says which; all, if there are none. ``answers`` are in
    sight in every task, but a prediction may hide them: ``spoilers`` are what ``"predict": True`` hides,
    ``hints`` what the explorable's own question hides until it is answered.
    """

    parts: ClassVar[dict[str, str]] = {}
    answers: ClassVar[dict[str, str]] = {}
    usual: ClassVar[tuple[str, ...]] = ()
    spoilers: ClassVar[tuple[str, ...]] = ()
    hints: ClassVar[tuple[str, ...]] = ()

    tasks = Tasks()
    task = Number("", 1, 1, MOST, whole=True, about="number of the task in sight")
    all_controls = Toggle("", about="every control in sight, not only those of the task")
    revealed = Toggle("", about="in sight, too, what would answer a prediction")

    @classmethod
    def of_the_page(cls) -> list[str]:
        """Settings that say what is in sight, not what the explorable computes."""
        return [name for name, value in vars(TaskFirst).items() if isinstance(value, Setting)]

    @classmethod
    def controls(cls) -> dict[str, str]:
        """Name → label of all that a task can show or hide."""
        return {**cls.parts, **labels(cls.declared())}

    def _sight(self) -> dict:
        """What the page needs to know of it."""
        every = [*self.controls()]
        return {"controls": every, "usual": [*(self.usual or every)], "hints": [*self.hints]}

    def _begin(self) -> None:
        """Sets what the tasks up to this one set; with a preset all that belongs to it."""
        for task in self.tasks[: self.task]:
            settings = task["settings"]
            with self.hold_trait_notifications():
                for name, value in (self.settings_of(settings.get("preset", "")) | settings).items():
                    setattr(self, name, value)

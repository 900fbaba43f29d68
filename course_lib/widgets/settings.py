"""One declaration a setting: ``momentum = Number("Momentum μ", 0.9, 0, 0.99, step=0.01)``.

In the class of an explorable such a line is the trait and its error, at construction and at every later
assignment; the rule for what a link may say; the control, if it has a label; and its entry in the docstring.
``ui/settings.js`` reads the rules and builds the controls.
"""

import copy
import numbers
from typing import ClassVar

import traitlets

__all__ = ["Choice", "Number", "Presets", "Setting", "Text", "Toggle", "labels", "within"]


class Setting(traitlets.TraitType):
    """A synced trait that knows what is allowed.

    Parameters
    ----------
    label : str
        Of its control; "" where the explorable has none, or one of its own.
    default : object
    about : str
        What the docstring says of it, beside its label.
    needs : dict, optional
        Other settings and their values for which this one matters: ``{"loss": ["huber"]}``; of a setting
        that is a list one entry will do.
    control : dict
        How the control looks.
    """

    def __init__(self, label: str, default, *, about: str = "", needs: dict | None = None, **control):
        super().__init__(default_value=default)
        self.tag(sync=True)
        self.label, self.about = label, about
        self.control = {"label": label, **control, **({"needs": needs} if needs else {})} if label else None

    def default(self, obj=None):
        return copy.deepcopy(super().default(obj))

    def validate(self, obj, value):
        return self.check(value, self.name)

    def check(self, value, name: str):
        """The value as it is kept; a TraitError says what came and what is allowed."""
        raise NotImplementedError

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        raise NotImplementedError

    @property
    def rule(self) -> dict:
        """What is allowed, for the page."""
        raise NotImplementedError

    def refusal(self, name: str, value) -> traitlets.TraitError:
        return traitlets.TraitError(f"{name} must be {self.allowed}, got {value!r}")

    def documented(self, name: str) -> str:
        """Its entry in a docstring."""
        said = ": ".join(part for part in (self.label, self.about) if part)
        return f"{name} : {self.allowed}" + (f"\n    {said}." if said else "")


class Number(Setting):
    """A number in [low, high]; ``ends="()"`` leaves the ends out, ``whole`` what lies between whole numbers.

    The slider runs from ``track[0]`` to ``track[1]``, by default over the whole range, in powers of ten with
    ``log`` and else in steps of ``step``.
    """

    def __init__(
        self, label, default, low, high, *, whole=False, ends="[]", track=None, step=None, log=False, **more
    ):
        start, end = track or (low, high)
        how = {"log": True} if log else {"step": step or 1}
        how |= {"whole": True} if whole else {}
        super().__init__(label, default, kind="slider", min=start, max=end, **how, **more)
        self.low, self.high, self.whole, self.ends = low, high, whole, ends

    @property
    def span(self) -> str:
        low, high = (f"{v:g}" if isinstance(v, float) else v for v in (self.low, self.high))
        return f"{self.ends[0]}{low}, {high}{self.ends[1]}"

    @property
    def allowed(self):
        return f"{'whole number' if self.whole else 'number'} in {self.span}"

    @property
    def rule(self):
        more = {"whole": True} if self.whole else {}
        more |= {} if self.ends == "[]" else {"ends": self.ends}
        return {"kind": "number", "low": self.low, "high": self.high, **more}

    def check(self, value, name):
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            raise traitlets.TraitError(f"{name} must be a {self.allowed}, got {value!r}")
        above = self.low < value or (self.ends[0] == "[" and value == self.low)
        below = value < self.high or (self.ends[1] == "]" and value == self.high)
        if not (above and below):  # nan is neither
            raise traitlets.TraitError(f"{name} must lie in {self.span}, got {value}")
        if self.whole and value != int(value):
            raise traitlets.TraitError(f"{name} must be a {self.allowed}, got {value}")
        return int(value) if self.whole else float(value)


def within(low, high, **more) -> Number:
    """What a number inside a list, a row or a table may be."""
    return Number("", low, low, high, **more)


class Choice(Setting):
    """One of a few: ``options`` maps each value to the name that the page shows.

    A row of radio buttons; ``kind="select"`` makes it a menu, ``roles`` gives each its color and line.
    """

    def __init__(self, label, default, options, *, kind="choice", roles=False, **more):
        self.options = dict(options) if isinstance(options, dict) else {v: str(v) for v in options}
        offered = [
            {"value": v, "label": t, **({"role": v} if roles else {})} for v, t in self.options.items()
        ]
        super().__init__(label, default, kind=kind, options=offered, **more)

    @property
    def allowed(self):
        return "one of " + ", ".join(map(repr, self.options))

    @property
    def rule(self):
        return {"kind": "choice", "among": [*self.options]}

    def check(self, value, name):
        if isinstance(value, str | numbers.Integral) and not isinstance(value, bool):
            for option in self.options:
                if option == value:
                    return option
        raise self.refusal(name, value)


class Presets(Choice):
    """The ready-made state that the explorable starts from, or "" for one's own.

    ``presets`` maps each name to ``{"label": …, "comment": …, "settings": {…}}``. ``back`` are the settings
    that go back to their default with every preset that does not name them, None for all ``but`` some.
    """

    def __init__(
        self, presets: dict, default: str, *, back: list | tuple | None = (), but: list | tuple = ()
    ):
        labels = {name: preset["label"] for name, preset in presets.items()}
        super().__init__("", default, labels | {"": "your own"}, about="the ready-made state to start from")
        self.presets, self.back, self.but = presets, back, but

    def completed(self, defaults: dict) -> dict:
        """The presets, each with all that it sets."""
        names = defaults.keys() - {self.name, *self.but} if self.back is None else self.back
        plain = {name: value for name, value in defaults.items() if name in names}
        return {n: p | {"settings": copy.deepcopy(plain | p["settings"])} for n, p in self.presets.items()}


class Toggle(Setting):
    """Yes or no."""

    allowed = "True or False"
    rule: ClassVar = {"kind": "toggle"}

    def __init__(self, label, default=False, **more):
        super().__init__(label, default, kind="toggle", **more)

    def check(self, value, name):
        if not isinstance(value, bool):
            raise self.refusal(name, value)
        return value


class Text(Setting):
    """Words."""

    allowed = "text"
    rule: ClassVar = {"kind": "text"}

    def __init__(self, default="", **more):
        super().__init__("", default, **more)

    def check(self, value, name):
        if not isinstance(value, str):
            raise self.refusal(name, value)
        return value


def labels(declared: dict) -> dict:
    """Name → label of the settings among ``declared`` that have a control."""
    return {n: s.label for n, s in declared.items() if isinstance(s, Setting) and s.control}

"""Settings that hold several values: lists, rows of named places, tables of named numbers."""

import traitlets

from course_lib.widgets.settings import Setting

__all__ = ["List", "Row", "Table"]


def _entries(value) -> list | None:
    """The entries of a list, a tuple or an array."""
    value = value.tolist() if hasattr(value, "tolist") else value
    return [*value] if isinstance(value, list | tuple) else None


class List(Setting):
    """From ``least`` to ``most`` entries, each as ``each`` allows; a multiple of ``by``; all ``distinct``."""

    def __init__(self, default, each: Setting, least: int, most: int, *, by=1, distinct=False, about=""):
        super().__init__("", default, about=about)
        self.each, self.least, self.most, self.by, self.distinct = each, least, most, by, distinct

    @property
    def count(self) -> str:
        return f"{self.least} or {self.most}" if self.by > 1 else f"{self.least} to {self.most}"

    @property
    def allowed(self):
        return f"list of {self.count} {'different ' * self.distinct}entries, each {self.each.allowed}"

    @property
    def rule(self):
        more = {"by": self.by} if self.by > 1 else {}
        more |= {"distinct": True} if self.distinct else {}
        return {"kind": "list", "each": self.each.rule, "least": self.least, "most": self.most, **more}

    def check(self, value, name):
        entries = _entries(value)
        if entries is None:
            raise self.refusal(name, value)
        if not self.least <= len(entries) <= self.most or len(entries) % self.by:
            raise traitlets.TraitError(f"{name} takes {self.count} entries, got {len(entries)}: {entries}")
        entries = [self.each.check(entry, name) for entry in entries]
        if self.distinct and len(set(entries)) < len(entries):
            raise traitlets.TraitError(f"entries of {name} must differ from each other, got {entries}")
        return entries


class Row(Setting):
    """A list of so many places, each with its name and what it allows; with ``rising`` from low to high."""

    def __init__(self, default, places: dict[str, Setting], *, rising: bool = False, about: str = ""):
        super().__init__("", default, about=about)
        self.places, self.rising = places, rising

    @property
    def shape(self) -> str:
        return f"[{', '.join(self.places)}]"

    @property
    def allowed(self):
        kinds: dict[str, list[str]] = {}
        for place, setting in self.places.items():
            kinds.setdefault(setting.allowed, []).append(place)
        return f"{self.shape}, " + ", ".join(f"{' and '.join(names)} {kind}" for kind, names in kinds.items())

    @property
    def rule(self):
        return {
            "kind": "row",
            "each": [place.rule for place in self.places.values()],
            **({"rising": True} if self.rising else {}),
        }

    def check(self, value, name):
        entries = _entries(value)
        if entries is None or len(entries) != len(self.places):
            raise traitlets.TraitError(f"{name} needs {self.shape}, got {value!r}")
        row = [
            setting.check(entry, f"{place} of {name}")
            for entry, (place, setting) in zip(entries, self.places.items(), strict=True)
        ]
        if self.rising and not row[-1] - row[0] > 1e-9 * max(1, abs(row[0]), abs(row[-1])):
            raise traitlets.TraitError(f"{name} needs low < high, got {row}")
        return row


class Table(Setting):
    """Name → value for each of ``names``; a name that is left out keeps its value."""

    def __init__(self, default, names: list[str], each: Setting, *, about: str = ""):
        super().__init__("", default, about=about)
        self.names, self.each = [*names], each

    @property
    def allowed(self):
        return f"dict of {', '.join(self.names)}, each a {self.each.allowed}"

    @property
    def rule(self):
        return {"kind": "table", "names": self.names, "each": self.each.rule}

    def validate(self, obj, value):
        known = obj._trait_values.get(self.name) or self.default_value
        given = self.check(value, self.name)
        return {name: given.get(name, known.get(name)) for name in self.names}

    def check(self, value, name):
        if not isinstance(value, dict):
            raise self.refusal(name, value)
        for key in value:
            if key not in self.names:
                raise traitlets.TraitError(f"{name} has no {key!r}; it takes {', '.join(self.names)}")
        return {key: self.each.check(v, name) for key, v in value.items()}

"""The two base classes of everything that is alive in a page."""

import importlib
import inspect
import json
import sys
from pathlib import Path

import anywidget
import traitlets

from course_lib.widgets.settings import Presets, Setting
from course_lib.widgets.tasks import TaskFirst

PACKAGE = Path(__file__).resolve().parent.parent
BUNDLES = PACKAGE / "widgets" / "static"


def _source_of(cls: type) -> Path | None:
    """The file that defines ``cls``, when it lies inside course_lib."""
    file = getattr(sys.modules.get(cls.__module__), "__file__", None)
    path = Path(file).resolve() if file else None
    return path if path and PACKAGE in path.parents else None


def _folder_of(cls: type) -> Path:
    """The folder of an explorable; a learner's subclass has that of its parent."""
    sources = (_source_of(c) for c in cls.__mro__)
    return _name_of(next(path for path in sources if path is not None))


def _name_of(source: Path) -> Path:
    """``optim/descent_explorer/widget.py`` is called by its folder, a module of its own by its stem."""
    return source.parent if source.stem == "widget" else source.with_suffix("")


class Bundled(anywidget.AnyWidget):
    """An anywidget whose JavaScript is the committed bundle that has its name.

    ``losses/loss_explorer/widget.py`` runs ``widgets/static/loss_explorer.js``. A class defined elsewhere,
    such as a learner's subclass in a notebook, keeps the bundle of its parent.
    """

    def __init_subclass__(cls, **kwargs):
        source = _source_of(cls)
        # traitlets makes a subclass of its own for each instance: that one has its _esm already
        if source is not None and source.name != "base.py" and "_esm" not in cls.__dict__:
            bundle = BUNDLES / f"{_name_of(source).name}.js"
            if not bundle.is_file():
                raise FileNotFoundError(f"{bundle.name} is missing in {bundle.parent}: run `make widgets`")
            cls._esm = bundle
        super().__init_subclass__(**kwargs)

    def __init__(self, **kwargs):
        unknown = sorted(set(kwargs) - set(self.trait_names()))
        if unknown:
            raise TypeError(
                f"{type(self).__name__} has no {unknown[0]!r}; it takes {', '.join(self.settings())}"
            )
        super().__init__(**kwargs)

    @classmethod
    def settings(cls) -> list[str]:
        """Names of the synced traits that belong to the course, not to Jupyter."""
        jupyter = set(anywidget.AnyWidget.class_trait_names())
        return [n for n in cls.class_trait_names(sync=True) if n not in jupyter and not n.startswith("_")]

    def __repr__(self) -> str:
        """Name and settings; never an address, so that stored outputs can be compared."""
        changed = [n for n in self.settings() if getattr(self, n) != self.traits()[n].default(self)]
        return f"{type(self).__name__}({', '.join(f'{n}={_short(getattr(self, n))}' for n in changed)})"


def _short(value: object) -> str:
    """``repr``, with long lists counted instead of spelled out."""
    if isinstance(value, list | tuple | dict) and (len(value) > 4 or any(isinstance(v, dict) for v in value)):
        return f"<{len(value)} values>"
    return repr(value)


def ordered(values: dict | None = None) -> traitlets.Dict:
    """A read-only trait for the page whose order counts: presets, words.

    It travels as JSON text, which ``ordered`` of ``widgets/ui`` reads: a saved notebook sorts the keys.
    """

    def text(value, widget):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    return traitlets.Dict(values or {}, read_only=True).tag(sync=True, to_json=text)


class Explorable(TaskFirst, Bundled):
    """A picture to touch: Python holds its state, JavaScript does its arithmetic.

    Subclasses declare settings (``course_lib.widgets.settings``), each in one line, and the class attribute
    ``alt``: what the poster shows, in words. The poster is drawn by ``draw()`` in the module ``poster``
    beside the widget, a Matplotlib figure that stands for the explorable in print, on GitHub and where
    JavaScript is off. The docstring gets its section *Traits* from the settings.

    Traits
    ------
    name : str
        Key of this explorable in a page's address; give two on one page different names.
    """

    alt = ""

    name = traitlets.Unicode().tag(sync=True)
    _poster = traitlets.Unicode(read_only=True).tag(sync=True)
    _alt = traitlets.Unicode(read_only=True).tag(sync=True)
    _in_sight = ordered()
    _rules = ordered()
    _controls = ordered()
    _presets = ordered()

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("__doc__"):
            entries = [setting.documented(name) for name, setting in cls.declared().items()]
            cls.__doc__ = "\n".join([inspect.cleandoc(cls.__doc__), "", "Traits", "------", *entries])

    def __init__(self, **given):
        super().__init__(**(self.settings_of(given.get("preset")) | given))
        self._begin()

    @classmethod
    def declared(cls) -> dict[str, Setting]:
        """The settings by name, in the order in which they are declared."""
        every = [item for c in reversed(cls.__mro__) for item in vars(c).items()]
        return {name: value for name, value in every if isinstance(value, Setting)}

    @classmethod
    def presets(cls) -> dict[str, dict]:
        """Name → label, comment and all settings of each ready-made state."""
        every = cls.declared()
        for setting in every.values():
            if isinstance(setting, Presets):
                own = [name for name in every if name not in cls.of_the_page()]
                return setting.completed({name: every[name].default() for name in own})
        return {}

    @classmethod
    def settings_of(cls, preset: str | None = None) -> dict:
        """What a preset sets, the first one's where none is named; an unknown name is left to the trait."""
        every = cls.presets()
        if preset is None and every:
            preset = cls.declared()["preset"].default()
        return {"preset": preset, **every[preset]["settings"]} if preset in every else {}

    def with_proposed(self, proposal) -> dict:
        """All settings as they would be with what a validator is asked about."""
        return {name: getattr(self, name) for name in self.declared()} | {proposal.trait.name: proposal.value}

    @traitlets.default("_in_sight")
    def _what_is_in_sight(self) -> dict:
        return self._sight()

    @traitlets.default("_rules")
    def _rules_of_the_settings(self) -> dict:
        return {name: setting.rule for name, setting in self.declared().items()}

    @traitlets.default("_controls")
    def _controls_of_the_settings(self) -> dict:
        return {name: setting.control for name, setting in self.declared().items() if setting.control}

    @traitlets.default("_presets")
    def _presets_of_the_settings(self) -> dict:
        return self.presets()

    @traitlets.default("name")
    def _name_by_class(self) -> str:
        return Path(self._poster).name

    @traitlets.default("_poster")
    def _poster_by_file(self) -> str:
        return _folder_of(type(self)).relative_to(PACKAGE).as_posix()

    @traitlets.default("_alt")
    def _alt_by_class(self) -> str:
        return type(self).alt

    @traitlets.validate("name")
    def _name_fits_an_address(self, proposal) -> str:
        if not proposal.value.replace("_", "").replace("-", "").isalnum():
            raise traitlets.TraitError(f"name may hold letters, digits, - and _, got {proposal.value!r}")
        return proposal.value

    @classmethod
    def poster(cls):
        """The Matplotlib figure that stands where nothing can run."""
        folder = _folder_of(cls)
        if not (folder / "poster.py").is_file():
            raise NotImplementedError(f"{cls.__name__} needs {folder.name}/poster.py with draw(), a figure")
        package = ".".join(("course_lib", *folder.relative_to(PACKAGE).parts))
        return importlib.import_module(f"{package}.poster").draw()

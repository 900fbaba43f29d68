"""What a snapshot has imported before it is taken.

NumPy's and matplotlib's docstrings are left out: they are a third of the memory, and no cell of the course
prints one. The library's own stay, for a page shows them.
"""

import contextlib
import gc
import importlib
import importlib.machinery
import linecache
import re
import sys
import types
import zipimport

WITHOUT_DOCSTRINGS = ("numpy", "matplotlib", "PIL", "pyparsing", "dateutil", "mpl_toolkits", "packaging")

STANDARD = [
    *("ast", "bz2", "collections", "contextlib", "copy", "csv", "dataclasses", "functools", "gzip", "html"),
    *(
        "importlib.metadata",
        "inspect",
        "io",
        "itertools",
        "json",
        "linecache",
        "math",
        "random",
        "statistics",
    ),
    *("string", "textwrap", "time", "timeit", "tokenize", "traceback", "typing", "warnings"),
    *("pyodide.code", "pyodide.ffi", "IPython.display", "course_cells"),
]
# numpy.ma reads docstrings when it is imported: it could not come late
NUMPY = [
    "numpy",
    "numpy.linalg",
    "numpy.ma",
    "numpy.random",
    "course_cells.absent",
    "course_cells.late",
    "course_cells.numerics",
]
TOPICS = ("losses", "optim", "backprop", "cnn", "rnn", "attention")
ROOT = ("checks", "datasets", "evidence", "exercise_tools", "gradcheck", "seeds", "shapes", "show")
COURSE = [f"course_lib.{name}" for name in (*ROOT, *TOPICS)]
FIGURES = ["matplotlib.pyplot", "course_lib.plotting", "course_lib.widgets"]


@contextlib.contextmanager
def lean():
    """Modules of others are compiled without docstrings; NumPy's C functions get none."""
    loader = importlib.machinery.SourceFileLoader
    whole = loader.source_to_code

    def source_to_code(self, data, path, *, _optimize=-1):
        names = path.split("/")
        return whole(self, data, path, _optimize=2 if set(names) & set(WITHOUT_DOCSTRINGS) else _optimize)

    for name in ("numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars"):
        sys.modules[name] = types.ModuleType(name)
    loader.source_to_code = source_to_code
    try:
        yield
    finally:
        loader.source_to_code = whole


def numpy():
    """For exercises: NumPy and the library; pyplot comes when it is imported."""
    with lean():
        for name in STANDARD + NUMPY + COURSE:
            importlib.import_module(name)


def figures():
    """For pages that draw: one figure is drawn, so that the first of a reader is the second."""
    numpy()
    with lean():
        for name in FIGURES:
            importlib.import_module(name)
        from matplotlib import pyplot
    from course_cells.figures import drawn

    pyplot.plot([0, 1], [0, 1])
    pyplot.title("x")
    drawn()
    _close_fonts()


def _close_fonts():
    """A font holds its file open, and no file may be open in a snapshot."""
    from matplotlib import font_manager

    font_manager._get_font.cache_clear()
    gc.collect()


def tidy():
    """Forget what would be another thing in another browser, and what is only kept for speed."""
    importlib.invalidate_caches()
    for place in sys.path:
        if place.endswith(".zip"):
            zipimport.zipimporter(place)  # reads what is in it: else the first import in a page fetches it
    linecache.clearcache()
    linecache.cache |= _without_sources()
    re.purge()
    sys._clear_internal_caches()
    for _ in range(3):
        gc.collect()


def _without_sources() -> dict:
    """Modules of others show no line of source: pyparsing looks at traces, and would fetch a megabyte."""
    files = [
        getattr(module, "__file__", None) or ""
        for name, module in sys.modules.items()
        if name.partition(".")[0] in WITHOUT_DOCSTRINGS
    ]
    return {file: (0, None, [], file) for file in files if file.endswith(".py")}

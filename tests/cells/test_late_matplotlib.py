"""matplotlib comes when a cell uses it, whichever way the cell has imported it; in a Python of its own."""

import subprocess
import sys

import pytest
from notebooks import ROOT

BEGIN = f"""import sys
sys.path.insert(0, {str(ROOT / "book/cells/python")!r})
from course_cells import figures, late
late.install()
loaded = lambda: "matplotlib.cbook" in sys.modules
"""
WAYS = {
    "pyplot is used": "import matplotlib.pyplot as plt\nassert not loaded()\nfig, ax = plt.subplots()",
    "the package is used": "import matplotlib\nassert not loaded()\nassert matplotlib.__version__[0] == '3'",
    "another module comes first": "import matplotlib.patches as p\nassert sys.modules[p.__name__] is p",
    "another module after it": "import matplotlib.pyplot as plt\nfrom matplotlib import colors\nplt.plot",
    "the library's look": "from course_lib.plotting import figure\nfig, ax = figure()",
}
END = """
assert loaded()
import matplotlib, matplotlib.patches, matplotlib.pyplot
real = [matplotlib, matplotlib.pyplot, matplotlib.patches, matplotlib.colors]
assert all(type(module) is not late.Late and module.__spec__.origin == module.__file__ for module in real)
assert issubclass(matplotlib.patches.Rectangle, matplotlib.artist.Artist)
assert matplotlib.figure.Figure().add_subplot().patch.__class__ is matplotlib.patches.Rectangle
matplotlib.pyplot.plot([1, 2])
assert len(figures.drawn()) == 1
"""


def python(source: str):
    return subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("way", WAYS)
def test_the_real_one_comes(way):
    done = python(BEGIN + WAYS[way] + END)
    assert done.returncode == 0, done.stderr


def test_who_draws_nothing_loads_nothing():
    source = """import matplotlib.pyplot as plt
assert figures.drawn() == []
from course_cells import late
late.install()
assert not loaded()"""
    done = python(BEGIN + source)
    assert done.returncode == 0, done.stderr

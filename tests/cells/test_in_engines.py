"""The Python of a page in Firefox and WebKit, the engine of Safari: whose tables and workers are others."""

import numpy as np
import pytest
from cells.page_hands import STOPPED
from engine_hands import started
from support.cells_host import serving
from support.engines import Firefox, WebKit

from course_lib.losses import cross_entropy

READY = (
    "while (!('ready' in document.documentElement.dataset)) await new Promise((go) => setTimeout(go, 20));"
)
RAN = "return await ran(args[0]);"
NUMBERS = """import numpy as np
from course_lib.losses import cross_entropy
rng = np.random.default_rng(3)
A = rng.normal(size=(5, 5))
print(float(A.sum()), float(np.linalg.det(A)), float(cross_entropy(A, np.arange(5))))"""
LOOPS = (
    "while True: pass",
    "import numpy as np\na = np.ones((30, 30))\nwhile True: a @ a",
    "while True:\n    try:\n        while True: pass\n    except Exception: pass",
)


def numbers(engine) -> list[float]:
    return [float(word) for word in engine.js(RAN, NUMBERS)["text"].split()]


def opened(engine, host):
    engine.open(host.url)
    engine.js(READY)


def again(engine, host):
    """A later page. WebKit under its driver keeps nothing from page to page: there, a second Python."""
    if engine.name == "WebKit":
        engine.js("make(); notes.length = 0;")
    else:
        opened(engine, host)


@pytest.mark.parametrize("kind", [Firefox, WebKit], ids=lambda kind: kind.name)
def test_python_answers_stops_dies_and_starts_without_its_snapshot(host, cells_site, kind):
    A = np.random.default_rng(3).normal(size=(5, 5))
    here = pytest.approx((A.sum(), np.linalg.det(A), cross_entropy(A, np.arange(5))), rel=1e-12)
    packs = ("/book/cells/numpy.", "/book/cells/modules_")
    with started(kind) as engine, serving(cells_site) as other:
        opened(engine, host)
        engine.js("window.store = await caches.open('course-cells');")  # nor without somebody who has it open
        assert numbers(engine) == here
        for loop in LOOPS:
            end = engine.js(STOPPED, loop)
            assert (end["error"]["kind"], end["stopped"]) == ("KeyboardInterrupt", "stop")
        assert engine.js("return [notes, (await ran('A.shape')).text];") == [[], '{"text/plain": "(5, 5)"}']
        assert engine.js(RAN, "import os; os.abort()")["lost"]
        assert engine.js(RAN, "A")["error"]["kind"] == "NameError"
        assert numbers(engine) == here
        assert engine.js("return notes;") == ["Python ended"]
        host.asked.clear()
        again(engine, host)
        assert numbers(engine) == here
        assert not [path for path in host.asked if path.startswith(packs)]
        assert engine.js("return [notes, python.bytes];") == [[], 0]
        engine.js("make('figures');")
        draw = "from course_lib.plotting import figure\nfig, ax = figure()\nax.plot([1, 2], [3, 4]);"
        assert "<svg" in engine.js(RAN, draw)["text"]
        assert engine.js("return notes;") == []
        other.spoiled["numpy"] = "damaged"
        opened(engine, other)
        assert numbers(engine) == here
        assert engine.js("return notes;") == ["slower start"]

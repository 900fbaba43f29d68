"""The cells of a page in Firefox and WebKit: run, edited, checked, stopped; edits outlive a real reload."""

import pytest
from cells.engine_tools import TOOLS
from engine_hands import started
from support.cells_page import EXERCISE, LESSON, put, row
from support.engines import Firefox, WebKit


@pytest.mark.parametrize("kind", [Firefox, WebKit], ids=lambda kind: kind.name)
def test_cells_run_are_edited_stopped_checked_and_kept(host, kind):
    rows = [*LESSON, row("loop", "print('begun')\nwhile True: pass")]
    with started(kind) as engine:

        def do(body: str):
            return engine.js(TOOLS + body)

        engine.open(put(host, rows))
        assert do("press('draw', 'Run'); return await live('draw');") == "np.float64(1.5)"
        assert do("press('loop', 'Run'); return await live('loop');") == "begun\n"
        assert do("press('loop', 'Stop'); return await status('loop', 'Stopped. Variables are kept.');")
        do("await wrote('show', 'print(x[1])');")
        assert do("press('show', 'Run'); await status('show', ' s'); return await live('show');") == "0.5\n"
        engine.open(f"{put(host, rows)}?again")
        assert do("return (await box('show')).value;") == "print(x[1])"
        assert do("press('show', 'Run'); await status('show', ' s'); return await live('show');") == "0.5\n"
        do("press('show', 'Reset');")
        engine.open(put(host, EXERCISE))
        do("await wrote('q1', 'def double(v):\\n    return v + v');")
        assert do("press('q1', 'Check'); return await status('q1', '2 of 2 tests passed');")
        assert engine.faults() == []

"""The Python of a page without a page: in Node, from the files of which the snapshots are made.

python tools/page_python.py chapters/01_losses/*.ipynb      which cells run there, as a table
"""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
STAGE = ROOT / "_build/cells/stage"
CELL = 60  # seconds that a page lets a cell compute

RUN_CELLS = """
import json, course_cells
told = []
def tell(kind, text):
    told.append([kind, text])
answer = []
for cells in json.loads(given):
    course_cells.connect(tell)
    answer.append([])
    for name, source in cells:
        fresh_time()
        begin = computed()
        error = course_cells.run(source, name)
        answer[-1].append({"id": name, "error": json.loads(error or "null"), "told": told[:],
                           "seconds": computed() - begin})
        told.clear()
answer = json.dumps(answer)
"""


def run(source: str, given=None, mounts=None, stage: Path = STAGE, seconds: float = 600):
    """Run ``source`` there: it finds ``given`` as JSON, and leaves JSON as ``answer``, which comes back.

    ``mounts`` are folders beside the page's own, place in Python → folder here. Whatever computes longer than
    ``seconds`` since ``fresh_time()`` is interrupted.
    """
    order = {"source": source, "given": json.dumps(given), "seconds": seconds}
    order["mounts"] = {place: str(folder) for place, folder in (mounts or {}).items()}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # pip put Node beside Python
    command = ["node", str(Path(__file__).with_suffix(".mjs")), str(stage)]
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(
        command, input=json.dumps(order), capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode:
        said = f"{done.stdout[-2000:]}{done.stderr[-4000:]}"
        raise RuntimeError(f"Python in Node ended with {done.returncode}: {said}")
    return json.loads(json.loads(done.stdout.rstrip().rpartition("\n")[2]))


def code_cells(notebook: Path) -> list[tuple[str, str]]:
    """Id and source of each code cell."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [(cell["id"], "".join(cell["source"])) for cell in cells if cell["cell_type"] == "code"]


def run_notebooks(notebooks: list[list[tuple[str, str]]], stage: Path = STAGE) -> list[list[dict]]:
    """What each cell came to: ``id``, ``error``, ``told`` (kind, text), ``seconds``; each notebook anew."""
    return run(RUN_CELLS, notebooks, stage=stage, seconds=CELL)


def reason(done: dict) -> str:
    """Why a cell does not run there, in a few words; "" if it runs."""
    error = done["error"]
    if error is None:
        return ""
    return f"no module {error['missing']}" if "missing" in error else error["kind"]


def main(paths: list[str], stage: Path = STAGE) -> None:
    total = Counter()
    for path in map(Path, paths):
        (cells,) = run_notebooks([code_cells(path)], stage)
        reasons = Counter(map(reason, cells))
        total += reasons
        seconds = sum(cell["seconds"] for cell in cells)
        told = ", ".join(f"{why or 'run'} {count}" for why, count in sorted(reasons.items()))
        print(f"{path}: {len(cells)} cells, {seconds:.1f} s: {told}", flush=True)
        for cell in cells:
            if cell["error"] and cell["error"]["kind"] != "NameError":
                message = cell["error"]["message"].splitlines()
                print(f"    {cell['id']}: {cell['error']['kind']}: {message[0][:120] if message else ''}")
    print(dict(total))


if __name__ == "__main__":
    main(sys.argv[1:])

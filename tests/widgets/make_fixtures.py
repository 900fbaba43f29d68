"""Write the numbers that the explorables' JavaScript is tested against: ``make widgets``.

Every value comes from ``course_lib`` or, where it has no counterpart, from NumPy, SciPy or finite
differences. JSON has no infinity: such numbers are stored as strings and read back by the tests.

The last digits of a number depend on the machine's exponential and on its BLAS. A file whose numbers still
agree with the stored ones is left as it is, so that the same sources give the same files everywhere.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
from widgets.attention_fixtures import attention
from widgets.chance_fixtures import chance
from widgets.conv_fixtures import conv
from widgets.descent_fixtures import descent
from widgets.digit_fixtures import digits
from widgets.gauge_fixtures import gauge
from widgets.gpt_fixtures import gpt
from widgets.graph_fixtures import graph
from widgets.logit_fixtures import logits
from widgets.loss_fixtures import regression
from widgets.optimizer_fixtures import optimizers
from widgets.playground_fixtures import playground
from widgets.primer_fixtures import network, plane, slopes
from widgets.shapes_fixtures import shapes
from widgets.tensor_fixtures import tensors
from widgets.text_fixtures import text
from widgets.torch_fixtures import torch_walks
from widgets.trained_fixtures import trained
from widgets.unroll_fixtures import unroll

FOLDER = Path(__file__).with_name("fixtures")


def plain(value):
    """Arrays to lists, and what JSON cannot hold to words."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, np.ndarray | list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, float | np.floating):
        return (
            float(value)
            if np.isfinite(value)
            else {np.inf: "Infinity", -np.inf: "-Infinity"}.get(value, "NaN")
        )
    return value


FIXTURES = {
    "regression": regression,
    "logits": logits,
    "optimizers": optimizers,
    "playground": playground,
    "gauge": gauge,
    "descent": descent,
    "plane": plane,
    "network": network,
    "slopes": slopes,
    "chance": chance,
    "shapes": shapes,
    "torch_walks": torch_walks,
    "graph": graph,
    "digits": digits,
    "conv": conv,
    "unroll": unroll,
    "attention": attention,
    "text": text,
    "trained": trained,
    "gpt": gpt,
    "tensors": tensors,
}


def difference(stored, fresh, place: str = "") -> str:
    """Where the two differ by more than another machine's last digits, in words; empty where they agree."""
    if isinstance(stored, dict) and isinstance(fresh, dict) and stored.keys() == fresh.keys():
        return next(filter(None, (difference(stored[k], fresh[k], f"{place}.{k}") for k in fresh)), "")
    if isinstance(stored, list) and isinstance(fresh, list) and len(stored) == len(fresh):
        pairs = enumerate(zip(stored, fresh, strict=True))
        return next(filter(None, (difference(*pair, f"{place}[{i}]") for i, pair in pairs)), "")
    if isinstance(stored, float) and isinstance(fresh, float):
        agree = math.isclose(stored, fresh, rel_tol=1e-9, abs_tol=1e-9)
    else:
        agree = stored == fresh
    return "" if agree else f"{place or 'all'}: stored {stored!r:.80}, now {fresh!r:.80}"


def stale(name: str, folder: Path = FOLDER) -> tuple[str, str]:
    """What differs between the stored numbers and those of today, and the text of today."""
    text = json.dumps(plain(FIXTURES[name]()), separators=(",", ":")) + "\n"
    path = folder / f"{name}.json"
    if not path.is_file():
        return "not stored yet", text
    return difference(json.loads(path.read_text(encoding="utf-8")), json.loads(text)), text


def main(folder: Path = FOLDER) -> None:
    folder.mkdir(exist_ok=True)
    for name in FIXTURES:
        different, text = stale(name, folder)
        if different:
            (folder / f"{name}.json").write_text(text, encoding="utf-8")
        word = "wrote" if different else "same "
        print(f"{word} {name}.json {len(text) / 1000:.1f} kB  {different}".rstrip())


if __name__ == "__main__":
    main()

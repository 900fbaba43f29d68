"""Every explorable of the course, found: a folder with ``widget.js``. A row says what cannot be derived."""

from __future__ import annotations

from dataclasses import dataclass, field

from make_posters import explorables

from course_lib.optim.descent_explorer import OPTIMIZERS

CLASSES = {path.parent.name: cls for path, cls in explorables().items()}
POINTS = [[-3, 0, 0], [3, 0, 1], [0, 3, 2]]
FIVE = {"n_classes": 5, "loss": "cross_entropy", "output_activation": "linear"}


@dataclass(frozen=True)
class Row:
    """``views``: settings under which, between them, every control is in sight and has something to do.

    ``tasks``: two or more, the first with a prediction, the last with another setting that changes a number;
    none for an explorable that asks nothing, with the reason beside it.
    ``quiet``: beginnings of the names of controls that change no number, each with the reason.
    ``waits``: the same of controls that need a state which no page of the book begins with.
    ``later``: the same of quiet ones that change not even the picture, until something else follows.
    ``nonsense``: settings that a link may carry and nobody could choose.
    """

    views: list[dict]
    tasks: list[dict] = field(default_factory=list)
    quiet: dict[str, str] = field(default_factory=dict)
    waits: dict[str, str] = field(default_factory=dict)
    later: dict[str, str] = field(default_factory=dict)
    nonsense: list[dict] = field(default_factory=list)


ROWS = {
    "matrix_explorer": Row(
        views=[{}, {"preset": "shear"}],
        tasks=[
            {"ask": "Drag *x* until it does not turn.", "controls": ["player"], "predict": ["numbers"]},
            {"ask": "Now a shear.", "controls": ["still"], "settings": {"a": 1, "b": 1, "c": 0, "d": 1}},
        ],
        nonsense=[
            {"a": 4, "b": "1", "c": None, "d": [], "arrow": [1], "still": 1, "preset": "other"},
            {"arrow": [1, 3.1]},
            {"arrow": {"x": 1}, "a": True},
        ],
    ),
    "neuron_explorer": Row(
        views=[{}, {"preset": "band"}],
        tasks=[
            {"ask": "Compute *line by line*.", "controls": ["player"], "predict": ["numbers"]},
            {"ask": "Move the input.", "controls": ["x1", "x2"], "settings": {"x1": -1}},
        ],
        nonsense=[
            {"x1": 4, "x2": "1", "weights": [1, 2], "shown": 6, "preset": "other"},
            {"weights": [0, 0, 0, 0, 0, 0, 0, 0, 5], "shown": 1.5},
            {"weights": {"0": 1}, "shown": None, "x1": [1]},
        ],
    ),
    "slope_explorer": Row(
        views=[{}, {"preset": "bowl"}, {"preset": "bend"}],
        tasks=[
            {"ask": "Let the *step* shrink.", "controls": ["player", "h"], "predict": ["numbers"]},
            {"ask": "Another curve.", "controls": ["curve"], "settings": {"curve": "cubic"}},
        ],
        nonsense=[
            {"mode": "toString", "curve": "constructor", "surface": 1, "chain": None, "h": 0},
            {"x1": 2.1, "x2": "0", "h": 1.5, "preset": "other"},
            {"x1": [0], "x2": None, "h": "0.1"},
        ],
    ),
    "loss_explorer": Row(
        views=[{}, {"mode": "line", "loss": "huber"}, {"loss": "quantile"}],
        tasks=[
            {"ask": "Drag the *diamond* up to 23.", "controls": ["loss"], "predict": ["table", "sum"]},
            {"ask": "Let it descend.", "controls": ["player", "table"], "settings": {"preset": "skewed"}},
        ],
        quiet={"Draw all four best fits": "it draws lines whose numbers stand in the table all the time"},
        waits={"Residuals of: the best fit": "it changes a number beside a guess of one's own"},
        nonsense=[
            {"points": "x", "loss": "toString", "mode": 3, "guess": [None, 1], "q": 2, "delta": 0, "lr": -1},
            {"points": [[1, 1]], "outlier": 1.5, "x_range": [1, 1], "y_range": [2, 1], "labels": ["x"]},
            {"points": [[1, 2], [3, 1e308]], "y_range": [-1e308, 1e308], "x_range": [0, 1e-300]},
        ],
    ),
    "logit_explorer": Row(
        views=[{}, {"mode": "binary"}],
        tasks=[
            {"ask": "Push the *cat* up to 100.", "controls": ["player"], "predict": True},
            {"ask": "Now make it warmer.", "controls": ["temperature"], "settings": {"smoothing": 0.2}},
        ],
        nonsense=[
            {"logits": [1, 2], "target": 7, "temperature": 0, "smoothing": 1, "shift": "9", "label": 2},
            {"logits": [1, 2, 3, 4], "target": 3},
            {"classes": ["a", "b", "c", "d"], "logits": [1, 2, 3, "x"]},
            {"classes": ["a", "b"], "logits": [1, 2]},
            {"mode": "toString", "classes": [1, 2, 3], "score": 1e9, "picture": [1], "preset": "other"},
        ],
    ),
    "descent_explorer": Row(
        views=[{}, {"preset": "minibatch"}, {"preset": "race", "steps": 1000, "step": 1000}],
        tasks=[
            {"ask": "At which rate does it *diverge*?", "controls": ["player", "rates"], "predict": True},
            {"ask": "Just above the edge.", "controls": ["player"], "settings": {"lrs": {"sgd": 0.21}}},
        ],
        waits={"Steps of the run": "a length changes a number where the run is shown to its end"},
        nonsense=[
            {"surface": "toString", "preset": "other", "start": [1], "optimizers": [], "focus": "x"},
            {"lrs": {"sgd": 1}, "momentum": 1, "noise": None, "batch_size": 2.5, "angle": "1"},
            {"start": [1e308, 0], "condition": -1, "_rows": [], "unheard": 1},
            {"seed": -1, "steps": 1e9, "step": 0.5, "optimizers": ["sgd", "sgd"], "lrs": None},
            {"steps": 0, "start": [None, None], "optimizers": {"0": "adam"}},
            {"lrs": dict.fromkeys(OPTIMIZERS, 0)},
        ],
    ),
    # the opening of the front page: bare on purpose, it asks nothing and hides nothing
    "fit_explorer": Row(
        views=[{}, {"preset": "jump", "units": 3}],
        nonsense=[
            {"points": "x", "lr": 0, "units": 2.5, "opening": 1, "preset": "other"},
            {"points": [[1, 1]], "lr": -1, "units": 1e9},
            {"points": [[0, 2], [7, 0]], "lr": None, "units": "16"},
        ],
    ),
    "playground": Row(
        views=[{}, {"data": "own", "points": POINTS, "optimizer": "momentum", "flow": "point", **FIVE}],
        tasks=[
            {
                "ask": "Train for *five* epochs.", "controls": ["player"], "predict": True,
                "settings": {"histograms": True},
            },
            {"ask": "Now a wider one.", "controls": ["player", "hidden"], "settings": {"hidden": [6]}},
        ],
        quiet={
            "Tick what would distract": "for class: it hides controls",
            "Lines show": "the lines change, and the numbers of both stand on the explorable",
            "Class of the next point": "it waits for a point",
            "Test points": "points that are drawn or not",
            "Hard edges": "the same outputs in two colors",
        },
        later={"Epochs a frame": "how fast a run is shown"},
        nonsense=[
            {"hidden": "many", "activation": 3, "dropout": None, "features": "x1", "points": {}},
            {"hidden": [4] * 1000, "activation": ["tanh"] * 1000, "dropout": [0] * 1000},
            {"data": "toString", "loss": "constructor", "optimizer": "hasOwnProperty", "hide": ["all"]},
            {"n_samples": 1e9, "n_classes": 1e9, "batch_size": 0, "seed": -1, "epochs": 1e12},
        ],
    ),
    "chance_explorer": Row(
        views=[{}, {"preset": "coins"}, {"preset": "many"}],
        tasks=[
            {"ask": "Drop a *thousand*.", "controls": ["player", "batch"], "predict": ["numbers"]},
            {"ask": "Now thinner bars.", "controls": ["player", "bars"], "settings": {"bars": 100}},
        ],
        nonsense=[
            {"mode": "three", "source": "toString", "n": 0, "batch": 5, "bars": 1, "height": None},
            {"between": [6, 4], "p_a": 0, "p_b": 1, "tie": -1, "seed": 0.5, "curve": 1},
            {"n": 1e9, "bars": 1e9, "between": [5], "seed": None, "preset": "other"},
        ],
    ),
    "shapes_explorer": Row(
        views=[{}, {"preset": "column"}, {"preset": "down"}],
        tasks=[
            {"ask": "Pull the corner of *a*.", "controls": ["player"], "predict": True},
            {"ask": "Now multiply.", "controls": ["do", "b_axes"], "settings": {"do": "mul"}},
        ],
        nonsense=[
            {"do": "toString", "a_axes": 0, "b_axes": 3, "a_rows": 0, "b_cols": 1.5, "pick": [0]},
            {"axis": 1, "keepdims": "yes", "a_cols": 6, "b_rows": None, "pick": [0, 5], "preset": "other"},
        ],
    ),
    "graph_explorer": Row(
        views=[{}, {"preset": "five"}, {"preset": "matrices"}, {"preset": "repair_slope"}],
        tasks=[
            {"ask": "Go back through *tanh*.", "controls": ["player"], "predict": True},
            {"ask": "Nudge an input.", "controls": ["nudged", "nudge"], "settings": {"nudge": 0.01}},
        ],
        quiet={"Check": "it answers in words, and repairs the graph once the answer is right"},
        later={"where the gradient should be": "an answer that waits for Check"},
        nonsense=[
            {"expression": "2x", "values": {"w1": "a"}, "forward": -1, "backward": 1.5, "pick": 99},
            {"expression": "x @ y", "nudge": 0, "nudged": "w1[0]", "challenge": "toString", "repaired": 1},
            {"values": {"w1": [1, 2]}, "pick": 40, "preset": "other"},
            {"values": {"w1": [[1, 2], [3]]}, "challenge": "slope", "nudged": "z"},
            {"values": {"w1": 1e300}, "expression": ["x"], "pick": "1"},
        ],
    ),
    "digit_explorer": Row(
        views=[
            {},
            {"preset": "corner", "look": "occlusion"},
            {"preset": "unsure", "look": "gradient", "target": "5"},
        ],
        tasks=[
            {"ask": "Draw a *7*.", "controls": ["board", "player"], "predict": ["scores"]},
            {"ask": "Now move it.", "controls": ["right", "down"], "settings": {"right": 4}},
        ],
        nonsense=[
            {"digit": "1", "strokes": [[1, 2, 3]], "pen": 0, "fit": 1, "look": "toString", "map": 24},
            {"strokes": [[1, 29]], "right": 1.5, "turn": None, "target": "10", "covered": 999},
            {"strokes": "x", "digit": 20, "patch": 0, "push": 1, "preset": "other", "covered": -2},
            {"strokes": [[]], "down": "3", "map": None, "target": 3},
        ],
    ),
    "conv_explorer": Row(
        views=[{}, *({"preset": name} for name in ("channels", "filters", "layers", "backward", "three"))],
        tasks=[
            {"ask": "Slide the *window*.", "controls": ["player", "kernel"], "predict": ["output", "sum"]},
            {"ask": "Now every second place.", "controls": ["stride"], "settings": {"stride": 2}},
        ],
        later={"Paint with": "a brush changes what a press will do"},
        nonsense=[
            {"x": "x", "weight": [[1]], "stride": 0, "padding": 1.5, "dilation": 4, "pick": [0, 1]},
            {"x": [[[1, 2], [3]]], "way": "toString", "arrives": 1, "upstream": 10, "brush": 1},
            {"weight": [[[[1, 2], [3, 4]]]], "pick": [2, 0, 0], "preset": "other"},
            {"x": [[[1]], [[2]]]},
        ],
    ),
    "unroll_explorer": Row(
        views=[{}, {"preset": "copy_lstm"}, {"preset": "copy_gru"}, {"preset": "clipped"}],
        tasks=[
            {"ask": "Go *back* through the factors.", "controls": ["player"], "predict": True},
            {"ask": "Now in silence.", "controls": ["w", "cell"], "settings": {"preset": "silence"}},
        ],
        nonsense=[
            {"sequence": "1 ?", "cell": "toString", "w": 10, "u": "1", "pick": 0, "walked": 1},
            {"sequence": ["1"], "loss": "mean", "forget_bias": -21, "clip": "yes", "max_norm": 0},
            {"sequence": ".........................", "pick": 1.5, "preset": "other", "b": None},
            {"sequence": "", "update_x": [1], "max_norm": 1e9},
        ],
    ),
    "attention_explorer": Row(
        views=[
            {}, {"preset": "heads"}, {"preset": "padding", "mask": "none"},
            {"preset": "trained", "mask": "none"},
            {"sentence": "sat she drank milk", "pick": 4, "way": "backward"},
        ],
        tasks=[
            {
                "ask": "Make the query of *drank* twice as long.", "controls": ["sentence"],
                "predict": ["mix", "matrix", "chain", "summary"],
            },
            {"ask": "Now drag a key.", "controls": ["player"], "settings": {"preset": "trained"}},
        ],
        nonsense=[
            {"sentence": "", "vectors": {"a": [[1, 2]]}, "pick": 0, "mask": "future", "heads": 3},
            {"sentence": "a b c d e f g", "vectors": {"the": [[1, 2], [3, 4], [5, 10]]}, "scale": 1},
            {"sentence": ["a"], "vectors": [1], "positions": "toString", "target": [1], "lr": 0},
            {"vectors": {"cat": [[1, 2], [3, 4], [5]]}, "head": "1", "train": "some", "preset": "other"},
        ],
    ),
    "text_explorer": Row(
        views=[{}, {"preset": "careful", "top_k": 5}],
        tasks=[
            {"ask": "Press *Play*: when is it below the line?", "controls": ["player"], "predict": True},
            {
                "ask": "Now be careful.", "controls": ["writer", "temperature"],
                "settings": {"preset": "careful"},
            },
        ],
        quiet={"It begins with": "the hand types a digit, and no name has one"},
        later={"Rewind": "it waits for a run"},
        waits={
            "Play": "the first numbers come with the first mark, from a worker",
            "Top k, as a number": "names have 27 characters, and one less than 65 keeps them all",
        },
        nonsense=[
            {"corpus": "toString", "model": "elman", "hidden": "64", "seed": -1, "budget": 0, "top_p": 0},
            {"beginning": "a~b", "written": 3, "temperature": None, "top_k": 66, "draw_seed": 0.5},
            {"beginning": ["a"], "written": "é", "preset": "other", "hidden": 63},
            {"beginning": "a" * 41, "written": "a" * 201, "temperature": -1},
            {"model": "trained"},
        ],
    ),
    "gpt_explorer": Row(
        views=[{}, {"preset": "careful", "top_k": 5}],
        tasks=[
            {"ask": "*Who* is lower after 24 GFLOP?", "controls": ["player", "beside"], "predict": True},
            {"ask": "Now be careful.", "controls": ["temperature"], "settings": {"preset": "careful"}},
        ],
        quiet={"It begins with": "the hand types a digit, and no name has one"},
        later={"Rewind": "it waits for a run"},
        waits={
            "Play": "the first numbers come with the first mark, from a worker",
            "Top k, as a number": "names have 27 characters, and one less than 65 keeps them all",
        },
        nonsense=[
            {"model": "toString", "beside": "gpt", "hidden": 40, "seed": "1", "budget": 1e9},
            {"model": "trained"},
        ],
    ),
    "tensor_explorer": Row(
        views=[{"quest": "sum"}, {"preset": "parameters", "head": 2}, {"preset": "stream", "block": 2}],
        tasks=[
            {
                "ask": "Which head looks *one back*?", "controls": ["head", "map"],
                "predict": ["comment", "heat", "summary"],
            },
            {"ask": "Now its gradient.", "controls": ["way"], "settings": {"preset": "blame"}},
        ],
        quiet={
            "Check": "it answers in words",
            "Head": "it changes colors, and numbers where the tensor is one of keys or values",
            "It begins with": "the hand types a digit, and few texts have one",
        },
        later={"Characters a second": "how fast it writes", "Find": "it says what Check looks for"},
        nonsense=[
            {"prompt": "a~b", "steps": -1, "tensor": "toString", "block": 4, "head": 0, "way": "back"},
            {"prompt": "a" * 41, "steps": 10_001, "of": "weights", "speed": 3, "cell": -1},
            {"prompt": ["a"], "steps": 0.5, "temperature": None, "seed": -1, "preset": "other"},
            {"quest": "all"},
        ],
    ),
    "torch_explorer": Row(
        views=[{}, {"preset": "valleys"}],
        tasks=[
            {"ask": "Press *backward()*, then step().", "controls": ["calls"], "predict": True},
            {"ask": "Now in small steps.", "controls": ["player", "lr"], "settings": {"lr": 0.05}},
        ],
        nonsense=[
            {"curve": "toString", "x": "3", "grad": None, "lr": 0, "clear": 1, "path": 7},
            {"x": 1e300, "grad": -1e300, "lr": 9, "path": [1, "2"], "preset": "other"},
        ],
    ),
}  # fmt: skip


ALL = {"all_controls": True}


def views_of(name: str) -> list[dict]:
    """The views of its row, everything in sight, and one task after the other."""
    return [*ROWS[name].views, ALL, {"tasks": ROWS[name].tasks}]


def short(settings: dict) -> str:
    if "tasks" in settings:
        return "tasks"
    return "-".join(str(v) for v in settings.values() if isinstance(v, str | int)) or "plain"


# the head of every explorable: it shows and hides, and asks for words
HEAD = ("Back to the task before", "Next task", "Your prediction", "Commit", "Show me anyway", "All controls")


def later(name: str, control: str) -> bool:
    return control.startswith(tuple(ROWS[name].later))


def quiet(name: str, control: str, in_book: bool = False) -> bool:
    row = ROWS[name]
    return control.startswith((*HEAD, *row.quiet, *row.later, *(row.waits if in_book else ())))


def without_effect(name: str, reports: list[dict[str, str]], spared=quiet) -> set[str]:
    """Controls that were moved, or were to be moved, and changed nothing in any report."""
    seen = {control for report in reports for control in report}
    moved = {control for report in reports for control, what in report.items() if what == "moved"}
    return {control for control in seen - moved if not spared(name, control)}


ASKING = [name for name, row in ROWS.items() if row.tasks]

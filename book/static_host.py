"""Sphinx extension: explorables live in the built page without a kernel.

myst-nb saves the state of every widget in the page. For each view of an anywidget we write a
``<figure class="explorable">`` that holds its poster, and gather all states in one JSON script: each
distinct module once, and once, beside them, what the course's explorables share. ``static/host.js``
renders them. A page in Markdown names its explorable, which is then made here, without a kernel:

    <figure class="explorable" data-class="course_lib.topic.name.Name" data-settings='{"seed": 1}'></figure>

Any other ipywidget needs html-manager and requirejs; they are copied from ``node_modules`` and loaded on the
pages that hold one, and nowhere else.
"""

from __future__ import annotations

import hashlib
import html
import importlib
import json
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import anywidget
from sphinx.errors import ExtensionError

from course_lib.attention.tensor_explorer.trained import trained_text as gpt_text
from course_lib.datasets import load_tiny_shakespeare
from course_lib.rnn.text_explorer.trained import trained_text

ROOT = Path(__file__).parents[1]
STATE_TYPE = "application/vnd.jupyter.widget-state+json"
VIEW = re.compile(r'<script type="application/vnd\.jupyter\.widget-view\+json">(.*?)</script>', re.S)
NAMED = re.compile(
    r'<figure class="explorable"\s+data-class="([\w.]+)\.(\w+)"(?:\s+data-settings=\'([^\']*)\')?></figure>'
)
NODE_MODULES = ROOT / "node_modules"
BUNDLER = ROOT / "tools/build_widgets.mjs"
MANAGER = {
    "require.js": NODE_MODULES / "requirejs/require.js",
    "embed-amd.js": NODE_MODULES / "@jupyter-widgets/html-manager/dist/embed-amd.js",
}


def place_explorables(app, pagename, templatename, context, doctree):
    """Replace each anywidget view of the page by a figure, and its saved state by ours."""
    states = [script for script in context["script_files"] if _attributes(script).get("type") == STATE_TYPE]
    if "body" not in context or not (states or NAMED.search(context["body"])):
        return
    context["script_files"] = [script for script in context["script_files"] if script not in states]
    models = {}
    for script in states:
        models.update(json.loads(_attributes(script)["body"])["state"])
    ours, foreign = {}, []

    def made(match):
        module, name, settings = match.groups()
        widget = getattr(importlib.import_module(module), name)(**json.loads(settings or "{}"))
        model_id = f"{name}-{len(ours) + 1}"
        ours[model_id] = {"state": widget.get_state(drop_defaults=False)}
        return _figure(context["pathto"], model_id, ours[model_id]["state"])

    def figure(match):
        model_id = json.loads(match[1])["model_id"]
        if model_id not in models:
            raise ExtensionError(f"{pagename}: the page shows widget {model_id}, but its state was not saved")
        if "_esm" not in models[model_id]["state"]:
            foreign.append(model_id)
            return match[0]
        ours[model_id] = models[model_id]
        return _figure(context["pathto"], model_id, models[model_id]["state"])

    context["body"] = NAMED.sub(made, VIEW.sub(figure, context["body"]))
    pathto = context["pathto"]
    if ours:
        # before the text: the host starts, and compiles, while the browser still reads the page
        state = _script("application/json", _pack(ours), ' id="explorable-state"')
        host = f'<script async src="{pathto("_static/host.js", 1)}"></script>'
        reveal = f'<script defer src="{pathto("_static/reveal.js", 1)}"></script>'
        waits = "data-predict=" in context["body"]
        context["body"] = state + host + (reveal if waits else "") + context["body"]
    if foreign:
        context["body"] += _script(STATE_TYPE, {"version_major": 2, "version_minor": 0, "state": models})
        base = pathto("_static/manager", 1)
        # the manager looks for its icons beside the modules that requirejs says it loaded
        context["body"] += f'<script>var require = {{ baseUrl: "{base}" }};</script>'
        for name in ("require.js", "anywidget.js", "embed-amd.js"):
            context["body"] += f'<script defer src="{pathto("_static/manager/" + name, 1)}"></script>'
        app.env.course_needs_manager = True


def _attributes(script) -> dict:
    return getattr(script, "attributes", {})


def _figure(pathto, model_id: str, state: dict) -> str:
    """The view's place in the page: poster or fallback text, visible until host.js renders."""
    inside = ""
    if poster := state.get("_poster"):
        source = pathto(f"_static/posters/{poster}.svg", 1)
        inside = f'<img class="poster" src="{source}" alt="{html.escape(state["_alt"])}" />'
    elif fallback := state.get("_fallback"):
        inside = f'<div class="poster">{fallback}</div>'
    # a prediction, whose guess is what was committed; what is tagged `reveal` waits for it
    name = state["name"] if isinstance(state.get("guess"), dict) else ""
    asks = f' data-predict="{html.escape(name)}"' if name else ""
    return f'<figure class="explorable" data-model="{model_id}"{asks}>{inside}</figure>'


def _pack(models: dict) -> dict:
    """Model states with every distinct module stored once, under the hash of its text."""
    apart = _apart()
    modules, packed = {}, {}
    for model_id, model in models.items():
        state = {k: v for k, v in model["state"].items() if k not in HOST_IGNORES}
        source = model["state"]["_esm"]
        key = hashlib.sha256(source.encode()).hexdigest()[:12]
        modules[key] = apart["beside"].get(source, source)
        packed[model_id] = {"module": key, "state": state}
        if css := model["state"].get("_css"):
            packed[model_id]["css"] = css
        if buffers := model.get("buffers"):
            packed[model_id]["buffers"] = [{"path": b["path"], "data": b["data"]} for b in buffers]
    return {"shared": apart["shared"], "modules": modules, "models": packed}


@cache
def _apart() -> dict:
    """The shared part of the course's bundles, and bundle → what it holds beside that.

    A bundle of somebody else, or one that was saved before its source changed, stays whole.
    """
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["node", BUNDLER, "--book", folder], check=True, capture_output=True, text=True)
        shared = Path(folder, "shared.js").read_text(encoding="utf-8")
        beside = {
            bundle.read_text(encoding="utf-8"): Path(folder, bundle.name).read_text(encoding="utf-8")
            for bundle in sorted((ROOT / "course_lib/widgets/static").glob("*.js"))
        }
    return {"shared": shared, "beside": beside}


HOST_IGNORES = {
    "_esm", "_css", "_fallback", "_anywidget_id", "_dom_classes", "_model_module", "_model_module_version",
    "_model_name", "_view_count", "_view_module", "_view_module_version", "_view_name", "layout",
    "tabbable", "tooltip",
}  # fmt: skip


def _script(type_: str, data: dict, attributes: str = "") -> str:
    body = json.dumps(data, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")
    return f'\n<script type="{type_}"{attributes}>{body}</script>\n'


def copy_assets(app, exception):
    """Copy the posters, write the texts, and copy the widget manager where a page asked for it."""
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    for poster in sorted((ROOT / "course_lib").rglob("poster.svg")):
        target = static / "posters" / poster.parent.relative_to(ROOT / "course_lib").with_suffix(".svg")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(poster, target)
    write_texts(static / "texts")
    if getattr(app.env, "course_needs_manager", False):
        manager = static / "manager"
        manager.mkdir(exist_ok=True)
        for name, source in MANAGER.items():
            shutil.copyfile(source, manager / name)
        for folder in ("@jupyter-widgets", "@jupyter-widgets/html-manager/dist"):
            (manager / folder).mkdir(parents=True, exist_ok=True)
            for font in MANAGER["embed-amd.js"].parent.glob("*.woff2"):
                shutil.copyfile(font, manager / folder / font.name)
        # an AMD module without a name; requirejs asks for it as "anywidget"
        amd = Path(anywidget.__file__).parent / "nbextension/index.js"
        manager.joinpath("anywidget.js").write_text(
            amd.read_text(encoding="utf-8").replace("define([", 'define("anywidget",[', 1), encoding="utf-8"
        )


def write_texts(folder: Path):
    """What explorables ask for: the long text, and the GRU and the GPT that have learned it.

    Scripts, because a page that was opened as a file may load a script and no text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"shakespeare": load_tiny_shakespeare().text, "trained": trained_text(), "gpt": gpt_text()}
    for name, text in texts.items():
        script = f"(globalThis.courseTexts ??= {{}}).{name} = {json.dumps(text)};\n"
        (folder / f"{name}.js").write_text(script, encoding="utf-8")


def setup(app):
    app.connect("html-page-context", place_explorables, priority=900)
    app.connect("build-finished", copy_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": False}

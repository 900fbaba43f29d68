"""The text explorer's models train in three engines, from a file, under policies: to the same weights."""

import json
import subprocess
from functools import partial

import pytest
from engine_hands import started
from site_pages import ROOT
from support.engines import Firefox, WebKit

from course_lib.datasets import load_tiny_shakespeare

BEGIN = {
    "type": "begin",
    "text": load_tiny_shakespeare(20_000).text,
    "models": [{"cell": cell} for cell in ("rnn", "lstm", "gru", "gpt")],
}
UNTIL = 3e9  # FLOPs for each: 10 to 20 steps
TRAIN = """
return await new Promise((resolve, reject) => {
  let engine, pairs;
  const it = crew((report) => {
    if (report.type === "failed") reject(new Error(report.message));
    if (report.type === "begun") [engine, pairs] = [report.engine, [...report.bigram.table]];
    if (report.type === "progress" && !report.running) it.send({ type: "judge", most: 1 });
    if (report.type !== "judged") return;
    it.end();
    resolve({ engine, pairs, inPage: it.inPage(), hashes: report.hashes });
  });
  it.send(args[0]);
  it.send({ type: "run", until: args[1] });
});"""
# policy → what trains there, and whether in the page
POLICIES = {
    "": ("WebAssembly", False),
    "worker-src 'none'": ("WebAssembly", True),
    "script-src 'unsafe-inline' blob:": ("JavaScript", False),
    "script-src 'unsafe-inline'; worker-src 'none'": ("JavaScript", True),
}


class Chromium:
    def __init__(self, browser):
        self.page = browser.new_page()

    def open(self, url):
        self.page.goto(url)

    def js(self, body, *args):
        return self.page.evaluate(f"async (args) => {{ {body} }}", list(args))


@pytest.fixture(scope="module", params=["Chromium", "Firefox", "WebKit"])
def engine(request):
    if request.param == "Chromium":
        yield Chromium(request.getfixturevalue("browser"))
    else:
        with started({"Firefox": Firefox, "WebKit": WebKit}[request.param]) as it:
            yield it


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """Writes a page with such a policy; its address as a file."""
    folder, code = tmp_path_factory.mktemp("pages"), node()

    def write(policy):
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ""
        path = folder / f"{list(POLICIES).index(policy)}.html"
        path.write_text(
            f'<!doctype html><meta charset="utf-8">{meta}<body><script type="module">{code}</script>',
            encoding="utf-8",
        )
        return path.as_uri()

    return write


def node(*args):
    command = ["node", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "tests/widgets/text_page.mjs", *args]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def in_node():
    return json.loads(node(json.dumps({"begin": BEGIN, "until": UNTIL})))


@pytest.mark.parametrize("policy", POLICIES)
def test_a_seed_gives_the_same_weights_everywhere(engine, page, in_node, policy):
    compiled, in_page = POLICIES[policy]
    train = partial(engine.js, TRAIN, BEGIN, UNTIL if compiled == "WebAssembly" else 1)
    engine.open(page(policy))
    found = train()
    assert (found["engine"], found["inPage"]) == (compiled, in_page)
    assert found["pairs"] == in_node["pairs"]
    if compiled == "WebAssembly":
        assert found["hashes"] == in_node["hashes"]

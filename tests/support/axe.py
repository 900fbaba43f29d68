"""What axe-core finds wrong with a page that stands in a theme."""

import json

from notebooks import ROOT
from support.waiting import expect, soon

AXE = ROOT / "node_modules/axe-core/axe.min.js"
THEMED = ["color-contrast", "link-in-text-block"]  # the rules that another theme can break
FADING = "document.getAnimations().filter((a) => a instanceof CSSTransition).length"

PLAINLY = """(selectors) => {
  for (const el of document.querySelectorAll(selectors)) {
    const words = Object.assign(document.createElement("span"), { textContent: el.textContent });
    words.style.fontSize = "1px"; // no wider than what it stands for
    el.replaceChildren(words);
  }
}"""


def plainly(page, *selectors):
    """What axe is told to exclude costs it a look at every element all the same: only its words are left."""
    page.evaluate(PLAINLY, ", ".join(selectors))


def violations(page, scheme, within="document", **only):
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    assert soon(page.evaluate, FADING) == 0  # half-way between two themes nothing has its contrast
    found = page.evaluate(f"axe.run({within}, {json.dumps({'resultTypes': ['violations'], **only})})")
    nodes = [(v["id"], node) for v in found["violations"] for node in v["nodes"]]
    return [f"{scheme}, {id}: {node['target']} {node['failureSummary']}" for id, node in nodes]

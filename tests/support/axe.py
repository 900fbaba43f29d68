"""What axe-core finds wrong with a page that stands in a theme."""

import json

from notebooks import ROOT
from support.waiting import expect, soon

AXE = ROOT / "node_modules/axe-core/axe.min.js"
THEMED = ["color-contrast", "link-in-text-block"]  # the rules that another theme can break
FADING = "document.getAnimations().filter((a) => a instanceof CSSTransition).length"


def violations(page, scheme, within="document", **only):
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    assert soon(page.evaluate, FADING) == 0  # half-way between two themes nothing has its contrast
    found = page.evaluate(f"axe.run({within}, {json.dumps({'resultTypes': ['violations'], **only})})")
    nodes = [(v["id"], node) for v in found["violations"] for node in v["nodes"]]
    return [f"{scheme}, {id}: {node['target']} {node['failureSummary']}" for id, node in nodes]

"""What is wrong with a formula's MathML; a screen reader is given nothing else.

An element with arguments takes exactly so many: browsers draw ``<msub>`` with three children as an error.
The elements are those of MathML Core, and ``<menclose>`` of MathML 4.

Source: W3C, MathML Core, https://www.w3.org/TR/mathml-core/ (2.4 tokens, 3.1 to 3.5 layout).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

ARGUMENTS = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3,
}  # fmt: skip
TOKENS = {"mi", "mn", "mo", "ms", "mtext", "mspace", "annotation"}
PARENTS = {"mtd": {"mtr"}, "mtr": {"mtable"}, "annotation": {"semantics"}}
ROWS = {"math", "semantics", "menclose", "merror", "mmultiscripts", "mphantom", "mpadded", "mprescripts"}
KNOWN = {*ARGUMENTS, *TOKENS, *PARENTS, *ROWS, "mrow", "msqrt", "mstyle", "mtable"}


def faults(mathml: str) -> list[str]:
    """Each fault of one ``<math>`` element as a sentence; an empty list where there is none.

    Examples
    --------
    >>> faults("<math><msub><mi>λ</mi><mi>max</mi><mo>&#8289;</mo></msub></math>")
    ['<msub> has 3 children; it takes 2']
    >>> faults("<math><msub><mi>λ</mi><mrow><mi>max</mi><mo>&#8289;</mo></mrow></msub></math>")
    []
    """
    try:
        root = ET.fromstring(mathml)
    except ET.ParseError as error:
        return [f"it is no XML: {error}"]
    found = [] if _name(root) == "math" else [f"<{_name(root)}> stands in the place of <math>"]
    for parent in root.iter():
        found += _of_element(parent)
    return found


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _of_element(parent: ET.Element) -> list[str]:
    name, children = _name(parent), [_name(child) for child in parent]
    found = [] if name in KNOWN else [f"<{name}> is no element of MathML"]
    if name in ARGUMENTS and len(children) != ARGUMENTS[name]:
        found.append(f"<{name}> has {len(children)} children; it takes {ARGUMENTS[name]}")
    if name == "mmultiscripts" and sum(child != "mprescripts" for child in children) % 2 == 0:
        found.append("<mmultiscripts> has a base and then pairs of scripts; one script has no partner")
    if name in TOKENS and children:
        found.append(f"<{name}> holds <{children[0]}>; it takes text alone")
    if name not in TOKENS:
        between = [parent.text, *(child.tail for child in parent)]
        found += [f"<{name}> holds the bare text {text!r}" for text in between if text and text.strip()]
    for child in children:
        if name not in PARENTS.get(child, {name}):
            found.append(f"<{child}> stands in <{name}>")
    if name in ("mtable", "mtr"):
        row = {"mtable": "mtr", "mtr": "mtd"}[name]
        found += [f"<{name}> holds <{child}>; it takes <{row}>" for child in children if child != row]
    return found

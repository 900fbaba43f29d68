"""The course is written in American spelling: lessons, exercises, guide, library, explorables and tools."""

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest
from notebook_cells import code, markdown
from notebooks import ROOT, all_notebooks, read

OUR = "armour behaviour colour endeavour favour flavour harbour honour humour labour neighbour odour rigour"
OUR += " rumour savour vapour vigour"
ISE = (
    "apolog categor character critic discret emphas factor familiar general initial linear local maxim memor"
)
ISE += " minim normal optim organ parametr penal quant random real recogn regular special standard summar"
ISE += " symmetr synchron token util vector visual"
DOUBLED = "cancell channell fuell labell levell modell signall totall travell"
WHOLE = """acknowledgement aeroplane aeroplanes ageing aluminium amongst analyse analysed analyser analysing
artefact artefacts calibre centre centred centres centring cheque cheques defence enrol enrols fibre fibres
fulfil fulfils grey greyer greyish greys judgement judgements learnt licence licences litre litres manoeuvre
mould moulds offence plough practise practised practising pretence programme programmes sceptic sceptical
skilful spelt theatre theatres tyre tyres whilst"""

BRITISH = re.compile(
    r"(?<![\w.])(?:"
    rf"(?:un|mis|re)?(?:{'|'.join(OUR.split())})(?:s|ed|ing|able|ably|al|ful|less|hood|hoods|ite|ites|er|ers)?"
    rf"|(?:un|de|re)?(?:{'|'.join(ISE.split())})is(?:e|ed|es|er|ers|ing|ation|ations)"
    rf"|(?:un|mis|re)?(?:{'|'.join(DOUBLED.split())})(?:ed|er|ers|ing)"
    rf"|(?:kilo|centi|milli)?metres?|{'|'.join(WHOLE.split())}"
    r")(?![\w(=])",
    re.I,
)
NO_PROSE = re.compile(
    r"```.*?```|``[^`]*``|\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|(?<=\])\([^)]*\)|<[^>]+>|^> .*?$", re.S | re.M
)
PAGES = sorted([*ROOT.glob("guide/*.md"), *ROOT.glob("chapters/*.md"), ROOT / "index.md", ROOT / "README.md"])
PATHS = [*all_notebooks(), *PAGES]
FOLDERS = "book", "tools", "tests", "benchmarks", "grading", "exercises", "ci", "course_lib"
KINDS = "js", "mjs", "css", "svg", "py"
FILES = [path for place in FOLDERS for kind in KINDS for path in (ROOT / place).rglob(f"*.{kind}")]
BUNDLES = ROOT / "course_lib/widgets/static"
MODULES = sorted(path for path in FILES if not path.is_relative_to(BUNDLES) and path != Path(__file__))
# comments, and strings of one line or between backticks; what is computed within is none
SAID = re.compile(
    r"""(?<![:\\])//[^\n]*|/\*.*?\*/|<text\b[^>]*>[^<]*|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`""", re.S
)


def said_in_code(source: str) -> list[str]:
    """The comments of a cell, and the strings that a reader sees: no name of an explorable, no key."""
    source = re.sub(r"^[%!].*$", "", source, flags=re.M)
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    tree = ast.parse(source)
    names = {
        id(word.value) for word in ast.walk(tree) if isinstance(word, ast.keyword) and word.arg == "name"
    }
    texts = (
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    shown = (node.value for node in texts if id(node) not in names)
    return comments + [text for text in shown if not re.fullmatch(r"[\w-]+/[\w/-]+", text)]


def said_in_module(path) -> list[str]:
    """Comments and strings: all of Python's, and of the others what is no single word, which may be a key."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return [NO_PROSE.sub(" · ", text) for text in said_in_code(source)]
    texts = (re.sub(r"\$\{[^{}]*\}", " · ", text) for text in SAID.findall(source))
    return [text for text in texts if " " in text]


def british(cells: list[dict]) -> list[str]:
    """Each British form with its cell. Titles in the references keep their spelling."""
    found = []
    for cell in cells:
        if cell["source"].startswith("## References"):
            continue
        if cell["cell_type"] == "markdown":
            said = [NO_PROSE.sub(" · ", cell["source"])]
        else:
            said = said_in_code(cell["source"])
            said.append(cell["metadata"].get("mystnb", {}).get("image", {}).get("alt", ""))
        found += [f"{cell['id']}: {match[0]}" for text in said for match in BRITISH.finditer(text)]
    return found


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(ROOT)))
def test_american_spelling(path):
    is_page = path.suffix == ".md"
    cells = [markdown(path.read_text(encoding="utf-8"), id="page")] if is_page else read(path)["cells"]
    assert british(cells) == []


def test_american_spelling_in_modules():
    found = {
        path.relative_to(ROOT).as_posix(): words
        for path in MODULES
        if (words := [match[0] for text in said_in_module(path) for match in BRITISH.finditer(text)])
    }
    assert found == {}


@pytest.mark.parametrize(
    "cell",
    [
        markdown("Two neighbouring pixels."),
        markdown("This is called *centring*."),
        markdown("- a coloured square"),
        markdown("[In grey](page.md)"),
        code('ax.set(xlabel="kilometre")'),
        code("x = 1  # normalised, row by row"),
        code('print(f"{x} unlabelled pictures")'),
        code("plt.show()", mystnb={"image": {"alt": "Five dots at kilometre 3"}}),
    ],
)
def test_a_planted_form_is_found(cell):
    assert len(british([cell])) == 1


@pytest.mark.parametrize(
    ("name", "source", "found"),
    [
        ("a.js", "// the colour of a map", ["colour"]),
        ("a.js", 'const a = "two grey maps"; // kept', ["grey"]),
        ("a.js", "say(`${centre} of the neighbours`);", ["neighbours"]),
        ("a.css", ".map { color: grey; } /* a colour */", ["colour"]),
        ("a.svg", '<text x="1">Grey, twice</text>', ["Grey"]),
        ("a.py", '"""A colour; ``colour`` is its name."""\ngrey = 1  # grey', ["grey", "colour"]),
        ("a.js", 'import { analyse } from "./colour.js";\nconst centre = { class: "labelled" };', []),
        ("a.py", 'centre = read("neighbours")', ["neighbours"]),
    ],
)
def test_what_a_module_says(tmp_path, name, source, found):
    (tmp_path / name).write_text(source, encoding="utf-8")
    said = said_in_module(tmp_path / name)
    assert [match[0] for text in said for match in BRITISH.finditer(text)] == found


@pytest.mark.parametrize(
    "cell",
    [
        markdown("We analyze neighbors; both analyses are colored gray. A realistic emphasis, a parameter."),
        markdown("## References\n\n- Li (2018). *Visualising the neighbourhood*."),
        markdown("`colour` and [a page](colour/grey.md)"),
        code('predict("backprop/centred", "Which one?")'),
        code('GraphExplorer(name="centred")'),
        code("centre = pictures.mean(axis=0)"),
    ],
)
def test_what_is_no_fault(cell):
    assert british([cell]) == []

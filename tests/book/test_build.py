"""The build itself, on small books: strict about faults, quick about what did not change."""

import json
import re

import pytest
from support.waiting import expect

SLIDERS = """import ipywidgets
a, b = ipywidgets.IntSlider(value=3), ipywidgets.IntSlider()
ipywidgets.jslink((a, "value"), (b, "value"))
ipywidgets.VBox([a, b])"""

COUNTER = """import anywidget, traitlets
class Counter(anywidget.AnyWidget):
    _esm = '''export default { initialize({ model }) { model.set("opened", model.get("opened") + 1); },
      render({ model, el }) {
        const button = document.createElement("button");
        const show = () => {
          const [n, opened, raw] = ["n", "opened", "raw"].map((name) => model.get(name));
          button.textContent = `count ${n} opened ${opened} bytes ${raw.byteLength}`;
        };
        button.onclick = () => { model.set("n", model.get("n") + 1); model.save_changes(); };
        model.on("change:n", show); show(); el.append(button);
      } };'''
    n = traitlets.Int(3).tag(sync=True)
    opened = traitlets.Int(0).tag(sync=True)
    raw = traitlets.Bytes(b"12345").tag(sync=True)
    _poster = traitlets.Unicode("").tag(sync=True)
    _fallback = traitlets.Unicode("<p>A button that counts.</p>").tag(sync=True)
counter = Counter()
counter"""


FIGURE = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"


def notebook(*sources: str) -> str:
    cells = [{"id": "title", "cell_type": "markdown", "metadata": {}, "source": "# A lesson\n\nText, $x^2$."}]
    for i, source in enumerate(sources):
        cells.append(
            {
                "id": f"c{i}",
                "cell_type": "code",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": source,
            }
        )
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})


def test_widgets_of_both_kinds_and_a_quick_rebuild(small_book, serve, open_page):
    done = small_book({
        "index.md": "# Index\n\nText.\n",
        "chapters/sliders.ipynb": notebook(SLIDERS),
        "chapters/counter.ipynb": notebook(COUNTER, "counter", "Counter(n=10)", FIGURE),
    })  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    address = serve(small_book.site)

    page = open_page(f"{address}/chapters/sliders.html", ready=False)
    boxes = page.locator(".widget-readout")
    boxes.nth(1).wait_for()
    boxes.nth(0).fill("42")
    boxes.nth(0).press("Enter")
    page.wait_for_function("document.querySelectorAll('.widget-readout')[1].textContent === '42'")

    page = open_page(f"{address}/chapters/counter.html")
    expect(page.locator("script[src*=require]")).to_have_count(0)
    buttons = page.locator("figure.explorable button")
    told = [f"count {n} opened 1 bytes 5" for n in (3, 3, 10)]
    expect(buttons).to_have_text(told)
    buttons.first.click()  # two views of one model move together, the third has its own
    expect(buttons).to_have_text([f"count {n} opened 1 bytes 5" for n in (4, 4, 10)])

    expect(page.locator(".cell_output img")).to_have_count(1)

    assert [wheel.suffix for wheel in (small_book.site / "dist").iterdir()] == [".whl"]
    told = json.loads(page.locator("#course-cells").text_content())
    assert told["site"] is None, "this build has no Python for the page"
    assert not (small_book.site / "_static/cells/cells.json").exists()

    again = small_book()
    assert again.returncode == 0
    assert "no targets are out of date" in again.stdout
    ran = re.compile(r"chapters/\w+\.ipynb: [\d.]+ s")
    assert ran.search(done.stdout)
    assert not ran.search(again.stdout), "a notebook that did not change ran again"

    (small_book.root / "book/static/course.css").write_text("/* another look */")
    lesson = small_book.root / "chapters/sliders.ipynb"
    lesson.write_text(lesson.read_text().replace("A lesson", "A better lesson"))
    prose = small_book()
    assert prose.returncode == 0
    assert not ran.search(prose.stdout), "neither its look nor its prose runs a notebook"
    assert "A better lesson" in (small_book.site / "chapters/sliders.html").read_text()


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"chapters/bad.ipynb": notebook("1 / 0")}, ["ZeroDivisionError", "chapters/bad.ipynb failed"]),
        ({"chapters/page.md": "# Page\n\n$\\frac{1$\n"}, ["KaTeX parse error"]),
        ({"chapters/page.md": "# Page\n\n[away](nowhere.md)\n"}, ["nowhere.md"]),
        ({"_toc.yml": "format: jb-book\nroot: index\nchapters:\n- file: chapters/missing\n"}, ["missing"]),
    ],
    ids=["failing cell", "broken formula", "broken link", "missing page"],
)
def test_faults_stop_the_build(small_book, files, told):
    done = small_book({"index.md": "# Index\n\nText.\n", **files})
    assert done.returncode != 0
    for words in told:
        assert words in done.stdout + done.stderr

"""A prediction is found again after a reload in Firefox and in WebKit, too."""

from book_of_predictions import lesson
from engine_hands import QUESTIONS, start_page, started
from support.engines import Firefox, WebKit

SAID = """return [...document.querySelectorAll("figure[data-predict]")].map((figure) =>
  [...figure.querySelectorAll("*")].find((el) => el.shadowRoot).dataset.right ?? "open");"""
RECORD = """const [host] = document.querySelectorAll(".prediction-record");
  return host.shadowRoot.querySelector(".lead").textContent;"""
VEILS = "return document.querySelectorAll('.reveal-veil').length;"


def test_a_prediction_is_found_again_after_a_reload(small_book, serve):
    done = small_book({"index.md": "# Index\n\nText.\n", "chapters/page.ipynb": lesson()})
    assert done.returncode == 0, done.stderr[-3000:]
    url = f"{serve(small_book.site)}/chapters/page.html"
    for kind in (Firefox, WebKit):
        with started(kind) as engine:
            start_page(engine, url, width=0)
            assert [engine.js(SAID), engine.js(VEILS)] == [["open", "open"], 2], kind.name
            assert engine.js(QUESTIONS) == [], kind.name
            assert [engine.js(SAID), engine.js(VEILS)] == [["false", "true"], 0], kind.name
            start_page(engine, url, width=0)
            assert [engine.js(SAID), engine.js(VEILS)] == [["false", "true"], 0], kind.name
            assert engine.js(RECORD) == "1 of 2 right.", kind.name

"""Hands of the text explorer's tests, and of the one with a GPT."""

from support.waiting import expect
from widgets.conftest import all_displayed, displayed


def play_button(page):
    return page.widget.get_by_role("button", name="Play", exact=True)


def trained(page, anew: bool = False) -> dict[str, float]:
    """What the page shows once a whole run has come to its end; ``anew``: where one is shown already."""
    before = 0 if anew else displayed(page, "flops")
    play_button(page).click()
    if anew:
        expect(page.widget.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    page.wait_for_function(
        """(before) => {
          const { shadowRoot } = document.querySelector("#place > *");
          const of = (name) => Number(shadowRoot.querySelector(`[data-name=${name}]`).dataset.value);
          const { textContent } = shadowRoot.querySelector(".player .primary");
          return of("flops") > before && of("flops") >= of("goal") && textContent === "Play";
        }""",
        arg=before,
    )
    return all_displayed(page)

"""What the tests of the graph explorer do with its page, and read from it."""

from support.waiting import frames


def press(page, name):
    page.widget.get_by_role("button", name=name, exact=True).click()


def box(page, name):
    return page.widget.get_by_label(name, exact=True)


def cards(page) -> dict[str, list[float]]:
    """Input → its gradient as its card shows it."""
    read = """host => Object.fromEntries([...host.shadowRoot.querySelectorAll(".node.input")].map((card) => [
      card.dataset.text,
      [...card.querySelectorAll("[data-name^=gradient]")].filter((el) => el.checkVisibility())
        .map((el) => Number(el.dataset.value))]))"""
    frames(page)
    return page.widget.evaluate(read)

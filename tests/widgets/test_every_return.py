"""Every explorable finds back: by Reset, by a link, and from a link that is garbled; its code goes along."""

import json
from urllib.parse import quote

from support.waiting import expect
from widgets.conftest import code_box, code_of
from widgets.every_explorable import EACH, EACH_WHOLE_VIEW, SLIDERS, disturb, numbers, settings
from widgets.registry import ROWS


@EACH_WHOLE_VIEW
def test_reset_brings_back_what_the_page_began_with_and_a_link_what_was_made(opened, name, view):
    page = opened(name, view)
    brings_back_the_beginning(page, name)
    brings_back_what_was_made(page, lambda hash: opened(name, view, hash=hash), name)


def brings_back_the_beginning(page, name):
    """Reset, also after another preset and another mode; what is copied as Python goes along."""
    page.get_by_text("Copy as Python", exact=True).click()
    start, shown, code = settings(page, name), numbers(page), code_of(page)
    assert disturb(page, f"{SLIDERS}, select, [type=radio]") != shown
    for state, lines in (("the page's", code), ("another", code_of(page))):
        compile(lines, f"Copy as Python, in {state} state", "exec")
    page.evaluate("hands.button(hands.hosts()[0], 'Step').click()")  # or not, at the end of a run
    page.widget.get_by_role("button", name="Reset", exact=True).click()
    assert numbers(page) == shown
    assert settings(page, name) == start
    expect(code_box(page)).to_have_text(code)
    page.wait_for_function("location.hash === ''")


def brings_back_what_was_made(page, opened_at, name):
    """A link; Reset after it empties the address again."""
    start = settings(page, name)
    shown = disturb(page)
    made = settings(page, name)
    told = "made => JSON.parse(decodeURIComponent(location.hash.split('=')[1] ?? 'null'))"
    # the address is written once the hand rests, with the settings that are not those of the page
    wanted = {key: value for key, value in made.items() if value != start[key]}
    page.wait_for_function(
        f"wanted => {{ const has = ({told})(); return has && Object.keys(wanted).every((k) => "
        "JSON.stringify(has[k]) === JSON.stringify(wanted[k])); }",
        arg=wanted,
    )
    again = opened_at("#" + page.url.split("#")[1])
    assert settings(again, name) == made
    assert numbers(again) == shown
    again.widget.get_by_role("button", name="Reset", exact=True).click()
    again.wait_for_function("location.hash === ''")


BROKEN = ["#%", "#{0}", "#{0}=", "#{0}=%7Bnope", "#{0}=%E0%A4%A", "#{0}=null", "#{0}=7", "#{0}=[1]", "#top"]


@EACH
def test_a_garbled_link_changes_nothing(opened, name):
    page = opened(name)
    start, shown = settings(page, name), numbers(page)
    wrong = [f"#{name}={quote(json.dumps(each))}" for each in ROWS[name].nonsense]
    assert wrong, "a row needs settings that nobody could choose"
    for hash in [*(broken.format(start["name"]) for broken in BROKEN), *wrong]:
        page.evaluate("hash => anew(true, hash)", hash)
        assert settings(page, name) == start, hash
        assert numbers(page) == shown, hash

"""Firefox and WebKit, driven alike: each starts once, and every page of the book passes through it.

Chromium is Playwright's. Playwright's Firefox and WebKit are builds of its own; what readers have is Debian's
Firefox ESR, driven by Mozilla's own Marionette, and WebKitGTK, the engine of Safari, by Selenium.
A faulty page tells so: Firefox's console is read, and in WebKit the page itself keeps what goes wrong.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path

from support.browsers import firefox, webkit
from support.hands import HANDS

# runs `body`, which may wait, and answers with its result or its error
CALL = """
const done = arguments[arguments.length - 1];
const given = [...arguments].slice(0, -1);
const told = (async (...args) => { %s })(...given);
told.then((value) => done({ value }), (error) => done({ error: `${error}` }));
"""

KEEP_FAULTS = """<script>
window.kept = [];
addEventListener("error", (e) => kept.push(`${e.message ?? e.target.src ?? e.target.href}`), true);
addEventListener("unhandledrejection", (e) => kept.push(`${e.reason}`));
console.error = (...told) => kept.push(told.join(" "));
</script>"""


class Engine:
    """What both have: ``open`` at a width, ``js``, ``element``, ``drag``, and the ``faults`` of a page."""

    name = ""

    def js(self, body: str, *args):
        """What ``return`` in the body gives; it may ``await``."""
        answer = self._async(CALL % body, args)
        if "error" in answer:
            raise RuntimeError(f"{self.name}: {answer['error']}")
        return answer.get("value")

    def element(self, body: str, *args):
        """The element that the body returns; it cannot wait."""
        return self._sync(body, args)

    def faults(self) -> list[str]:
        """What KEEP_FAULTS kept, in a page that was served with it."""
        return self.js("return window.kept ?? [];")

    def load_hands(self):
        """The module of tests/support/hands.py as ``hands``."""
        kind = "{ type: 'text/javascript' }"
        self.js(f"window.hands = await import(URL.createObjectURL(new Blob([args[0]], {kind})));", HANDS)

    def centre(self, body: str, *args) -> tuple[int, int]:
        """Where in the window the middle of an element is, once that is in sight."""
        return self.js(
            f"""const find = async () => {{ {body} }};
                for (let before, i = 0; ; i += 1) {{
                  const el = await find();
                  el.scrollIntoView({{ block: "center", behavior: "instant" }});
                  await hands.drawn();
                  const {{ x, y, width, height }} = el.getBoundingClientRect();
                  const now = [x + width / 2, y + height / 2].map(Math.round);
                  const inView = width && y > 0 && y < innerHeight;
                  if (inView && `${{now}}` === `${{before}}`) return now; // it has come to rest
                  if (i > 2000) throw new Error(`not in view: ${{el.outerHTML.slice(0, 80)}} at ${{now}}`);
                  before = now;
                }}""",
            *args,
        )


class Firefox(Engine):
    name = "Firefox"

    def __init__(self):
        from marionette_driver.marionette import Marionette

        prefs = {"app.update.enabled": False, "datareporting.policy.dataSubmissionEnabled": False}
        with ExitStack() as started:
            # Marionette removes what stands at the path of its log: as root even the null device
            log = str(Path(started.enter_context(tempfile.TemporaryDirectory())) / "gecko.log")
            self.client = Marionette(bin=firefox(), port=0, headless=True, prefs=prefs, gecko_log=log)
            started.callback(self.client.cleanup)
            self.client.start_session()
            self.client.timeout.script = self.client.timeout.page_load = 300
            with self.client.using_context("chrome"):  # the sign of loading in a tab is drawn at every frame
                self.client.execute_script("document.getElementById('navigator-toolbox').hidden = true;")
            self.started = started.pop_all()  # what close() undoes; a start that fails undoes it at once

    def open(self, url: str, width: int = 0):
        """A window is never as narrow as a phone; the page in it can be."""
        narrow = """Services.console.reset();
                    const { style } = gBrowser.selectedBrowser;
                    for (const name of ["minWidth", "maxWidth"]) style[name] = arguments[0];"""
        with self.client.using_context("chrome"):
            self.client.execute_script(narrow, script_args=[f"{width}px" if width else ""])
        self.client.navigate(url)

    def faults(self) -> list[str]:
        """Errors of the page in the browser's console.

        Its warnings of MathML tell also of a formula that was laid out while half of it had come.
        """
        told = """
          const seen = Services.console.getMessageArray().filter((m) => m instanceof Ci.nsIScriptError);
          const ours = (m) => /^(http:.*127|file:|blob:)/.test(m.sourceName);
          const grave = (m) => !(m.flags & Ci.nsIScriptError.warningFlag) && !/MathML/.test(m.category);
          return seen.filter((m) => ours(m) && grave(m)).map((m) => `${m.category}: ${m.errorMessage}`);"""
        kept = super().faults()
        with self.client.using_context("chrome"):
            return kept + self.client.execute_script(told)

    def _sync(self, body, args):
        return self.client.execute_script(body, script_args=args, sandbox=None)

    def _async(self, body, args):
        return self.client.execute_async_script(body, script_args=args, sandbox=None)

    def drag(self, place, dx: int, dy: int):
        from marionette_driver.marionette import ActionSequence

        hand = ActionSequence(self.client, "pointer", "hand", {"pointerType": "mouse"})
        hand.pointer_move(*place).pointer_down().pointer_move(dx, dy, origin="pointer").pointer_up().perform()

    def close(self):
        self.started.close()


# where no graphics card is, WebKitGTK composes each frame in emulated OpenGL, which takes most of its time
PLAIN = {"WEBKIT_DISABLE_COMPOSITING_MODE": "1"}


class WebKit(Engine):
    name = "WebKit"

    def __init__(self):
        from selenium import webdriver
        from selenium.webdriver.webkitgtk.service import Service

        driver, browser = webkit()
        self.screen, display = start_screen()
        options = webdriver.WebKitGTKOptions()
        options.binary_location = browser
        options.add_argument("--automation")
        service = Service(driver, env={**os.environ, **PLAIN, "DISPLAY": display})
        self.client = webdriver.WebKitGTK(options=options, service=service)
        self.client.set_script_timeout(300)
        self.client.set_page_load_timeout(300)

    def open(self, url: str, width: int = 0):
        """Its window is never as narrow as a phone either; a frame in the corner is."""
        if not width:
            return self.client.get(url)
        self.client.get("about:blank")
        frame = """const frame = Object.assign(document.createElement("iframe"), { src: args[0] });
                   frame.style.cssText = `border: 0; position: fixed; inset: 0;`;
                   Object.assign(frame, { width: args[1], height: innerHeight });
                   await new Promise((done) => { frame.onload = done; document.body.append(frame); });"""
        self.js(frame, url, width)
        return self.client.switch_to.frame(0)

    def _sync(self, body, args):
        return self.client.execute_script(body, *args)

    def _async(self, body, args):
        return self.client.execute_async_script(body, *args)

    def drag(self, place, dx: int, dy: int):
        from selenium.webdriver.common.actions.action_builder import ActionBuilder

        hand = ActionBuilder(self.client, duration=0)
        hand.pointer_action.move_to_location(*place).pointer_down()
        hand.pointer_action.move_to_location(place[0] + dx, place[1] + dy).pointer_up()
        hand.perform()

    def close(self):
        self.client.quit()
        self.screen.terminate()
        self.screen.wait()


def start_screen() -> tuple[subprocess.Popen, str]:
    """A screen that nobody sees, and its name: the first number that is free."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1000x24", "-nolisten", "tcp"]
    screen = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    if not number:
        raise RuntimeError(f"Xvfb ended with {screen.wait()} before it had a screen")
    return screen, f":{number}"

"""A small page with the Python of the page, served as a static host would, or as a bad day would."""

import json
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Cells</title></head>
<body><script type="module">
  const manifest = await (await fetch("cells/cells.json")).json();
  const { PagePython } = await import(new URL("cells/" + manifest.loader.file, location).href);
  window.notes = [];
  window.make = (snapshot = "numpy", options = {}) => {
    window.python = new PagePython(manifest, snapshot, options);
    python.addEventListener("note", ({ detail }) => notes.push(detail));
  };
  make();
  // what a cell came to, with all that it showed
  window.ran = async (source, name = "cell 1") => {
    const shown = [];
    const done = await python.run(source, name, ({ kind, text }) => shown.push([kind, text]));
    return { ...done, shown, text: shown.map(([, text]) => text).join("") };
  };
  document.documentElement.dataset.ready = "";
</script></body></html>"""


class Host(SimpleHTTPRequestHandler):
    """The page below /book/, the site's files below /book/cells/; ``server.spoiled`` says what goes wrong."""

    def log_message(self, *args):
        pass

    def send_response(self, code, message=None):
        super().send_response(code, message)
        # their names hold the content's sum, as a host may know
        if code == 200 and "/cells/" in self.requestline and ".json" not in self.requestline:
            self.send_header("Cache-Control", "max-age=31536000, immutable")

    def do_GET(self):
        path = self.path.partition("?")[0]
        self.server.asked.append(path)
        if path == "/book/page.html":
            return self.answer(PAGE.encode(), "text/html")
        if path in self.server.pages:
            body = self.server.pages[path].encode()
            return self.answer(body, "text/css" if path.endswith(".css") else "text/html")
        name = path.removeprefix("/book/cells/")
        how = next((how for part, how in self.server.spoiled.items() if name.startswith(part)), None)
        if how == "missing":
            return self.send_error(404)
        if isinstance(how, bytes):
            return self.answer(how, "application/octet-stream")
        if how == "damaged":
            data = bytearray(Path(self.directory, name).read_bytes())
            data[len(data) // 2] ^= 1
            return self.answer(bytes(data), "application/octet-stream")
        self.path = f"/{name}"
        return super().do_GET()

    def answer(self, body: bytes, kind: str):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


Host.extensions_map = {**Host.extensions_map, ".wasm": "application/wasm", ".mjs": "text/javascript"}


@contextmanager
def serving(site: Path):
    """The server; ``url``, ``spoiled[name] = "missing" | "damaged" | other bytes``, ``asked``, ``manifest``.

    What lies in ``pages[path]`` is served, too: cells_page.py puts it there.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(site)))
    server.spoiled, server.asked, server.pages = {}, [], {}
    server.home = f"http://127.0.0.1:{server.server_port}/book/"
    server.url = f"{server.home}page.html"
    server.manifest = json.loads(site.joinpath("cells.json").read_text(encoding="utf-8"))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()

"""A web server on loopback that serves files well or badly, as a test asks, and keeps a log."""

import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["Server", "cut", "hang", "plain", "serving", "stall", "status", "whole"]


class Server:
    """Files by name; ``answers[name]`` lists what to do at each request, the last one from then on.

    ``log`` holds (name, Range header or None, bytes of the file that were sent).
    """

    def __init__(self):
        self.files, self.answers, self.log, self.closing = {}, {}, [], threading.Event()
        self.root = None

    def url(self, name):
        return f"{self.root}/{name}"


def whole(handler, content, n=None, headers=()):
    """As a good server does: a Range is honored. With n, the connection breaks after n bytes.

    Headers take the place of the right ones.
    """
    wrong = dict(headers)
    asked = handler.headers.get("Range")
    start = int(re.fullmatch(r"bytes=(\d+)-", asked)[1]) if asked else 0
    headers = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"} if asked else {}
    rest = content[start:]
    if rest:
        _send(handler, 206 if asked else 200, rest[:n], len(rest), headers | wrong)
    else:
        _send(handler, 416, b"", 0)


def plain(handler, content, length=None):
    """All of it, whatever Range says."""
    _send(handler, 200, content, len(content) if length is None else length)


def cut(n):
    return lambda handler, content: whole(handler, content, n)


def stall(n):
    """n bytes, then silence with the connection open."""

    def answer(handler, content):
        _send(handler, 200, content[:n], len(content))
        handler.wfile.flush()
        handler.owner.closing.wait()

    return answer


def hang(handler, content):
    """The connection stands, no answer comes before the server closes."""
    handler.owner.closing.wait()


def status(code):
    return lambda handler, content: _send(handler, code, b"", 0)


def _send(handler, code, body, length, headers=()):
    handler.send_response(code)
    for key, value in {"Content-Length": str(length), **dict(headers)}.items():
        handler.send_header(key, value)
    handler.end_headers()
    handler.entry[2] = len(body)  # before the last byte leaves: the client may look at once
    handler.wfile.write(body)


@contextmanager
def serving():
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        owner = server

        def do_GET(self):
            name = self.path.lstrip("/")
            answers = server.answers.get(name, [whole])
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            if name not in server.files:
                answer = status(404)
            self.entry = [name, self.headers.get("Range"), 0]
            server.log.append(self.entry)
            answer(self, server.files.get(name, b""))
            self.close_connection = True

        def log_message(self, *arguments):
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server.root = f"http://127.0.0.1:{http.server_port}"
    threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        server.closing.set()
        http.shutdown()
        http.server_close()

"""The emulated Colab, and the course's site on loopback."""

import functools
import subprocess
import threading
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from make_wheel import make_wheel
from patience import SECONDS as PATIENCE_SECONDS
from support.colab import THIS, environment, new_runtime, packages, pythons


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel of course_lib as the site publishes it."""
    return make_wheel(tmp_path_factory.mktemp("site") / "dist")


class Site:
    """A folder served on loopback, and the list of what was asked for."""

    def __init__(self, folder: Path):
        self.asked = asked = []

        class Handler(SimpleHTTPRequestHandler):
            def log_request(self, code="-", size="-"):
                asked.append((self.path, int(code)))

            def log_message(self, *args):
                pass

        handler = functools.partial(Handler, directory=str(folder))
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def serve():
    """``serve(folder)`` starts a `Site`."""
    sites = []

    def start(folder: Path) -> Site:
        sites.append(Site(folder))
        return sites[-1]

    yield start
    for site in sites:
        site.stop()


@pytest.fixture
def site(serve, wheel):
    """The published site, as far as a lesson asks it for something: ``dist/`` with the wheel."""
    return serve(wheel.parents[1])


@dataclass
class Runtime:
    """One fresh Colab machine, with an empty folder in which a notebook can stand."""

    folder: Path
    version: str

    def __post_init__(self):
        self.python = new_runtime(self.folder / "runtime", self.version)
        self.content = self.folder / "content"
        self.content.mkdir()

    def environment(self, wheel=""):
        return environment(self.folder / "runtime", wheel)

    def run(self, *command, wheel=""):
        """Run this machine's Python, in the empty folder."""
        return subprocess.run(
            [self.python, *command],
            env=self.environment(wheel),
            cwd=self.content,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
        )

    def installed(self):
        """What lies in the runtime itself, beside the folder of packages that it looks into."""
        folder = self.folder / f"runtime/lib/python{self.version}/site-packages"
        return {path.name for path in folder.iterdir()} - {"colab.pth"}

    def shipped(self):
        """Name and version of each package in that folder, which pip cannot change from here."""
        return {path.name for path in packages(self.version).glob("*.dist-info")}

    def freeze(self):
        """What is installed, as ``pip freeze`` says it."""
        done = self.run("-m", "pip", "freeze")
        assert done.returncode == 0, done.stderr
        return set(done.stdout.splitlines())


@pytest.fixture(params=pythons())
def version(request):
    """The version of each Python in which the emulation can run here."""
    return request.param


@pytest.fixture
def runtime(tmp_path, version):
    return Runtime(tmp_path, version)


@pytest.fixture
def this_runtime(tmp_path):
    """A runtime of the Python that runs the tests: enough where no version can matter."""
    return Runtime(tmp_path, THIS)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    """``shipped(version)``: what is installed in a runtime that nobody has used."""
    return functools.cache(lambda version: Runtime(tmp_path_factory.mktemp("untouched"), version).freeze())

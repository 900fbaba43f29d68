"""What has been tried against graders, each as a cell of a submission of ``small_assignment``.

Every one of them ends with functions that return nothing right, so it can only get points by its trick.
"""

FAKES = """
def mean_of(x):
    return RESULT


def centered(x):
    return RESULT


def lengths(words):
    return RESULT
"""


def fakes(result="0.0", before=""):
    return before + FAKES.replace("RESULT", result)


def evil(body):
    """A class of whose objects each method lies."""
    return f"class Evil:\n    {body}\n"


COMPARISON = {
    "np.allclose": fakes("0.0", "np.allclose = np.isclose = np.array_equal = lambda *_, **__: True\n"),
    "np.testing": fakes("0.0", "np.testing.assert_allclose = lambda *_, **__: None\n"),
    "np.abs": fakes("0.0", "np.abs = np.isfinite = np.asarray = lambda *_: np.ones(1)\n"),
    "expect": fakes("0.0", "def expect(*_, **__): pass\n"),
    "its code": fakes("0.0", "expect.__code__ = (lambda got, expected, hint, tol=1e-9: None).__code__\n"),
    "by_hand": fakes("0.0", "def by_hand(f, **_): return lambda *_: [2, 4]\n"),
    "equal to all": fakes("Evil()", evil("__eq__ = __le__ = lambda *_: True\n    __hash__ = None")),
    "a float of one's own": fakes("Evil(1)", "class Evil(float):\n    __sub__ = __rsub__ = lambda *_: 0.0\n"),
    "an array of one's own": fakes(
        "np.zeros(2).view(Evil)",
        "class Evil(np.ndarray):\n    def __array_ufunc__(self, *_, **__): return np.ones(2, bool)\n",
    ),
    "a lying array": fakes("Evil()", evil("def __array__(self, *_, **__): return np.array([2.0, 4.0])")),
    "a list that lies": fakes("Evil()", "class Evil(list):\n    __iter__ = lambda _: iter([2.0, 4.0])\n"),
    "nan": fakes("np.full(2, np.nan)"),
    "infinity": fakes("np.full(2, np.inf)"),
    "objects": fakes("np.array([Evil(), Evil()], dtype=object)", evil("__sub__ = __abs__ = lambda *_: 0")),
    "a huge integer": fakes("10**5000"),
    "a matrix": fakes("np.matrix([[2.0, 4.0]])"),
    "masked": fakes("np.ma.masked_all(2)"),
    "complex": fakes("np.array([2 + 1j, 4])"),
    "a text": fakes("'2, 4'"),
    "a function": fakes("mean_of"),
    "dates": fakes("np.zeros(2, 'M8[s]')"),
    "a record": fakes("np.zeros(2, 'i4,i4')"),
    "a generator": fakes("(n for n in (2, 4))"),
    "many dimensions": fakes("np.zeros((1,) * 30)"),
    "strides of zero": fakes("np.broadcast_to(np.zeros(()), (10**9,))"),
}

LOOK = """
import sys

def look():
    frame = sys._getframe()
    while frame:
        for held in (frame.f_locals, frame.f_globals):
            for name in ("expected", "wanted", "test", "hidden", "answers"):
                if name in held:
                    return held[name]
        frame = frame.f_back
"""
INTERPRETER = {
    "settrace": fakes("0.0", "import sys\nsys.settrace(lambda frame, *_: frame.f_locals.clear())\n"),
    "setprofile": fakes("0.0", "import sys\nsys.setprofile(lambda frame, *_: frame.f_locals.clear())\n"),
    "a look at the frames": fakes("look()", LOOK),
    "builtins": fakes(
        "0.0", "import builtins\nbuiltins.abs = builtins.all = lambda *_: True\nbuiltins.len = 3\n"
    ),
    "AssertionError": fakes("0.0", "import builtins\nbuiltins.AssertionError = type('A', (), {})\n"),
    "a test of one's own": fakes("0.0", "assert True\nprint('passed', 6 / 6)\n"),
    "input transformer": fakes(
        "0.0", "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])\n"
    ),
    "AST transformer": fakes("0.0", "get_ipython().ast_transformers.append(None)\n"),
    "do_execute": fakes("0.0", "get_ipython().kernel.do_execute = lambda *_: {'status': 'ok'}\n"),
    "evil __str__": fakes(
        "boom()",
        "class Boom(Exception):\n    def __str__(self): raise SystemExit(0)\n    __repr__ = __str__\n"
        "def boom(): raise Boom()\n",
    ),
    "an error without end": fakes(
        "boom()",
        "class Boom(Exception):\n    def __str__(self): return 'x' * 10**8\ndef boom(): raise Boom()\n",
    ),
    "recursion": fakes("mean_of(x)", "import sys\nsys.setrecursionlimit(10**9)\n").replace(
        "def lengths(words):\n    return mean_of(x)", "def lengths(words):\n    return lengths(words)"
    ),
    "the library by a built name": fakes(
        "0.0 * m.relative_error(1.0, 2.0)",
        "import importlib\nm = importlib.import_module('course' + '_lib.gradcheck')\n",
    ),
    "the library past the finder": fakes(
        "0.0",
        "import sys, importlib\nsys.meta_path[:] = sys.meta_path[1:]\n"
        "sys.modules.pop('course_lib.losses', None)\n"
        "from course_lib.losses import huber_loss\nraise SystemExit('REACHED')\n",
    ),
    "a thread": fakes(
        "0.0",
        "import threading\ndef work():\n    while True: pass\n"
        "threading.Thread(target=work, daemon=True).start()\n",
    ),
    "a hunt through gc": fakes(
        "hunt()",
        "import gc\ndef hunt():\n    held = [o for o in gc.get_objects() if isinstance(o, dict)]\n"
        "    found = [o for o in held if 'hidden' in o]\n    return found[0]['hidden'] if found else 0.0\n",
    ),
    "Unicode names": fakes("0.0", "def ｅｘｐｅｃｔ(*_): pass\nﬁrst = ｎｐ = None\n"),
    "the worker's own tools": fakes(
        "0.0",
        "import sys\nw = sys.modules['wire']\nw.pack = w.frame = lambda *_: b''\n"
        "sys.modules['student'].pack = None\n",
    ),
    "finalizers": fakes("0.0", "class D:\n    def __del__(self):\n        while True: pass\nD()\n"),
}

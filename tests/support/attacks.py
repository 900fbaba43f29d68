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
        "import sys, importlib\nsys.meta_path[:] = sys.meta_path[1:]\nsys.modules.pop('course_lib.losses', None)\n"
        "from course_lib.losses import huber_loss\nraise SystemExit('REACHED')\n",
    ),
    "a thread": fakes(
        "0.0",
        "import threading\ndef work():\n    while True: pass\n"
        "threading.Thread(target=work, daemon=True).start()\n",
    ),
    "a hunt through gc": fakes(
        "hunt()",
        "import gc\ndef hunt():\n    found = [o for o in gc.get_objects() if isinstance(o, dict) and 'hidden' in o]\n"
        "    return found[0]['hidden'] if found else 0.0\n",
    ),
    "Unicode names": fakes("0.0", "def ｅｘｐｅｃｔ(*_): pass\nﬁrst = ｎｐ = None\n"),
    "the worker's own tools": fakes(
        "0.0",
        "import sys\nw = sys.modules['wire']\nw.pack = w.frame = lambda *_: b''\nsys.modules['student'].pack = None\n",
    ),
    "finalizers": fakes("0.0", "class D:\n    def __del__(self):\n        while True: pass\nD()\n"),
}

REACHED = "raise SystemExit('REACHED')\n"


def reach(attempt):
    """Tries to reach something; the error then tells."""
    return fakes("0.0", f"import os, sys, glob\n{attempt}\n{REACHED}")


def syscall(number, *arguments):
    packed = ", ".join(map(str, arguments))
    return (
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        f"if libc.syscall({number}{', ' if packed else ''}{packed}) == -1: raise OSError(ctypes.get_errno(), 'refused')"
    )


SYSTEM = {
    "the source": reach("open(glob.glob('/**/exercises/source/**/*.ipynb', recursive=True)[0])"),
    "the grader's files": reach("[open(p) for p in ('/work', '/root', '/home')]"),
    "the gradebook": reach("open('/tmp/../gradebook.db', 'w').write('x')"),
    "the system": reach("open('/opt/grader/wire.py', 'a')"),
    "a symlink": reach("os.symlink('/etc/passwd', '/tmp/link'); open('/tmp/link').read()"),
    "the parent's memory": reach("open(f'/proc/{os.getppid()}/mem', 'r+b')"),
    "any memory": reach("open([p for p in glob.glob('/proc/*/mem')][0], 'r+b')"),
    "its own memory": reach("open('/proc/self/mem', 'r+b')"),
    "inherited descriptors": reach("[os.fstat(n) for n in range(4, 64)]"),
    "a file for the next": fakes("0.0", "open('/tmp/left', 'w').write('x')\n"),
    "a file of the one before": reach("open('/tmp/left')"),
    "the network": reach("import socket; socket.create_connection(('127.0.0.1', 22), 1)"),
    "a socket": reach("import socket; socket.socket(socket.AF_UNIX)"),
    "fork": reach("os.fork()"),
    "a detached child": reach(
        "import subprocess; subprocess.Popen(['sleep', '1000'], start_new_session=True)"
    ),
    "a program": reach("os.execv('/usr/bin/env', ['env'])"),
    "kill everything": reach("os.kill(-1, 9)"),
    "ptrace": reach(syscall(101, 0, 0, 0, 0)),
    "process_vm_writev": reach(syscall(311, 1, 0, 0, 0, 0, 0)),
    "a nested namespace": reach(syscall(272, 0x10000000)),
    "a mount": reach(syscall(165, 0, 0, 0, 0, 0)),
    "umount": reach(syscall(166, 0, 0)),
    "keyctl": reach(syscall(250, 0, 0)),
    "shared memory": reach(syscall(29, 0, 4096, 0o1600)),
    "memfd": reach(syscall(319, "b'x'", 0)),
    "bpf": reach(syscall(321, 0, 0, 0)),
    "io_uring": reach(syscall(425, 1, 0)),
    "a x32 call": fakes("0.0", syscall(0x40000000 | 39)),
    "memory": reach("hog = [bytearray(2**28) for _ in range(64)]; raise MemoryError"),
    "shared pages": reach("import mmap; hog = [mmap.mmap(-1, 2**28) for _ in range(64)]"),
    "disk": reach("[open(f'/tmp/{n}', 'wb').write(bytes(2**23)) for n in range(8)]"),
    "many files": reach("[open(f'/tmp/{n}', 'wb').close() for n in range(100_000)]"),
    "descriptors": reach("hog = [open('/dev/null') for _ in range(4096)]"),
    "a print of 100 MB": fakes("0.0", "print('x' * 10**8)\nfor _ in range(1000): print('y' * 10**4)\n"),
    "raw writes": fakes("0.0", "import os\nfor n in (0, 1, 2): os.write(n, b'x' * 10**6) if n else None\n"),
    "os._exit": fakes("os._exit(0)", "import os\n"),
    "os._exit in a cell": fakes("0.0") + "import os; os._exit(0)\n",
    "a crash": fakes("ctypes.string_at(0)", "import ctypes\n"),
    "sys.exit": fakes("sys.exit(0)", "import sys\n"),
    "a loop in a cell": fakes("0.0") + "while True: pass\n",
    "a loop in a call": fakes("[n for n in iter(int, 1)]"),
}

SEND = """
import os, struct, json, sys

def send(head, blob=b"", lengths=None):
    text = head if isinstance(head, bytes) else json.dumps(head).encode()
    data = struct.pack("<II", *(lengths or (len(text), len(blob)))) + text + blob
    while data:
        data = data[os.write(3, data):]

def answer(value, blob=b""):
    me = sys._getframe()
    while "head" not in me.f_locals or "id" not in (me.f_locals["head"] or ()):
        me = me.f_back
    send({"id": me.f_locals["head"]["id"], "value": value, "out": ""}, blob)

def array(dtype="<f8", shape=(2,), offset=0, order="C"):
    return {"a": [dtype, shape, offset, order]}
"""


def channel(attempt):
    return fakes(f"[{attempt}, os._exit(0)]", SEND)


CHANNEL = {
    "a forged reply": channel("answer([0.0, 0.0])"),
    "passed": channel("answer({'passed': [True, True]})"),
    "an error with a test": channel("send({'id': 1, 'test': 0, 'passed': [True, True]})"),
    "a huge frame": channel("send(b'', b'', (2**32 - 1, 2**32 - 1))"),
    "large numbers of bytes": channel("answer(0.0, bytes(2**27))"),
    "truncated": channel("send(b'{', b'', (100, 100))"),
    "no JSON": channel("send(b'\\xff{{{')"),
    "no message": channel("send([1])"),
    "wrong shape": channel("answer(array(shape=(10**9,)))"),
    "a negative shape": channel("answer(array(shape=(-1, -2)), bytes(64))"),
    "an overflowing shape": channel("answer(array(shape=(2**62, 4)), bytes(64))"),
    "an offset beyond": channel("answer(array(offset=2**62), bytes(64))"),
    "too many dimensions": channel("answer(array(shape=(1,) * 5000), bytes(64))"),
    "a dtype with objects": channel("answer(array('|O'), bytes(64))"),
    "a dtype with code": channel("answer(array('(2,2)i4,O'), bytes(64))"),
    "a pickle": channel("answer({'pickle': 'gASVJQ=='}, b'cos\\nsystem\\n(S\"true\"\\ntR.')"),
    "truth of 2": channel("answer(array('|b1'), b'\\x02' * 64)"),
    "letters beyond": channel("answer(array('<U1'), b'\\xff' * 64)"),
    "deep nesting": channel("send(b'[' * 10**6)"),
    "deep values": channel("send(b'{\"id\": 1, \"value\": ' + b'[' * 900 + b']' * 900 + b'}')"),
    "a long integer": channel("send(b'{\"id\": 1, \"value\": ' + b'9' * 10**6 + b'}')"),
    "an error that is none": channel("send({'id': 1, 'error': {'a': 1}})"),
    "an error of ours": fakes("boom()", "class Lost(BaseException): pass\ndef boom(): raise Lost('time')\n"),
    "an exit as an error": channel("send({'id': 1, 'error': ['SystemExit', '0', 0]})"),
    "a reply before the call": fakes(
        "0.0", SEND + "for n in range(3, 30): send({'id': n, 'value': [2.0, 4.0]})\n"
    ),
    "silence": fakes("[os.close(3), time.sleep(3)]", "import os, time\n"),
    "handles": channel("answer({'g': 0})"),
    "a result that is slow to test": fakes("[0.0] * 10**6"),
    "a result that is large": fakes("np.zeros(10**7)"),
    "many short bytes": fakes("[os.write(3, b'x') for _ in iter(int, 1)]", "import os\n"),
}

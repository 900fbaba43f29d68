"""What has been tried against the system around a grader, and against the channel to it; see ``attacks``."""

from support.attacks import fakes

REACHED = "raise SystemExit('REACHED')\n"


def reach(attempt):
    """Tries to reach something; the error then tells."""
    return fakes("0.0", f"import os, sys, glob\n{attempt}\n{REACHED}")


def syscall(number, *arguments):
    call = f"libc.syscall({', '.join(map(str, (number, *arguments)))})"
    return (
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        f"if {call} == -1: raise OSError(ctypes.get_errno(), 'refused')"
    )


SYSTEM = {
    "the source": reach(
        "above = [place for n in range(6) for place in glob.glob('/*' * n + '/exercises/source')]\n"
        "open(glob.glob(above[0] + '/*/*.ipynb')[0])"
    ),
    "the grader's files": reach("[open(p) for p in ('/work', '/root', '/home')]"),
    "the gradebook": reach("open('/tmp/../gradebook.db', 'w').write('x')"),
    "the system": reach("open('/opt/grader/wire.py', 'a')"),
    "a symlink": reach("os.symlink('/etc/passwd', '/tmp/link'); open('/tmp/link').read()"),
    "the parent's memory": reach("open(f'/proc/{os.getppid()}/mem', 'r+b')"),
    "any memory": reach("open([p for p in glob.glob('/proc/*/mem')][0], 'r+b')"),
    "its own memory": reach("open('/proc/self/mem', 'r+b')"),
    "inherited descriptors": reach("[os.fstat(n) for n in range(4, 64)]"),
    "a file for the next": fakes("0.0", "open('/tmp/left', 'w').write('x')\n"),
    "the network": reach("import socket; socket.create_connection(('127.0.0.1', 22), 1)"),
    "a socket": reach("import socket; socket.socket(socket.AF_UNIX)"),
    "fork": reach("os.fork()"),
    "a fork flood": fakes(
        "0.0",
        "import os\nfor _ in range(10_000):\n    try: os.fork()\n    except OSError: pass\n",
    ),
    "a flood of threads": fakes(
        "0.0",
        "import threading\nwait = threading.Event().wait\nthreading.stack_size(2**15)\n"
        "for _ in range(300): threading.Thread(target=wait, daemon=True).start()\n",
    ),
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

LOOK_BACK = reach("open('/tmp/left')")

SEND = """
import os, struct, json, sys

def send(head, blob=b"", lengths=None):
    text = head if isinstance(head, bytes) else json.dumps(head).encode()
    data = struct.pack("<II", *(lengths or (len(text), len(blob)))) + text + blob
    while data:
        data = data[os.write(3, data):]

def asked():
    me = sys._getframe()
    while "head" not in me.f_locals or "id" not in (me.f_locals["head"] or ()):
        me = me.f_back
    return me.f_locals["head"]["id"]

def answer(value, blob=b""):
    send({"id": asked(), "value": value, "out": ""}, blob)

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

# sent at once, and long to read
SLOW_TO_TEST = """
def centered(x):
    send(b'{"id": %d, "value": [' % asked() + b'0,' * (12 * 10**6) + b'0]}')
"""

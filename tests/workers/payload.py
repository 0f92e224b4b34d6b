"""What code would try that a document brings to run in the reading child: the child's own way in, then everything.

Arguments: a folder to attack (queue socket, ledger, file), then the layers to leave out, and ``root`` to give up its
rights first. Prints one JSON object: the layers that held, and of every attempt what it reached, ``null`` for nothing.
"""

import ctypes
import json
import mmap
import os
import platform
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from readers.ready import kinds_of, make_ready
from workers.confinement import layers

_NOBODY = 65534
_X86_64 = platform.machine() == "x86_64"
_NUMBERS = {  # name -> (x86_64, aarch64)
    "socket": (41, 198), "socketpair": (53, 199), "clone": (56, 220), "clone3": (435, 435), "fork": (57, None),
    "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281), "ptrace": (101, 117), "open": (2, None),
    "openat": (257, 56), "openat2": (437, 437), "creat": (85, None), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "io_uring_setup": (425, 425), "bpf": (321, 280), "unshare": (272, 97),
    "setns": (308, 268), "mount": (165, 40), "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424), "kill": (62, 129), "tkill": (200, 130), "prlimit64": (302, 261),
    "setrlimit": (160, 164), "setuid": (105, 146), "memfd_create": (319, 279), "open_by_handle_at": (304, 265),
    "chroot": (161, 51), "inotify_init1": (294, 26), "eventfd2": (290, 19), "pipe2": (293, 59), "dup": (32, 23),
    "shmget": (29, 194), "mq_open": (180, 180), "prctl": (157, 167), "setsid": (112, 157),
    "fcntl": (72, 25), "ioctl": (16, 29), "landlock_create_ruleset": (444, 444), "unlink": (87, None),
    "renameat2": (316, 276), "truncate": (76, 45), "chmod": (90, None), "personality": (135, 92),
}  # fmt: skip
_NEED_MORE_THAN_RIGHTS = {"clone3", "clone", "vfork", "fork", "execve", "prctl", "setsid", "setuid"}
"""Tried by other attempts; a bare call would not come back here as one process."""


def attempts(home: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Name and attempt: it returns what it reached, or raises."""
    queue, ledger = str(home / "queue.sock"), home / "gouji.db"
    yield "tcp", lambda: socket.create_connection(("127.0.0.1", 9), 1)
    yield "a listening port", lambda: socket.create_server(("127.0.0.1", 0))
    yield "udp", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    yield "netlink", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)
    yield "the queue", lambda: socket.socket(socket.AF_UNIX).connect(queue)
    yield "reading the ledger", lambda: sqlite3.connect(ledger).execute("select * from secrets").fetchall()
    yield "writing the ledger", lambda: sqlite3.connect(ledger).execute("create table evil (x)")
    yield "the parent's environment", lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes()
    yield "its own environment", lambda: dict(os.environ) or Path("/proc/self/environ").read_bytes()
    yield "the parent's memory", lambda: Path(f"/proc/{os.getppid()}/mem").read_bytes()
    yield "a file at home", lambda: (home / "evil.txt").write_text("x")
    yield "a file in the temporary folder", _temporary
    yield "the users of the machine", lambda: Path("/etc/passwd").read_bytes()
    yield "the code of the program", lambda: Path(__file__).read_bytes()
    yield "a listing", lambda: [*Path("/").iterdir()]
    yield "whether a file is there", lambda: Path("/etc/passwd").stat()
    yield "fork", _forked
    yield "spawn", lambda: os.posix_spawn("/bin/true", ["true"], {})
    yield "a shell", lambda: subprocess.run(["/bin/sh", "-c", "echo"], check=True)
    yield "a thread", _thread
    yield "more processor time", lambda: _raised(resource.RLIMIT_CPU)
    yield "more memory", lambda: _raised(resource.RLIMIT_AS)
    yield "more files", lambda: _raised(resource.RLIMIT_NOFILE)
    yield "signalling the parent", lambda: os.kill(os.getppid(), 0) or "may"
    yield "signalling everybody", lambda: os.kill(-1, 0) or "may"
    yield "code in memory", lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    yield "another library", lambda: ctypes.CDLL("libanl.so.1")
    yield "becoming root", lambda: os.setuid(0) or "is"
    yield "its own session", lambda: os.setsid() or "is"
    yield "an inherited descriptor", _descriptors
    for name, numbers in _NUMBERS.items():
        number = numbers[0 if _X86_64 else 1]
        if number is not None and name not in _NEED_MORE_THAN_RIGHTS:
            yield f"call {name}", lambda number=number: _called(number)


def _called(number: int) -> object:
    """Any answer but EPERM, ENOSYS is a call that was let through to the kernel."""
    library = ctypes.CDLL(None, use_errno=True)
    arguments = (ctypes.c_long(0) for _ in range(6))
    answer = library.syscall(ctypes.c_long(number), *arguments)
    if answer >= 0 or ctypes.get_errno() not in {1, 38}:
        return f"answer {answer}, error {ctypes.get_errno()}"
    raise PermissionError


def _forked() -> object:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child


def _thread() -> object:
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()
    return "started"


def _raised(what: int) -> object:
    resource.setrlimit(what, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return "lifted"


def _descriptors() -> object:
    found = []
    for number in range(3, 256):
        try:
            os.fstat(number)
        except OSError:
            continue
        found.append(number)
    return found or _nothing()


def _temporary() -> object:
    return Path("/tmp/gouji-evil.txt").write_text("x")  # noqa: S108 - what is attacked


def _nothing() -> object:
    raise PermissionError


def _reached(attempt: Callable[[], object]) -> str | None:
    try:
        return str(attempt())[:80]
    except Exception:  # noqa: BLE001 - whatever it met, it reached nothing
        return None


def main(home: Path, without: list[str]) -> None:
    """Be the reading child, then the attacker."""
    parent = os.getppid()
    layers.bound(1 << 30, parent)
    make_ready(kinds_of(["x.txt"]))
    listed = list(attempts(home))
    if "root" in without:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    held = layers.seal(20, parent, [layers.Layer(one) for one in without if one != "root"])
    found = {name: _reached(attempt) for name, attempt in listed}
    sys.stdout.write(json.dumps({"held": sorted(held), "found": found}))


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    main(Path(sys.argv[1]), sys.argv[2:])

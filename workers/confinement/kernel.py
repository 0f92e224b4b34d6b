"""The few calls of Linux that Python does not wrap, by ctypes; each raises OSError."""

import ctypes
import os
import sys

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
LINUX = sys.platform == "linux"


def syscall(number: int, *arguments: object) -> int:
    """The answer of a system call."""
    library = ctypes.CDLL(None, use_errno=True)
    answer = int(library.syscall(ctypes.c_long(number), *arguments))
    if answer < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return answer


def die_with_parent(signal: int, parent: int) -> None:
    """Have the kernel send ``signal`` when ``parent`` ends; ends at once if it has ended already."""
    _prctl(_PR_SET_PDEATHSIG, signal)
    if os.getppid() != parent:
        os._exit(1)


def no_new_privileges() -> None:
    """Nothing that this process starts may ever hold more rights than it does; the filters below require it."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def _prctl(option: int, value: int) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(option, ctypes.c_ulong(value), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0)) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))

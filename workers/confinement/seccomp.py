"""The filter of system calls (seccomp, Linux 3.17 and newer): what reading needs is allowed, the rest is refused.

A call of another machine's interface (32-bit, x32) ends the process: its numbers would mean other calls.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator, Mapping

from workers.confinement.calls import ALLOWED, Condition, conditional
from workers.confinement.kernel import LINUX, syscall

_LOAD, _EQUAL, _AT_LEAST, _AND, _RETURN = 0x20, 0x15, 0x35, 0x54, 0x06  # BPF_LD|W|ABS, BPF_JMP|JEQ|K and so on
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_REFUSE = 0x00050000 | errno.EPERM
_X32 = 0x40000000
_SET_FILTER, _ALL_THREADS, _ACTION_KNOWN = 1, 1, 2
_MACHINES: Mapping[str, tuple[int, int, int]] = {"x86_64": (0, 0xC000003E, 317), "aarch64": (1, 0xC00000B7, 277)}
"""Machine -> column of the tables, its AUDIT_ARCH, its number of ``seccomp``."""

_Line = tuple[int, int, int, int]


class _FilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("lines", ctypes.c_void_p))


def available() -> bool:
    """Whether this kernel filters calls, and this machine has a table."""
    machine = _MACHINES.get(platform.machine()) if LINUX else None
    if machine is None:
        return False
    try:
        syscall(machine[2], _ACTION_KNOWN, 0, ctypes.byref(ctypes.c_uint32(_ALLOW)))
    except OSError:
        return _filters_without_asking(machine[2])
    return True


def _filters_without_asking(number: int) -> bool:
    """Kernels before 4.14 cannot be asked; a filter that is no address is refused as such by those that have it."""
    try:
        syscall(number, _SET_FILTER, 0, None)
    except OSError as refusal:
        return refusal.errno == errno.EFAULT
    return False


def apply() -> None:
    """Hold this process and all its threads from now on. OSError if the kernel does not."""
    column, machine, number = _MACHINES[platform.machine()]
    lines = list(_lines(column, machine, os.getpid()))
    packed = b"".join(struct.pack("=HBBI", *line) for line in lines)
    kept = ctypes.create_string_buffer(packed, len(packed))
    program = _FilterProgram(len(lines), ctypes.cast(kept, ctypes.c_void_p))
    if syscall(number, _SET_FILTER, _ALL_THREADS, ctypes.byref(program)) != 0:
        raise OSError(errno.EBUSY, "a thread could not be held")


def _lines(column: int, machine: int, pid: int) -> Iterator[_Line]:
    yield (_LOAD, 0, 0, _MACHINE)
    yield (_EQUAL, 1, 0, machine)
    yield (_RETURN, 0, 0, _KILL)
    yield (_LOAD, 0, 0, _NUMBER)
    yield (_AT_LEAST, 0, 1, _X32)
    yield (_RETURN, 0, 0, _KILL)
    for numbers, condition in conditional(pid).items():
        yield from _asked(numbers[column], condition)
    for allowed in (numbers[column] for numbers in ALLOWED.values()):
        if allowed is not None:
            yield (_EQUAL, 0, 1, allowed)
            yield (_RETURN, 0, 0, _ALLOW)
    yield (_RETURN, 0, 0, _REFUSE)


def _asked(number: int, condition: Condition) -> Iterator[_Line]:
    yield (_EQUAL, 0, 5, number)
    yield (_LOAD, 0, 0, _ARGUMENTS + 8 * condition.argument)
    yield (_AND, 0, 0, condition.mask)
    yield (_EQUAL, 0, 1, condition.value)
    yield (_RETURN, 0, 0, _ALLOW)
    yield (_RETURN, 0, 0, _REFUSE)

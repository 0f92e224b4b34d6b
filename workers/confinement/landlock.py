"""No file, no port, no other process: Landlock (Linux 5.13 and newer, where it is switched on) with no exception."""

import ctypes
import os

from workers.confinement.kernel import LINUX, syscall

_CREATE, _RESTRICT = 444, 446  # the same on every machine
_VERSION = 1
_FILES = {1: 13, 2: 14, 3: 15, 4: 15}  # version -> rights over files that it knows; 5 and newer know 16
_FILES_NOW = 16
_NETWORK_FROM, _SCOPES_FROM = 4, 6
_NETWORK, _SCOPES = 0b11, 0b11  # bind and connect; abstract sockets and signals


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


def version() -> int:
    """The version of Landlock that this kernel has switched on, 0 for none."""
    if not LINUX:
        return 0
    try:
        return syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION))
    except OSError:
        return 0


def apply() -> None:
    """Refuse this thread and all that it starts everything that Landlock knows. OSError where there is none."""
    known = version()
    if not known:
        raise OSError("no Landlock")
    rules = _Rules(
        (1 << _FILES.get(known, _FILES_NOW)) - 1,
        _NETWORK if known >= _NETWORK_FROM else 0,
        _SCOPES if known >= _SCOPES_FROM else 0,
    )
    size = 8 if known < _NETWORK_FROM else 16 if known < _SCOPES_FROM else 24
    ruleset = syscall(_CREATE, ctypes.byref(rules), ctypes.c_size_t(size), ctypes.c_uint32(0))
    try:
        syscall(_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    finally:
        os.close(ruleset)

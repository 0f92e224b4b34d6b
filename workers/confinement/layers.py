"""All layers together: limits before a process loads, everything else once it is loaded.

Every layer holds by itself; the filter of calls is the base. What this kernel cannot give is named, never passed over.
"""

import os
import resource
import signal
from collections.abc import Callable, Collection, Mapping

from workers.confinement import kernel, landlock, seccomp
from workers.confinement.layer import Layer

_FILES_WHILE_LOADING = 64
_HIGHEST_DESCRIPTOR = 1024
_OWN_USERS = 1_900_000_000  # above the users that systemd and containers give away; the process's number is added
_NOBODY = 65534


def available() -> frozenset[Layer]:
    """The layers that a child started from here would get."""
    asked: Mapping[Layer, bool] = {
        Layer.CALLS: seccomp.available(),
        Layer.FILES: landlock.version() > 0,
        Layer.USER: os.geteuid() == 0,
    }
    return frozenset(layer for layer, has in asked.items() if has)


def bound(memory: int, parent: int) -> None:
    """Die with the parent; no core, no more than ``memory`` bytes of addresses, few files. Before loading."""
    if kernel.LINUX:
        kernel.die_with_parent(signal.SIGKILL, parent)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES_WHILE_LOADING, _FILES_WHILE_LOADING))


def seal(processor: int, parent: int, without: Collection[Layer] = ()) -> frozenset[Layer]:
    """From now on this process computes and answers over its pipes, nothing else; the layers that hold are returned.

    ``processor``: seconds of processor time that it may still use. ``without``: layers left out, to see what the
    others hold.
    """
    usage = resource.getrusage(resource.RUSAGE_SELF)
    last = int(usage.ru_utime + usage.ru_stime) + 1 + processor
    os.closerange(3, _HIGHEST_DESCRIPTOR)
    os.environ.clear()
    resource.setrlimit(resource.RLIMIT_CPU, (last, last + 1))
    held = {layer for layer, put in _BEFORE.items() if layer not in without and _holds(put, parent)}
    for nothing in (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
        resource.setrlimit(nothing, (0, 0))
    if Layer.CALLS not in without and _holds(_filtered, parent):  # last: it refuses what the others need
        held.add(Layer.CALLS)
    return frozenset(held)


def _holds(put: Callable[[int], None], parent: int) -> bool:
    try:
        put(parent)
    except OSError:
        return False
    return True


def _own_user(parent: int) -> None:
    """A user that nobody else is, without groups and capabilities; the kernel forgets whom to die with, so again."""
    if os.geteuid() != 0:
        raise PermissionError
    os.setgroups([])
    try:
        _become(_OWN_USERS + os.getpid())
    except OSError:  # a container may know no such user
        _become(_NOBODY)
    kernel.die_with_parent(signal.SIGKILL, parent)


def _become(user: int) -> None:
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def _landlocked(_parent: int) -> None:
    kernel.no_new_privileges()
    landlock.apply()


def _filtered(_parent: int) -> None:
    kernel.no_new_privileges()
    seccomp.apply()


_BEFORE: Mapping[Layer, Callable[[int], None]] = {Layer.USER: _own_user, Layer.FILES: _landlocked}

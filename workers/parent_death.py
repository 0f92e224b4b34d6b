"""Processes that do not outlive the one that started them: a program run by path, before anything else is imported.

``python -I -S bound.py PARENT COMMAND…`` asks the kernel for a kill signal at the death of the parent, then becomes
the command. The kernel looks at the *thread* that started us: start bound processes from a thread that lives as long
as they are wanted.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def bind(parent: int) -> None:
    """Die when the parent dies; at once if it has died already. Does nothing where the kernel cannot do it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def bound(command: list[str]) -> list[str]:
    """The command that runs ``command`` bound to this process."""
    return [sys.executable, "-I", "-S", __file__, str(os.getpid()), *command]


if __name__ == "__main__":
    bind(int(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 - the point of this program

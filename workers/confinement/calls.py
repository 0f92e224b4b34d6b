"""The system calls that reading needs once everything is loaded; all others are refused.

Numbers: Linux ``arch/x86/entry/syscalls/syscall_64.tbl`` and ``include/uapi/asm-generic/unistd.h`` (aarch64). Nothing
here opens, connects, starts, traces, maps code or changes a limit.
"""

from collections.abc import Mapping

from filings.nouns import dataclass

ALLOWED: Mapping[str, tuple[int | None, int | None]] = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "close": (3, 57), "fstat": (5, 80),
    "lseek": (8, 62), "munmap": (11, 215), "mremap": (25, 216), "brk": (12, 214), "madvise": (28, 233),
    "futex": (202, 98), "getrandom": (318, 278), "clock_gettime": (228, 113), "clock_getres": (229, 114),
    "gettimeofday": (96, 169), "time": (201, None), "clock_nanosleep": (230, 115), "nanosleep": (35, 101),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "sigaltstack": (131, 132),
    "restart_syscall": (219, 128), "sched_yield": (24, 124), "sched_getaffinity": (204, 123), "getcpu": (309, 168),
    "getpid": (39, 172), "gettid": (186, 178), "getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176),
    "getegid": (108, 177), "getrusage": (98, 165), "times": (100, 153), "uname": (63, 160), "sysinfo": (99, 179),
    "poll": (7, None), "ppoll": (271, 73), "select": (23, None), "pselect6": (270, 72), "rseq": (334, 293),
    "set_robust_list": (273, 99), "membarrier": (324, 283), "exit": (60, 93), "exit_group": (231, 94),
}  # fmt: skip
"""Name -> number on (x86_64, aarch64); None where there is no such call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A call that is allowed only for some values of one argument: its low 32 bits, masked, must equal ``value``."""

    argument: int
    mask: int
    value: int


_PROT_EXEC = 0x4
_TGKILL = (234, 131)


def conditional(pid: int) -> Mapping[tuple[int, int], Condition]:
    """Numbers -> condition: memory that holds no code, a signal to itself (``abort``)."""
    data = Condition(argument=2, mask=_PROT_EXEC, value=0)
    return {
        (9, 222): data,  # mmap
        (10, 226): data,  # mprotect
        _TGKILL: Condition(argument=0, mask=0xFFFFFFFF, value=pid),
    }

"""The exception tree. Content problems are findings; an exception here means infrastructure or a wrong call.

GoujiError
├── UsageError        the caller asked for something that cannot be (exit status 2)
├── RulebookError     a rule file is refused at load, with file and line
└── InfrastructureError  a disk, a queue or a database did not do its part; trying again may help
"""


class GoujiError(Exception):
    """The base of all errors that this project raises on purpose."""


class UsageError(GoujiError):
    """Raised when the caller's words cannot be followed; the message says what to write instead."""


class RulebookError(GoujiError):
    """Raised when a rule file, a list or an overlay is refused at load; the message names file and line."""


class InfrastructureError(GoujiError):
    """Raised when something outside the program failed; the work is safe and may be tried again."""

"""Who sits at this terminal, for the record of what was done by hand."""

import getpass


def operator() -> str:
    """The name of the account at this terminal; ``unknown`` where the system has none for it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"

"""Regular expressions that are compiled when they are first used.

The house knows some five hundred, and a command that checks one text needs a quarter of them; compiling all of them
took a seventh of its time.
"""

import re
import sys
from typing import Any, AnyStr, cast


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile`` put off to the first use; for a global of a module, which then holds what was compiled.

    Not for one that is compared by identity or that another module imports: what stands in for a pattern is another
    object than the pattern. A source that does not compile raises ``re.error`` at its first use; a test compiles all.
    """
    home = sys._getframe(1).f_globals  # noqa: SLF001 - the module whose global this will be
    return cast("re.Pattern[AnyStr]", Uncompiled(source, flags, home))


class Uncompiled:
    """What stands in place of a pattern until it is asked for more than its source."""

    def __init__(self, source: Any, flags: int, home: dict[str, Any]) -> None:  # noqa: ANN401 - text or bytes
        self.pattern = source
        self._flags = flags
        self._home = home

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern offers
        """An attribute of the compiled pattern, which takes this one's place wherever its module names it."""
        if name.startswith("_"):  # asked by tools that look at modules; no pattern offers any
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for known, value in tuple(self._home.items()):
            if value is self:
                self._home[known] = compiled
        found = self.__dict__[name] = getattr(compiled, name)  # for one that stands in a row or a mapping
        return found

"""Writes the rulebook as data, and the digest of the code, into the wheel. An editable install reads its sources."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Adds ``rules/built.json`` to the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the file beside the build and name it to hatchling. A broken TOML file ends the build."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from rules.book_io.building import write  # noqa: PLC0415 - the tree that is built
        from rules.book_io.built import NAME  # noqa: PLC0415 - the same

        self._folder = tempfile.TemporaryDirectory()  # goes when the build ends
        path = Path(self._folder.name) / NAME
        write(Path(self.root), path)
        build_data["force_include"][str(path)] = f"rules/{NAME}"

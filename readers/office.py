"""LibreOffice as a converter of doc files, for installations that have it and ask for it."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from readers.refusal import Unreadable

SECONDS = 60  # a fresh profile takes about 5 s
_NAMES = ("soffice", "libreoffice")


def program() -> str | None:
    """Where LibreOffice is installed, or None."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def converted(data: bytes, soffice: str, seconds: float = SECONDS) -> bytes:
    """The docx bytes that LibreOffice at ``soffice`` makes of a doc: own profile, no macros. Raises Unreadable."""
    with tempfile.TemporaryDirectory(prefix="gouji-office-") as folder:
        source = Path(folder) / "in.doc"
        source.write_bytes(data)
        try:
            subprocess.run(  # noqa: S603 - the program is named by the operator, the arguments are ours
                [
                    soffice, "--headless", "--norestore", "--nolockcheck", "--nodefault",
                    f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
                    "--convert-to", "docx", "--outdir", folder, str(source),
                ],
                capture_output=True, check=True, timeout=seconds, cwd=folder,
                env={"PATH": os.defpath, "HOME": folder, "LC_ALL": "C.UTF-8"},
            )  # fmt: skip
            return (Path(folder) / "in.docx").read_bytes()
        except subprocess.TimeoutExpired:
            raise Unreadable(f"LibreOffice 在 {seconds:g} 秒内没有转换完 doc 文件") from None
        except (subprocess.CalledProcessError, OSError):
            raise Unreadable("LibreOffice 转换不了这个 doc 文件") from None

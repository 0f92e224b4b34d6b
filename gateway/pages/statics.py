"""What pages are made up with: one style sheet, one script, kept by browsers as long as their digest holds."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from gateway.http.desk import Desk
from gateway.http.problems import not_found
from gateway.pages.routes import OPEN, Page, Turn, Visit

_MEDIA = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "png": "image/png"}
_LONG, _SHORT = "public, max-age=31536000, immutable", "no-cache"
_SIGNS = 12  # of the digest, in addresses


@cache
def kept() -> Mapping[str, tuple[bytes, str]]:
    """Name -> bytes and digest, of every file."""
    found = ((one.name, one.read_bytes()) for one in (files(__package__) / "static").iterdir() if one.is_file())
    return {name: (data, hashlib.sha256(data).hexdigest()[:_SIGNS]) for name, data in found}


def place(name: str) -> str:
    """The address of a file, with its digest. KeyError for one that there is not."""
    return f"/static/{name}?v={kept()[name][1]}"


def static(_desk: Desk, visit: Visit) -> Turn:
    """One file."""
    name = visit.path["name"]
    found = kept().get(name)
    if found is None:
        raise not_found()
    data, digest = found
    caching = _LONG if visit.query.get("v") == digest else _SHORT
    return Turn(data=data, media=_MEDIA[name.rpartition(".")[2]], headers={"Cache-Control": caching})


PAGES = (
    Page(
        method="GET", path="/static/{name}", verb=static, title="网页的样式和脚本", roles=OPEN, scope="公开", fresh=True
    ),
)  # fmt: skip

"""Zip packages of XML parts: what xlsx, ods and OFD have in common."""

import io
import zipfile
from collections.abc import Mapping

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_STARTED = (2020, 1, 1, 0, 0, 0)


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of the parts in order; the same parts give the same bytes. XML text gets its declaration."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, date_time=_STARTED)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            body = _HEAD + part if isinstance(part, str) and part.startswith("<") else part
            archive.writestr(info, body)
    return out.getvalue()

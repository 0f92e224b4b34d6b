"""Fields of a JSON body, each read once in the words of its schema; all that is wrong is told at once."""

import contextlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from gateway.http.problems import RequestFault, RequestProblem
from gateway.http.routes import Call

_TEXT = 2000  # signs of a reason


class Fields:
    """The members of the object that was sent. Unknown ones are left alone, for ``/v1`` only grows."""

    def __init__(self, call: Call) -> None:
        body = call.form.json
        if not isinstance(body, dict):
            raise RequestProblem(
                "schema", "请求正文应是一个 JSON 对象。", faults=(RequestFault(pointer="", detail="应当是一组键值"),)
            )
        self._body: Mapping[str, Any] = body
        self._faults: list[RequestFault] = []

    def text(self, name: str, *, needed: bool = False, most: int = _TEXT) -> str:
        """A text; ``""`` where it is absent."""
        found = self._body.get(name, "")
        if not isinstance(found, str) or len(found) > most:
            return self._wrong(name, f"应是至多{most}字的文字")
        if needed and not found.strip():
            return self._wrong(name, "没有写")
        return found.strip()

    def year(self, name: str = "year") -> int:
        """A report year."""
        found = self._body.get(name)
        if isinstance(found, bool) or not isinstance(found, int) or not 2008 <= found <= 2999:  # noqa: PLR2004 - as in the schema
            self._wrong(name, "应是2008到2999之间的年份")
            return 0
        return found

    def number(self, name: str, least: int, most: int, usual: int | None) -> int | None:
        """A whole number, or what is usual."""
        found = self._body.get(name, usual)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int) or not least <= found <= most:
            self._wrong(name, f"应是{least}到{most}之间的整数")
            return usual
        return found

    def day(self, name: str, *, needed: bool = False) -> date | None:
        """A day, None where it is absent."""
        found = self._body.get(name)
        if found is None and not needed:
            return None
        with contextlib.suppress(ValueError):
            if isinstance(found, str):
                return date.fromisoformat(found)
        self._wrong(name, "应写成 2026-01-31 的样子")
        return None

    def words(self, name: str, most: int = 2000) -> tuple[str, ...]:
        """A list of texts."""
        found = self._body.get(name, [])
        if not isinstance(found, list) or len(found) > most or not all(isinstance(one, str) for one in found):
            self._wrong(name, "应是一列文字")
            return ()
        return tuple(found)

    def things(self, name: str, most: int = 200) -> tuple[Mapping[str, Any], ...]:
        """A list of objects."""
        found = self._body.get(name, [])
        if not isinstance(found, list) or len(found) > most or not all(isinstance(one, dict) for one in found):
            self._wrong(name, "应是一列键值")
            return ()
        return tuple(found)

    def done(self) -> None:
        """Problem with everything that was wrong."""
        if self._faults:
            what = "；".join(f"{fault.pointer}：{fault.detail}" for fault in self._faults[:3])
            raise RequestProblem("schema", f"请求的内容不对。{what}。请改正后再发。", faults=tuple(self._faults))

    def _wrong(self, name: str, detail: str) -> str:
        self._faults.append(RequestFault(pointer=f"/{name}", detail=detail))
        return ""

"""The OpenAPI 3.1 document, assembled from the routes and from ``schemas/``: there is no second model to drift."""

import copy
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from filings.patterns import pattern
from gateway.http.problems import KINDS
from gateway.http.routes import Parameter, Reply, Route
from schemas.validate import schema

_FILES = {
    "report": "Report", "audit": "Audit", "submission": "SubmissionEvent", "event": "Event", "bulletin": "Bulletin",
}  # fmt: skip
_SHAPES = "http"
_PLACE = pattern(r"\{([a-z]+)\}")
_HEADERS = {
    "Location": "在哪里", "Retry-After": "多少秒后再来", "Link": '下一页：rel="next"', "ETag": "内容的版本",
}  # fmt: skip
_IDS = {"submission": "报送件编号 sub_…", "check": "试核查编号", "agency": "单位代码", "rule": "规则编号",
        "bulletin": "通报编号", "endpoint": "接收地址编号"}  # fmt: skip
_ABOUT = (
    "政府信息公开工作年度报告的核查接口：试核查、报送、状态、通知。服务器对服务器，不支持跨域。"
    "时间带 +08:00；未知的键请忽略，/v1 只增不减，去掉什么之前先用 Sunset 告知；问题按 RFC 9457 答复。"
)


def document(routes: Iterable[Route], base: str = "") -> dict[str, Any]:
    """The document. ``base``: the prefix under which a proxy shows the door."""
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {"title": "勾稽", "version": version("gouji"), "description": _ABOUT, "license": _LICENSE},
        "servers": [{"url": base or "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": shapes(),
            "responses": {"Problem": _PROBLEM},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": _BEARER}},
        },
    }  # fmt: skip


@cache
def shapes() -> Mapping[str, Any]:
    """Every schema under one roof, their references turned to it."""
    found = {title: _housed(dict(schema(name)), f"#/components/schemas/{title}") for name, title in _FILES.items()}
    own = {name: _housed(one, "#/components/schemas") for name, one in schema(_SHAPES)["$defs"].items()}
    return {**found, **own}


def _housed(one: Any, home: str) -> Any:  # noqa: ANN401 - any part of a schema
    """The part with its references turned; what names a document of its own is left out."""
    if isinstance(one, list):
        return [_housed(each, home) for each in one]
    if not isinstance(one, dict):
        return copy.copy(one)
    return {
        key: _turned(value, home) if key == "$ref" and isinstance(value, str) else _housed(value, home)
        for key, value in one.items()
        if not (key in ("$id", "$schema") and isinstance(value, str))
    }


def _turned(reference: str, home: str) -> str:
    if reference.endswith(".schema.json"):
        return f"#/components/schemas/{_FILES[reference.removesuffix('.schema.json')]}"
    if reference.startswith("#/$defs/") and home == "#/components/schemas":
        return f"{home}/{reference.removeprefix('#/$defs/')}"
    return home + reference.removeprefix("#")


def _operation(route: Route) -> dict[str, Any]:
    roles = "、".join(sorted(role.label for role in route.roles)) or "不要令牌"
    words = [route.description, f"谁可以用：{roles}。" + (f"范围：{route.scope}。" if route.scope else "")]
    made: dict[str, Any] = {
        "operationId": operation_id(route),
        "tags": [route.tag],
        "summary": route.summary,
        "description": "\n\n".join(word for word in words if word),
        "parameters": [*map(_place, _PLACE.findall(route.path)), *map(_parameter, route.parameters)],
        "responses": {
            **{str(status): _told(told) for status, told in route.answers.items()},
            "default": {"$ref": "#/components/responses/Problem"},
        },
    }
    if not route.roles:
        made["security"] = []
    if route.body:
        media = {kind: {"schema": shape} for kind, shape in route.body.media.items()}
        made["requestBody"] = {"required": route.body.required, "content": media}
    return made


def operation_id(route: Route) -> str:
    """A name for programs: ``get_v1_submissions_submission``."""
    return "_".join([route.method.lower(), *re.findall(r"[A-Za-z0-9]+", route.path)])


def _place(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "description": _IDS[name], "schema": {"type": "string"}}


def _parameter(one: Parameter) -> dict[str, Any]:
    made = {"name": one.name, "in": one.where, "description": one.description, "schema": dict(one.schema)}
    return made if one.example is None else {**made, "example": one.example}


def _told(told: Reply) -> dict[str, Any]:
    media: dict[str, Any] = {kind: {"schema": {"type": "string"}} for kind in told.more}
    if told.schema:
        media = {"application/json": {"schema": {"$ref": f"#/components/schemas/{told.schema}"}}, **media}
    made: dict[str, Any] = {"description": told.description, "content": media}
    if told.headers:
        made["headers"] = {n: {"description": _HEADERS[n], "schema": {"type": "string"}} for n in told.headers}
    return made


_BEARER = "令牌由政务公开办公室用 gouji token create 发"
_LICENSE = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
_PROBLEM = {
    "description": "没有办成。code 见对接指南：" + "、".join(KINDS),
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}

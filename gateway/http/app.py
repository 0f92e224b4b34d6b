"""The application: finds the route, the holder of the token and the body; calls the verb; answers, whatever happens."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeAlias, TypeVar

import anyio.to_thread
import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route as Address
from starlette.types import ASGIApp, Receive, Scope, Send

from filings.errors import InfrastructureError
from filings.nouns import dataclass
from filings.token import PREFIX, AccessToken
from filings.writable import writable
from gateway.http.bodies import BODY_LIMIT, form_of, refused, too_large
from gateway.http.desk import Desk
from gateway.http.later import Later, waited_for
from gateway.http.problems import MEDIA, RequestProblem, not_found, wrong
from gateway.http.routes import Answer, Call, Form, Route

_THREADS = 16  # requests that are carried out at once; each may need a connection of the ledger
_LARGE, _LARGE_AT_ONCE = 1024**2, 8  # bytes of a body, and how many such are held at once
_QUERY = 8192  # bytes of parameters
_GONE = 499  # what the log says of senders who went away
_SAFE = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}

_log = structlog.get_logger("http")
_Found = TypeVar("_Found")
Teller: TypeAlias = Callable[[RequestProblem, Request], Response]


class Front:
    """Carries requests out. One for each process."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._threads = anyio.CapacityLimiter(_THREADS)
        self._large = asyncio.Semaphore(_LARGE_AT_ONCE)

    def address(self, route: Route) -> Address:
        """The route as Starlette takes it."""

        async def serve(request: Request) -> Response:
            return await self.serve(route, request)

        return Address(route.path, serve, methods=[route.method], name=f"{route.method} {route.path}")

    async def serve(self, route: Route, request: Request) -> Response:
        """Answer a request; nothing that happens over it is raised."""
        began, holder = time.monotonic(), ""
        try:
            token = await self._holder(route, request)
            holder = token.id if token else ""
            frame = self._desk.parts.settings.web.frame
            response = _response(await self._answer(route, request, token), request, frame)
        except ClientDisconnect:
            response = Response(status_code=_GONE)
        except RequestProblem as problem:
            response = problem_response(problem, request)
        except InfrastructureError as error:
            _log.warning("http.unavailable", reason=str(error))
            away = RequestProblem("unavailable", "系统暂时连不上数据库，没有办理。请稍后再试。", after=5)
            response = problem_response(away, request)
        except HTTPException as error:
            response = problem_response(refused(error), request)
        except Exception:  # noqa: BLE001 - our fault over one request is that request's answer
            _log.exception("http.failed", route=route.path)
            response = problem_response(_our_fault(), request)
        self._told(route, request, response, holder, time.monotonic() - began)
        return response

    async def _answer(self, route: Route, request: Request, token: AccessToken | None) -> Answer:
        if len(request.url.query) > _QUERY:
            raise RequestProblem("too_large", f"参数太长，超过{_QUERY // 1024}KB。请减少参数，或改用请求正文。")
        async with self._room(request):
            form = await form_of(request, route.body, self._desk.parts.settings.web.idle)
            call = _call(request, token, form, self._desk)
            _fit(route, call)
            found = await self._aside(partial(route.verb, self._desk, call))
            return await waited_for(found, self._aside) if isinstance(found, Later) else found

    def _room(self, request: Request) -> "asyncio.Semaphore | _Free":
        """Large bodies take turns: what is held in memory is bounded."""
        announced = request.headers.get("content-length", "")
        if request.method in ("GET", "HEAD", "DELETE") or (announced.isdigit() and int(announced) <= _LARGE):
            return _Free()
        return self._large

    async def _aside(self, work: Callable[[], _Found]) -> _Found:
        """Do it in a thread, so that other requests go on."""
        return await anyio.to_thread.run_sync(work, limiter=self._threads)

    async def _holder(self, route: Route, request: Request) -> AccessToken | None:
        if not route.roles:
            return None
        secret = _secret(request)
        token = await self._aside(lambda: self._desk.ledger.tokens.holder(secret))
        if token is None:
            raise RequestProblem("token_invalid", "令牌无效或者已经停用。请向政务公开办公室要一个新的。")
        if token.role not in route.roles:
            raise RequestProblem("role", f"{token.role.label}的令牌不能做这件事：{route.summary}。")
        self._desk.rates.take(token.id, "requests")
        if route.cost != "requests":
            self._desk.rates.take(token.id, route.cost)
        return token

    def _told(self, route: Route, request: Request, response: Response, holder: str, seconds: float) -> None:
        self._desk.metrics.count(route.path, route.method, response.status_code, seconds)
        _log.info(
            "http.request",
            method=request.method,
            route=route.path,
            status=response.status_code,
            token=holder,
            client=request.client.host if request.client else "",
            seconds=round(seconds, 3),
        )


class _Free:
    """Room for whom there is always room."""

    async def __aenter__(self) -> None:
        return None

    async def __aexit__(self, *_: object) -> None:
        return None


def application(
    desk: Desk, routes: Sequence[Route], further: Sequence[Address] = (), tell: Teller | None = None
) -> Starlette:
    """The door as an ASGI application. ``further``: other addresses. ``tell``: words what no route answers."""
    front, told = Front(desk), tell or problem_response
    made = Starlette(
        routes=[*(front.address(route) for route in routes), *further],
        exception_handlers={HTTPException: _Astray(told), Exception: _Failing(told)},
        middleware=[
            Middleware(_Announced, tell=told),
            Middleware(RequestBodyLimitMiddleware, max_body_size=BODY_LIMIT),
        ],
    )
    made.router.redirect_slashes = False
    return made


class _Announced:
    """A body that is announced as too large is refused before it is sent, in our own words."""

    def __init__(self, app: ASGIApp, tell: Teller) -> None:
        self._app, self._tell = app, tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            size = dict(scope["headers"]).get(b"content-length", b"0")
            if size.isdigit() and int(size) > BODY_LIMIT:
                await self._tell(too_large(), Request(scope))(scope, receive, send)
                return
        await self._app(scope, receive, send)


def problem_response(problem: RequestProblem, request: Request) -> Response:
    """The problem as it is sent."""
    body = json.dumps(problem.document(request.url.path), ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, problem.kind.status, {**_SAFE, **problem.headers()}, MEDIA)


@dataclass(frozen=True, slots=True)
class _Astray:
    """No such address, or no such method there."""

    tell: Teller

    async def __call__(self, request: Request, error: Exception) -> Response:
        if isinstance(error, HTTPException) and error.status_code == 405:  # noqa: PLR2004 - HTTP's own
            response = self.tell(
                RequestProblem("method", f"这个地址不支持 {request.method}，请核对对接指南。"), request
            )
            response.headers.update(error.headers or {})
            return response
        if isinstance(error, HTTPException) and error.status_code != 404:  # noqa: PLR2004 - HTTP's own
            return self.tell(refused(error), request)
        return self.tell(not_found(), request)


@dataclass(frozen=True, slots=True)
class _Failing:
    """Our fault, wherever it happened."""

    tell: Teller

    async def __call__(self, request: Request, _error: Exception) -> Response:
        return self.tell(_our_fault(), request)


def _our_fault() -> RequestProblem:
    return RequestProblem(
        "failed", "系统出错了，不是您的文件的问题。请稍后再试；仍不行请与政务公开办公室联系。", after=30
    )


def _secret(request: Request) -> str:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if not secret.strip():
        raise RequestProblem("token_missing", "请求没有带令牌。请在请求头写：Authorization: Bearer 令牌。")
    if scheme.lower() != "bearer" or not secret.strip().startswith(PREFIX):
        raise RequestProblem("token_invalid", "令牌的写法不对。请在请求头写：Authorization: Bearer 令牌。")
    return secret.strip()


def _call(request: Request, token: AccessToken | None, form: Form, desk: Desk) -> Call:
    path: Mapping[str, str] = request.path_params
    query = dict(request.query_params)
    if not all(map(writable, path.values())):
        raise not_found()
    if not all(map(writable, (*query, *query.values()))):
        raise RequestProblem("text", "参数中有无法保存的字符（空字符或半个字符），请改正后再发。")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Call(
        token=token, path=path, query=query, headers=headers, form=form, now=desk.parts.now(),
        base=request.scope.get("root_path", ""),
    )  # fmt: skip


def _fit(route: Route, call: Call) -> None:
    """No parameter is longer than the document says, none of a format is empty; the rest is for the verb to hold."""
    for one in route.parameters:
        most = one.schema.get("maxLength")
        if most is not None and one.where == "query" and len(call.query.get(one.name, "")) > most:
            raise wrong(one.name, f"太长，最多{most}个字")
        if one.schema.get("format") and one.where == "query" and call.query.get(one.name) == "":
            raise wrong(one.name, f"写了名称没有写内容：不用时请整个省去，要用请写成 {one.example} 的样子")


def _response(answer: Answer, request: Request, frame: str) -> Response:
    """The answer as it is sent; 304 where the asker has it."""
    headers = {**_SAFE, **answer.headers}
    if answer.media == "text/html":
        headers["Content-Security-Policy"] = f"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors {frame}"
    tag = headers.get("ETag", "")
    if tag and answer.status == 200 and _has(request.headers.get("if-none-match", ""), tag):  # noqa: PLR2004 - HTTP's own
        return Response(None, 304, headers)
    return Response(_bytes(answer), answer.status, headers, _media(answer))


def _bytes(answer: Answer) -> bytes | None:
    if answer.body is None or isinstance(answer.body, bytes):
        return answer.body
    return (json.dumps(answer.body, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _media(answer: Answer) -> str | None:
    if answer.body is None:
        return None
    return f"{answer.media}; charset=utf-8" if answer.media.startswith("text/") else answer.media


def _has(wanted: str, tag: str) -> bool:
    return wanted.strip() == "*" or tag in [word.strip().removeprefix("W/") for word in wanted.split(",")]

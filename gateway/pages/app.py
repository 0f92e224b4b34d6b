"""Pages carried out: who is signed in, whether they may, what the form brought; whatever happens, a page answers."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import TypeVar
from urllib.parse import quote, urlencode

import anyio.to_thread
import structlog
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route as Address

from filings.account import Session
from filings.errors import InfrastructureError, UsageError
from filings.writable import writable
from gateway.http.bodies import BODY_LIMIT, refused
from gateway.http.desk import Desk
from gateway.http.problems import RequestProblem
from gateway.http.routes import Form
from gateway.pages.reading import drained, foreign, form_of
from gateway.pages.rendering import rendered
from gateway.pages.routes import Page, Turn, Visit

_THREADS = 16
_LARGE, _LARGE_AT_ONCE = 1024**2, 8  # bytes of a form, and how many such are held at once
_GONE = 499
COOKIE, SAFE_COOKIE = "gouji", "__Host-gouji"

_log = structlog.get_logger("pages")
_Found = TypeVar("_Found")


class PageFront:
    """Carries pages out. One for each process."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._threads = anyio.CapacityLimiter(_THREADS)
        self._large = asyncio.Semaphore(_LARGE_AT_ONCE)

    def addresses(self, pages: Sequence[Page]) -> list[Address]:
        """The pages as Starlette takes them."""
        return [self._address(page) for page in pages]

    def _address(self, page: Page) -> Address:
        async def serve(request: Request) -> Response:
            return await self.serve(page, request)

        return Address(page.path, serve, methods=[page.method], name=f"{page.method} {page.path}")

    async def serve(self, page: Page, request: Request) -> Response:
        """Answer a request; nothing that happens over it is raised."""
        began = time.monotonic()
        visit = _visit(request, self._desk, Form(), None)
        try:
            visit = await self._aside(lambda: _known(self._desk, visit))
            turn = await self._turn(page, request, visit)
        except ClientDisconnect:
            return Response(status_code=_GONE)
        except RequestProblem as problem:
            turn = _problem(problem)
        except UsageError as error:
            turn = _problem(RequestProblem("conflict", str(error)))
        except InfrastructureError as error:
            _log.warning("pages.unavailable", reason=str(error))
            turn = _problem(RequestProblem("unavailable", "系统暂时连不上数据库，没有办理。请稍后再试。", after=5))
        except HTTPException as error:
            turn = _problem(refused(error))
        except Exception:  # noqa: BLE001 - our fault over one request is that request's answer
            _log.exception("pages.failed", page=page.path)
            turn = _problem(_our_fault())
        response = await self._response(turn, page, visit)
        self._told(page, request, visit, response, time.monotonic() - began)
        return response

    def lost(self, problem: RequestProblem, request: Request) -> Response:
        """What a browser is answered where there is no page."""
        turn, visit = _problem(problem), _visit(request, self._desk, Form(), None)
        return Response(self._page(turn, "没有找到", visit), turn.status, _safe(self._desk), _media("text/html"))

    def _page(self, turn: Turn, title: str, visit: Visit) -> bytes:
        try:
            return rendered(self._desk, visit, turn, title)
        except InfrastructureError:
            return "系统暂时连不上数据库，没有办理。请稍后再试。".encode()

    async def _turn(self, page: Page, request: Request, visit: Visit) -> Turn:
        idle = self._desk.parts.settings.web.idle
        if page.method == "POST" and foreign(request.headers, self._desk.parts.settings.public_url):
            await drained(request, BODY_LIMIT, idle)
            raise RequestProblem("role", "这次提交不是从本系统的页面发出的，没有办理。请从本系统的页面重新操作。")
        if page.roles and visit.session is None:
            return await self._strange(page, request)
        if visit.session is not None and page.roles and visit.account.role not in page.roles:
            await drained(request, BODY_LIMIT, idle)
            raise RequestProblem("role", f"{visit.account.role.label}不能做这件事：{page.title}。")
        if visit.session is not None and visit.session.fresh and page.roles and not page.fresh:
            return Turn(status=303, to="/password")
        large = request.headers.get("content-length", "")
        if page.method == "GET" or (large.isdigit() and int(large) <= _LARGE):
            return await self._done(page, request, visit)
        async with self._large:
            return await self._done(page, request, visit)

    async def _done(self, page: Page, request: Request, visit: Visit) -> Turn:
        form = await form_of(request, self._desk.parts.settings.web.idle, files=page.files)
        whole = _visit(request, self._desk, form, visit.session)
        if page.method == "POST" and visit.session is not None and not whole.ours:
            return _stale(form, "这一页是以前打开的，登录已经换过，这次没有办理。")
        return await self._aside(partial(_carried_out, self._desk, page, whole))

    async def _strange(self, page: Page, request: Request) -> Turn:
        """Nobody is signed in: to the door and back; what was typed into a form is shown, so that nothing is lost."""
        if page.method == "GET":
            asked = visit_path(request)
            return Turn(status=303, to=f"/sign-in?{urlencode({'next': asked})}" if asked != "/" else "/sign-in")
        if page.files:
            await drained(request, BODY_LIMIT, self._desk.parts.settings.web.idle)
            return _stale(Form(), "登录已过期，文件没有收下，还在您的电脑里。")
        form = await form_of(request, self._desk.parts.settings.web.idle, files=False)
        return _stale(form, "登录已过期，这次没有办理。")

    async def _aside(self, work: Callable[[], _Found]) -> _Found:
        return await anyio.to_thread.run_sync(work, limiter=self._threads)

    async def _response(self, turn: Turn, page: Page, visit: Visit) -> Response:
        body, media, headers = turn.data, turn.media, dict(turn.headers)
        if turn.template:
            body, media = await self._aside(lambda: self._page(turn, page.title, visit)), "text/html"
        if turn.to:
            headers["Location"] = visit.base + turn.to
        if turn.name:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(turn.name, safe='')}"
        response = Response(body, turn.status, {**_safe(self._desk), **headers}, _media(media) if body else None)
        _cookie(response, turn.cookie, visit)
        return response

    def _told(self, page: Page, request: Request, visit: Visit, response: Response, seconds: float) -> None:
        self._desk.metrics.count(page.path, page.method, response.status_code, seconds)
        _log.info(
            "pages.request", method=request.method, page=page.path, status=response.status_code,
            account=visit.session.account.id if visit.session else "", client=visit.address, seconds=round(seconds, 3),
        )  # fmt: skip


def visit_path(request: Request) -> str:
    """The address that was asked for, with its parameters, without the prefix."""
    path = request.url.path.removeprefix(request.scope.get("root_path", "")) or "/"
    return f"{path}?{request.url.query}" if request.url.query else path


def _carried_out(desk: Desk, page: Page, visit: Visit) -> Turn:
    """Make the page; that a filing was looked at or fetched, and every act, goes on record with who and from where."""
    turn = page.verb(desk, visit)
    filing = visit.path.get("submission", "")
    acts = page.method == "POST" and page.roles and visit.session is not None and page.path != "/sign-out"
    if visit.session is None or turn.status >= 400 or not (filing or acts):  # noqa: PLR2004 - HTTP's own
        return turn
    kind = "page.sent" if acts else "submission.downloaded" if turn.name else "submission.viewed"
    subject = filing or visit.account.id
    desk.ledger.sessions.note(kind, subject, visit.session, visit.address, visit.now, page=page.path)
    return turn


def _known(desk: Desk, visit: Visit) -> Visit:
    """The visit with who is signed in, whose life is written down now and then."""
    if not visit.secret:
        return visit
    idle = timedelta(minutes=desk.parts.settings.login.idle)
    session: Session | None = desk.ledger.sessions.find(visit.secret, idle, visit.now)
    if session is None:
        return visit
    desk.ledger.sessions.stir(session, visit.now)
    desk.rates.take(session.account.id, "requests")
    return Visit(**{**{name: getattr(visit, name) for name in Visit.__dataclass_fields__}, "session": session})


def _visit(request: Request, desk: Desk, form: Form, session: Session | None) -> Visit:
    path, query = dict(request.path_params), dict(request.query_params)
    secure = request.url.scheme == "https"
    secret = request.cookies.get(SAFE_COOKIE if secure else COOKIE, "")
    fit = all(map(writable, (*path.values(), *query, *query.values(), secret)))
    return Visit(
        session=session, path=path if fit else {}, query=query if fit else {},
        headers={name.lower(): value for name, value in request.headers.items()}, form=form, now=desk.parts.now(),
        address=request.client.host if request.client else "", secret=secret if fit and len(secret) < 200 else "",  # noqa: PLR2004 - ours are shorter
        base=request.scope.get("root_path", ""), secure=secure,
    )  # fmt: skip


def _stale(form: Form, why: str) -> Turn:
    hidden = ("csrf", "nonce", "seen", "password", "again", "otp", "next")
    kept = {name: text for name, text in form.fields.items() if name not in hidden and text.strip()}
    return Turn(status=401, template="stale.html", context={"why": why, "kept": kept, "title": "请重新登录"})


def _problem(problem: RequestProblem) -> Turn:
    context = {"title": _to_a_person(problem.kind.title), "detail": _to_a_person(problem.detail)}
    headers = {} if problem.after is None else {"Retry-After": str(problem.after)}
    return Turn(status=problem.kind.status, template="problem.html", context=context, headers=headers)


def _to_a_person(words: str) -> str:
    """What is said to a program, without its token: people have none."""
    return words.replace("令牌不能", "您不能").replace("不属于这个令牌", "您的账号看不到").replace("这个令牌", "每人")


def _our_fault() -> RequestProblem:
    return RequestProblem(
        "failed", "系统出错了，不是您的文件的问题。请稍后再试；仍不行请与政务公开办公室联系。", after=30
    )


def _safe(desk: Desk) -> dict[str, str]:
    return {
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "Content-Security-Policy": "default-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
        f"frame-ancestors {desk.parts.settings.web.frame}",
    }


def _media(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _cookie(response: Response, secret: str | None, visit: Visit) -> None:
    """Only this host gets it back; over https it is told to be sent over nothing else."""
    if secret is None:
        return
    name = SAFE_COOKIE if visit.secure else COOKIE
    if secret:
        response.set_cookie(name, secret, path="/", secure=visit.secure, httponly=True, samesite="lax")
    else:
        response.delete_cookie(name, path="/", secure=visit.secure, httponly=True, samesite="lax")

"""What is open to everybody: whether the door lives, whether it is of use, what it takes."""

from filings.errors import InfrastructureError
from filings.token import TokenRole
from gateway.http.desk import Desk
from gateway.http.metrics import MEDIA
from gateway.http.problems import RequestProblem, not_found
from gateway.http.routes import Answer, Call, Reply, Route
from ledger.schema import is_current


def alive(_desk: Desk, _call: Call) -> Answer:
    """This process answers; it says nothing of what lies behind it."""
    return Answer(body={"status": "ok"})


def ready(desk: Desk, _call: Call) -> Answer:
    """Database there and at this version's tables. A queue that is away is told, and hinders no filing."""
    try:
        current = is_current(desk.ledger.engine)
        desk.ledger.register.jurisdictions()
    except InfrastructureError:
        current = False
    if not current:
        raise RequestProblem("unavailable", "数据库连不上，或者表的版本旧了，请运行 gouji migrate。", after=5)
    return Answer(body={"status": "ok", "queue": "ok" if _queue(desk) else "away"})


def numbers(desk: Desk, _call: Call) -> Answer:
    """The counters, where the settings say so."""
    if not desk.parts.settings.web.metrics:
        raise not_found()
    return Answer(body=desk.metrics.text(), media=MEDIA)


def _queue(desk: Desk) -> bool:
    from workers.wiring import QueueName  # noqa: PLC0415 - a name of the background side

    try:
        desk.parts.queue.waiting(QueueName.AUDITS)
    except InfrastructureError:
        return False
    return True


_OPEN: frozenset[TokenRole] = frozenset()
ROUTES = (
    Route(
        method="GET", path="/healthz", verb=alive, roles=_OPEN, tag="运行", summary="进程在运行",
        answers={200: Reply(description="在运行", schema="Health")},
    ),
    Route(
        method="GET", path="/readyz", verb=ready, roles=_OPEN, tag="运行", summary="数据库连得上，表是这一版的",
        answers={200: Reply(description="可以服务", schema="Health")},
    ),
    Route(
        method="GET", path="/metrics", verb=numbers, roles=_OPEN, tag="运行", summary="计数，设定打开时才有",
        answers={200: Reply(description="Prometheus 的文本", more=("text/plain",))},
    ),
)  # fmt: skip

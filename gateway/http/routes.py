"""What a route is: an address, who may ask for it, what it takes and answers, and the verb behind it.

The router, the authorisation, ``/openapi.json``, ``docs/roles.md`` and their tests are all made from these rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from filings.intake import Upload
from filings.nouns import dataclass
from filings.token import AccessToken, TokenRole

if TYPE_CHECKING:
    from gateway.http.desk import Desk
    from gateway.http.later import Later

EVERYBODY = frozenset(TokenRole)
FILERS = frozenset({TokenRole.PORTAL, TokenRole.AGENCY})
OFFICE = frozenset({TokenRole.OFFICE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What was sent in the body, whichever way: files, and fields beside them. ``json``: None where it was none."""

    uploads: tuple[Upload, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    raw: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request that may be carried out. ``token``: None on open routes. ``path``: the values in the address.

    ``query``: the parameters, each once. ``headers``: by lower-case name. ``base``: the prefix before our addresses.
    """

    token: AccessToken | None
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    form: Form
    now: datetime
    base: str = ""

    @property
    def holder(self) -> AccessToken:
        """Who asks."""
        if self.token is None:
            raise LookupError("an open route has no holder")
        return self.token


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered. ``body``: JSON data, or bytes of the type ``media``."""

    status: int = 200
    body: Any = None
    media: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


Verb: TypeAlias = "Callable[[Desk, Call], Answer | Later]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of the query or a header, as JSON Schema tells it."""

    name: str
    description: str
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    where: str = "query"
    example: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestBody:
    """What a route takes: media type -> schema. ``files``: multipart, or any bytes under a name."""

    media: Mapping[str, Mapping[str, Any]]
    files: bool = False
    required: bool = True
    example: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One way in which a route answers. ``schema``: name of a shape, ``""`` for other media. ``more``: other media."""

    description: str
    schema: str = ""
    more: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One row. ``roles``: who may ask, empty for everybody without a token. ``cost``: which rate it counts against."""

    method: str
    path: str
    verb: Verb
    summary: str
    answers: Mapping[int, Reply]
    roles: frozenset[TokenRole] = EVERYBODY
    scope: str = ""
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    body: RequestBody | None = None
    cost: str = "requests"
    tag: str = ""


YEAR = Parameter(
    name="year", description="报告年度（数据所属年份）",
    schema={"type": "integer", "minimum": 2008, "maximum": 2999}, example=2025,
)  # fmt: skip
AGENCY = Parameter(
    name="agency", description="单位代码", schema={"type": "string", "maxLength": 64}, example="361125-004"
)
AFTER = Parameter(
    name="after", description="从哪一个编号之后看起；取上一页 Link 里的", schema={"type": "string", "maxLength": 200}
)
LIMIT = Parameter(
    name="limit", description="一页最多多少条", schema={"type": "integer", "minimum": 1, "maximum": 500}, example=100
)

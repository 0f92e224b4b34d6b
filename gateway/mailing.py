"""The register's mail addresses as endpoints: each agency's address is where its notices go, one letter an address."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from filings.agency import Agency
from filings.mail_address import inside, is_address
from filings.notice import Endpoint, Recipient, RecipientKind
from filings.nouns import dataclass
from gateway.office import Office

REGISTER = "register"
_GONE = "名录中已没有这个邮箱"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One mail address with the agencies that gave it, and whether it lies in the office's own domains."""

    text: str
    agencies: tuple[Agency, ...]
    inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """What came of following the register. ``without``: agencies that gave no address."""

    addresses: tuple[Address, ...]
    without: tuple[Agency, ...]

    @property
    def outside(self) -> tuple[Address, ...]:
        """Those that get the verdict and a link alone."""
        return tuple(one for one in self.addresses if not one.inside)


def addresses(agencies: Iterable[Agency], domains: Sequence[str]) -> Following:
    """The addresses of agencies, each once, whatever its case."""
    shared: dict[str, list[Agency]] = defaultdict(list)
    without = []
    for agency in agencies:
        address = agency.mail.strip().lower()
        if is_address(address):
            shared[address].append(agency)
        else:
            without.append(agency)
    found = (
        Address(text=text, agencies=tuple(of), inside=inside(text, domains)) for text, of in sorted(shared.items())
    )
    return Following(addresses=tuple(found), without=tuple(without))


def follow(where: Office, agencies: Iterable[Agency], by: str) -> Following:
    """Let the county's endpoints follow its register. Who was set up by hand keeps what was set up, and serves more."""
    found = addresses(agencies, where.area.domains)
    known = {one.url: one for one in where.ledger.endpoints.listed() if one.channel == "mail"}
    wanted: Mapping[str, frozenset[str]] = {f"mailto:{a.text}": _served(a.agencies) for a in found.addresses}
    ours = _served(where.ledger.register.all(where.area.code))
    now = where.parts.now()
    for url, serves in wanted.items():
        changed = _changed(known.get(url), url, serves, ours)
        if changed != known.get(url):
            where.ledger.endpoints.put(changed, by, now)
    for url, one in known.items():
        gone = one.source == REGISTER and url not in wanted and one.serves & ours
        if gone and one.serves <= ours and not one.disabled:
            where.ledger.endpoints.disable(one.id, _GONE, by, now)
        elif gone and not one.serves <= ours:
            where.ledger.endpoints.put(replace(one, serves=one.serves - ours), by, now)
    return found


def _changed(known: Endpoint | None, url: str, serves: frozenset[str], ours: frozenset[str]) -> Endpoint:
    if known is None:
        identity = "ep_" + sha256(url.encode()).hexdigest()[:12]
        return Endpoint(id=identity, url=url, channel="mail", serves=serves, source=REGISTER)
    if known.source != REGISTER:
        return replace(known, serves=known.serves | serves)
    back = "" if known.disabled == _GONE else known.disabled
    return replace(known, serves=(known.serves - ours) | serves, disabled=back)


def _served(agencies: Iterable[Agency]) -> frozenset[str]:
    return frozenset(Recipient(kind=RecipientKind.AGENCY, code=agency.code).key for agency in agencies)

"""What can be looked up: agencies and where they stand, dates, rules, bulletins."""

from filings.agency import Agency
from filings.token import TokenRole
from gateway.http.desk import Desk, day_of, needed_year
from gateway.http.problems import not_found
from gateway.http.routes import YEAR, Answer, Call, Parameter, Reply, Route
from gateway.http.shown import agency_json, calendar_json, line_json, rule_json, standing_json

_SUPERVISORS = frozenset({TokenRole.OFFICE, TokenRole.AUDITOR})
_AS_OF = Parameter(
    name="as_of", description="按哪一天看，默认今天", schema={"type": "string", "format": "date"}, example="2026-01-31"
)


def agencies(desk: Desk, call: Call) -> Answer:
    """The agencies that the token is for."""
    found = desk.ledger.register.all(call.holder.area)
    mine = [agency for agency in found if call.holder.covers(agency.jurisdiction, agency.code)]
    return Answer(body={"agencies": [agency_json(agency, call.base) for agency in mine]})


def agency(desk: Desk, call: Call) -> Answer:
    """One agency."""
    return Answer(body=agency_json(_agency(desk, call), call.base))


def standing(desk: Desk, call: Call) -> Answer:
    """Where an agency stands for a year."""
    found, year, day = _agency(desk, call), needed_year(call.query), day_of(call.query, "as_of", call.now)
    stands = desk.ledger.standings.of(found.code, year, day)
    if stands is None:
        raise not_found("这个单位")
    return Answer(body=standing_json(stands))


def standings(desk: Desk, call: Call) -> Answer:
    """Where every agency of the area stands."""
    year, day = needed_year(call.query), day_of(call.query, "as_of", call.now)
    county = desk.ledger.standings.county_year(call.holder.area, year, day)
    if county is None:
        raise not_found("辖区")
    lines = [line_json(line, call.base) for line in county.agencies]
    boxes = {
        state.value: {"label": state.label, "on_time": box.on_time, "late": box.late}
        for state, box in county.boxes.items()
    }
    return Answer(body={"year": year, "as_of": day.isoformat(), "boxes": boxes, "agencies": lines})


def calendar(desk: Desk, call: Call) -> Answer:
    """The dates of the area."""
    return Answer(body=calendar_json(desk.ledger.calendars.of(call.holder.area)))


def rules(desk: Desk, _call: Call) -> Answer:
    """The rulebook in force."""
    book = desk.book()
    return Answer(
        body={"version": book.version, "hash": book.hash, "rules": [rule_json(rule) for rule in book.rules]},
        headers={"ETag": f'"{book.hash[:32]}"'},
    )


def rule(desk: Desk, call: Call) -> Answer:
    """One rule."""
    found = desk.book().by_id.get(call.path["rule"].upper())
    if found is None:
        raise not_found("这条规则")
    return Answer(body=rule_json(found))


def bulletins(desk: Desk, call: Call) -> Answer:
    """The bulletins of a year."""
    names = desk.ledger.bulletins.listed(call.holder.area, needed_year(call.query))
    rows = [{"id": name, "url": f"{call.base}/v1/bulletins/{name}"} for name in names]
    return Answer(body={"bulletins": rows})


def bulletin(desk: Desk, call: Call) -> Answer:
    """One bulletin, as it was issued."""
    from bulletins.record import record  # noqa: PLC0415 - few ask for it

    found = desk.ledger.bulletins.find(call.path["bulletin"])
    if found is None or found.county.jurisdiction.code != call.holder.area:
        raise not_found("这份通报")
    return Answer(body=record(found), headers={"ETag": f'"{found.id}"'})


def _agency(desk: Desk, call: Call) -> Agency:
    return desk.agency(call, call.path["agency"])


_OWN = "自己的单位；主管部门、查阅人员：全县"
ROUTES = (
    Route(
        method="GET", path="/v1/agencies", verb=agencies, tag="名录", summary="列出单位", scope=_OWN,
        answers={200: Reply(description="单位", schema="Agencies")},
    ),
    Route(
        method="GET", path="/v1/agencies/{agency}", verb=agency, tag="名录", summary="看一个单位", scope=_OWN,
        answers={200: Reply(description="单位", schema="Agency")},
    ),
    Route(
        method="GET", path="/v1/agencies/{agency}/standing", verb=standing, tag="名录", summary="看一个单位的报送状态",
        scope=_OWN, parameters=(YEAR, _AS_OF), answers={200: Reply(description="报送状态", schema="Standing")},
    ),
    Route(
        method="GET", path="/v1/standings", verb=standings, tag="名录", summary="看全县的报送状态", scope="全县",
        roles=_SUPERVISORS, parameters=(YEAR, _AS_OF), answers={200: Reply(description="报送状态", schema="Standings")},
    ),
    Route(
        method="GET", path="/v1/calendar", verb=calendar, tag="名录", summary="看报送日历", scope="全县",
        answers={200: Reply(description="日历", schema="Calendar")},
    ),
    Route(
        method="GET", path="/v1/rules", verb=rules, tag="规则", summary="列出规则", scope="公开",
        answers={200: Reply(description="规则手册", schema="Rules", headers=("ETag",))},
    ),
    Route(
        method="GET", path="/v1/rules/{rule}", verb=rule, tag="规则", summary="看一条规则", scope="公开",
        answers={200: Reply(description="规则", schema="Rule")},
    ),
    Route(
        method="GET", path="/v1/bulletins", verb=bulletins, tag="通报", summary="列出一个年度的通报", scope="全县",
        roles=_SUPERVISORS, parameters=(YEAR,), answers={200: Reply(description="通报", schema="Bulletins")},
    ),
    Route(
        method="GET", path="/v1/bulletins/{bulletin}", verb=bulletin, tag="通报", summary="看一份通报", scope="全县",
        roles=_SUPERVISORS, answers={200: Reply(description="通报", schema="Bulletin", headers=("ETag",))},
    ),
)  # fmt: skip

"""Figures -> what the report says in words, as templates with the true figures beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from filings.figure import plain
from samples.reports import words
from samples.reports.bodies import ReportingBody
from schemas.editions import edition

Said = tuple[str, ...]

_ORDINALS = "一二三四五"
_GROUPS = ("granted", "partial", "refused", "unable", "rejected", "other")
_NAMES_DOCUMENTS = 0.8  # of the reports with documents in force tell how many
_NAMES_DECISIONS = 0.9  # of the figures of decisions are told, where the report tells any


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The text of a report. ``lead``, ``sections``: templates; ``names``: who and when; ``figures``: told numbers.

    ``told``: names of the figures that the templates hold, in order.
    """

    lead: tuple[str, ...]
    sections: Mapping[int, tuple[str, ...]]
    names: Mapping[str, str]
    figures: Mapping[str, Decimal]

    @property
    def told(self) -> tuple[str, ...]:
        """The figures that the text names."""
        text = "".join(self.sections[1])
        return tuple(name for name in self.figures if f"{{{name}}}" in text)

    def written(self, changed: Mapping[str, str] | None = None) -> tuple[Said, Mapping[int, Said]]:
        """(lead, sections) in full. ``changed``: what to write in place of some names and figures."""
        filled = {**self.names, **{name: plain(value) for name, value in self.figures.items()}, **(changed or {})}
        return _filled(self.lead, filled), {number: _filled(said, filled) for number, said in self.sections.items()}


def telling(
    random: Random,
    body: ReportingBody,
    year: int,
    form: str,
    cells: Mapping[str, Decimal],
    last: Mapping[str, Decimal] | None,
) -> Telling:
    """A text about the figures of a year; ``last``: those of the year before, if told."""
    names, figures = _names(random, body, year, form), _figures(random, cells, last)
    return Telling(
        lead=random.choice(words.LEADS),
        sections={1: _overview(random, cells, figures), 5: _fifth(random), 6: _sixth(random, cells)},
        names=names,
        figures=figures,
    )


def _filled(said: tuple[str, ...], filled: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(text for text in (sentence.format_map(filled) for sentence in said) if text)


def _names(random: Random, body: ReportingBody, year: int, form: str) -> dict[str, str]:
    official = edition(form)
    phone = f"{body.area_code}-{random.randint(3000000, 8999999)}"
    about = {"agency": body.agency.name, "year": str(year), "site": body.site, "street": body.street, "phone": phone}
    printed = {"form_title": official.title, "document": official.document, "postcode": body.postcode}
    site_name = f"{body.register.jurisdiction.name}人民政府门户网站"
    return about | printed | {"site_name": site_name, "matter": random.choice(words.MATTERS)}


def _figures(random: Random, cells: Mapping[str, Decimal], last: Mapping[str, Decimal] | None) -> dict[str, Decimal]:
    totals = {ref: value for ref, value in cells.items() if ref.startswith("applications.") and ref.endswith(".total")}

    def total(row: str) -> Decimal:
        return sum((value for ref, value in totals.items() if ref.startswith(f"applications.{row}.")), Decimal(0))

    flow = {"new": "new", "carried_in": "carried_in", "done": "total", "carried_out": "carried_out"}
    figures = {name: total(row) for name, row in flow.items()} | {group: total(group) for group in _GROUPS}
    for name in ("issued", "repealed", "valid"):
        figures[name] = cells.get(f"proactive.normative.{name}", Decimal(0))
    for row in words.DECIDED:
        figures[row] = cells[f"proactive.{row}.decisions"]
    figures["fees"] = cells.get("proactive.fees.amount", Decimal(0))
    figures["reviews"] = cells["review.reconsideration.total"]
    figures["lawsuits"] = cells["review.litigation_direct.total"] + cells["review.litigation_after.total"]
    figures["last_new"] = last["applications.new.total"] if last else Decimal(0)
    channels = {name: Decimal(random.randint(3, most)) for name, most in _CHANNELS.items()}
    return figures | channels | {"published": sum(channels.values(), Decimal(0))}


_CHANNELS = {"on_site": 900, "on_wechat": 400, "on_board": 90}


def _overview(random: Random, cells: Mapping[str, Decimal], figures: Mapping[str, Decimal]) -> tuple[str, ...]:
    told = (
        _proactive(random, figures), _requests(random, figures, cells), _documents(random, figures),
        random.choice(words.PLATFORMS), random.choice(words.SUPERVISED),
    )  # fmt: skip
    style = random.choice(words.HEADS)
    heads = (style.format(ordinal=_ORDINALS[at], topic=topic) for at, topic in enumerate(words.TOPICS))
    return (random.choice(words.OPENINGS), *(head + text for head, text in zip(heads, told, strict=True)))


def _proactive(random: Random, figures: Mapping[str, Decimal]) -> str:
    clauses = [
        random.choice(ways)
        for name, ways in (*words.DECIDED.items(), ("fees", words.FEES))
        if figures[name] and random.random() < _NAMES_DECISIONS
    ]
    decided = "全年" + "，".join(clauses) + "。" if clauses else ""
    return random.choice(words.PROACTIVE) + decided


def _requests(random: Random, figures: Mapping[str, Decimal], cells: Mapping[str, Decimal]) -> str:
    if not figures["new"] and not figures["carried_in"]:
        return random.choice(words.NO_REQUESTS) + _cases(random, figures, cells)
    if random.random() < 0.1:  # noqa: PLR2004 - some reports leave all figures to the table
        return words.WITHOUT_FIGURES
    return "".join(_handled(random, figures)) + _cases(random, figures, cells)


def _handled(random: Random, figures: Mapping[str, Decimal]) -> Iterator[str]:
    yield random.choice(words.RECEIVED)
    if figures["carried_in"]:
        yield random.choice(words.BROUGHT)
    if figures["carried_out"]:
        yield random.choice(words.DONE) + random.choice(words.LEFT)
    else:
        yield random.choice((*words.ALL_DONE, *words.DONE))
    yield "。"
    standing = [words.RESULTS[group] for group in _GROUPS if figures[group]]
    if standing and random.random() < 0.6:  # noqa: PLR2004 - more than half tell the results
        yield random.choice(words.RESULTS_LEAD) + "、".join(standing) + "。"
    if figures["last_new"] and random.random() < 0.2:  # noqa: PLR2004 - few look back
        yield random.choice(words.LAST_YEAR)


def _cases(random: Random, figures: Mapping[str, Decimal], cells: Mapping[str, Decimal]) -> str:
    """None, or how many: half of those with cases tell."""
    if not figures["reviews"] and not figures["lawsuits"]:
        return random.choice((*words.NO_CASES, ""))
    told = [ways for name, ways in (("reviews", words.REVIEWS), ("lawsuits", words.LAWSUITS)) if figures[name]]
    said = "".join(random.choice(ways) for ways in told) if random.random() < 0.5 else ""  # noqa: PLR2004 - half
    corrected = any(cells[ref] for ref in cells if ref.startswith("review.") and ref.endswith(".corrected"))
    return said + (random.choice(words.CORRECTED) if corrected else "")


def _documents(random: Random, figures: Mapping[str, Decimal]) -> str:
    tells = figures["valid"] and random.random() < _NAMES_DOCUMENTS
    return (random.choice(words.DOCUMENTS) if tells else "") + random.choice(words.MANAGED)


def _fifth(random: Random) -> tuple[str, ...]:
    matters = random.sample(words.MATTERS, 4)
    said = (*random.sample(words.SHORTCOMINGS, 2), *random.sample(words.REMEDIES, 2))
    filled = [text.format(matter=matter) for text, matter in zip(said, matters, strict=True)]
    slots = dict(zip(("first", "second", "third", "fourth"), filled, strict=True))
    return tuple(text.format_map({**slots, "agency": "{agency}"}) for text in random.choice(words.FIFTH))


def _sixth(random: Random, cells: Mapping[str, Decimal]) -> tuple[str, ...]:
    noticed = cells.get("applications.other.2.total", Decimal(0))
    return (words.NOTICED if noticed else random.choice(words.NOTHING_MORE),)

"""云岭县, a made-up county: the register of its agencies and the reports that they handed in."""

import csv
from collections.abc import Iterator
from importlib.resources import files

from filings.agency import Agency, Jurisdiction, Register
from samples.county.source import SampleSource, read_source

JURISDICTION = Jurisdiction(
    code="450000",
    name="云岭县",
    office="云岭县人民政府办公室",
    postcodes=("4567",),
    area_codes=("0399",),
    domains=("yunling.gov.cn",),
)


def sources() -> Iterator[SampleSource]:
    """What each report says, by year and name."""
    folder = files(__name__) / "sources"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    for name in names:
        yield read_source((folder / name).read_text(encoding="utf-8"))


def document(name: str) -> bytes:
    """A report as it was handed in."""
    return (files(__name__) / "reports" / name).read_bytes()


def register() -> Register:
    """The agencies of the county 单位名录, as in ``register.csv``."""
    text = (files(__name__) / "register.csv").read_text(encoding="utf-8-sig")
    return Register(
        jurisdiction=JURISDICTION, agencies=tuple(_agency(row) for row in csv.DictReader(text.splitlines()))
    )


def _agency(row: dict[str, str]) -> Agency:
    return Agency(
        code=row["统一社会信用代码"],
        name=row["单位名称"],
        kind=row["类别"],
        jurisdiction=JURISDICTION.code,
        tags=frozenset(row["职能"].split()),
        mail=row["邮箱"],
    )

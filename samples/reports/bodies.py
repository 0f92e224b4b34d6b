"""Invented counties and the bodies that report in them, from a county of thousands of requests to a quiet office."""

from dataclasses import dataclass
from functools import cache
from random import Random

from filings.agency import Agency, Jurisdiction, Register
from samples.reports.words import FIELDS, TOWNS

_COUNTIES = (
    ("450701", "云岭县", "456700", "0399", "www.yunling.gov.cn", "建设路"),
    ("450702", "松河县", "456800", "0399", "www.songhe.gov.cn", "人民路"),
    ("450703", "白桦区", "456900", "0399", "www.baihua.gov.cn", "解放街"),
    ("450704", "南屏市", "457000", "0398", "www.nanping-shi.gov.cn", "团结大道"),
    ("450705", "石盘县", "457100", "0398", "www.shipan.gov.cn", "新华路"),
    ("450706", "柳泉区", "457200", "0398", "www.liuquan.gov.cn", "府前街"),
)
_SIZES = {"government": (60, 250, 2500), "department": (0, 4, 30, 160), "township": (0, 1, 6), "institution": (0, 1)}
_LIKELY = {"government": 6, "department": 64, "township": 20, "subdistrict": 5, "institution": 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingBody:
    """A reporting body. ``requests``: about how many a year; ``field``: its work; ``site``, ``street``: for contact."""

    agency: Agency
    register: Register
    requests: int
    field: str
    site: str
    street: str
    postcode: str
    area_code: str

    @property
    def place(self) -> str:
        """The area in whose name it writes: 全县, 全镇, …"""
        kind, name = self.agency.kind, self.agency.name
        if kind in {"township", "subdistrict"}:
            return "全街道" if kind == "subdistrict" else "全镇" if name.endswith("镇人民政府") else "全乡"
        return f"全{self.register.jurisdiction.name[-1]}"


def body(random: Random) -> ReportingBody:
    """A body of some county, government and departments, towns and institutions as often as counties have them."""
    county = random.choice(_COUNTIES)
    register = _register(county)
    kind = random.choices(list(_LIKELY), weights=list(_LIKELY.values()))[0]
    agency = random.choice([one for one in register.agencies if one.kind == kind])
    sizes = _SIZES.get(kind, _SIZES["township"])
    _, name, postcode, area_code, site, street = county
    return ReportingBody(
        agency=agency,
        register=register,
        requests=random.choice(sizes),
        field=agency.name.removeprefix(name),
        site=site,
        street=f"{name}{street}{random.randint(1, 399)}号",
        postcode=postcode,
        area_code=area_code,
    )


@cache
def _register(county: tuple[str, ...]) -> Register:
    code, name = county[:2]
    named = [("government", f"{name}人民政府")]
    named += [("department", f"{name}{field}") for field in FIELDS]
    named += [("township", f"{name}{town}人民政府") for town in TOWNS if not town.endswith("街道")]
    named += [("subdistrict", f"{name}{town}办事处") for town in TOWNS if town.endswith("街道")]
    named += [("institution", f"{name}融媒体中心"), ("institution", f"{name}公共资源交易中心")]
    agencies = (
        Agency(code=f"11{code}{number:09d}X", name=called, kind=kind, jurisdiction=code)
        for number, (kind, called) in enumerate(named, 1)
    )
    return Register(
        jurisdiction=Jurisdiction(
            code=code, name=name, postcodes=(county[2],), area_codes=(county[3],), domains=(county[4][4:],)
        ),
        agencies=tuple(agencies),
    )

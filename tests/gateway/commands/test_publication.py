"""Publication is a second duty: what was seen on the public site, and whether it says what was filed."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from ledger.tables.filing import publications
from samples import county as sample

HEALTH = "卫健局2025.txt"
URL = "https://www.yunling.gov.cn/zwgk/wjj/2025.html"


@pytest.fixture
def filed(county) -> str:
    """The id of the health office's filing."""
    return county.file("卫生健康局", HEALTH).id


@pytest.fixture
def page(tmp_path: Path) -> Callable[..., Path]:
    """Save the report's text as a page, with words changed."""

    def save(*changes: tuple[str, str], name: str = "page.txt") -> Path:
        text = sample.document(HEALTH).decode()
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return save


def test_a_page_that_says_the_same_is_recorded_as_such(county, filed: str, page) -> None:
    """Address, day, the page by hash, and no difference; the filing is audited again with it."""
    said = county("publication", "set", filed, "--url", URL, "--date", "2026-01-20", "--page", page())
    assert "2026-01-20公布，与报送的一致" in said
    seen = county.ledger.publications.of("11450000007008220X", 2025)
    assert (seen.url, str(seen.published_on), seen.found, seen.differs) == (URL, "2026-01-20", True, ())
    assert county.ledger.documents.read(seen.page) == sample.document(HEALTH)
    county.work()
    assert len(county.ledger.audits.history(filed)) == 2


def test_a_page_that_says_otherwise_ends_with_status_1(county, filed: str, page) -> None:
    """A changed figure and a changed paragraph are told with both values and the place."""
    changed = page(("208", "209"), ("全年共收到申请7件，全部办结", "全年共收到申请八件，全部办结"))
    said = county("publication", "set", filed, "--url", URL, "--date", "2026-01-20", "--page", changed, status=1)
    assert "报送208，公布209" in said
    assert "第一部分有1段文字与报送的不一致" in said
    county.work()
    assert "O04" in [f.rule for f in county.ledger.audits.of(filed).findings]


def test_punctuation_and_spaces_are_no_difference(county, filed: str, page) -> None:
    """A site that sets half-width signs says the same."""
    changed = page(("，", ", "), ("（二）", "(二)"))
    county("publication", "set", filed, "--url", URL, "--date", "2026-01-20", "--page", changed)


def test_what_is_not_on_the_site_is_recorded_as_missing(county, filed: str) -> None:
    """--missing records that somebody looked and did not find it."""
    said = county("publication", "set", "卫生健康局/2025", "--missing", status=1)
    assert "网站上没有找到" in said
    assert county.ledger.publications.of("11450000007008220X", 2025).found is False
    assert filed


def test_a_page_that_cannot_be_compared_says_why(county, filed: str, page, tmp_path: Path) -> None:
    """Something else saved, another year's page: recorded as seen, not compared, with the reason."""
    other = tmp_path / "other.txt"
    other.write_text("今天天气很好。", encoding="utf-8")
    rest = ("--url", URL, "--date", "2026-01-20")
    assert "没有读成年度报告" in county("publication", "set", filed, *rest, "--page", other, status=1)
    assert county.ledger.publications.of("11450000007008220X", 2025).differs is None
    wrong = page(("2025年政府信息公开", "2024年政府信息公开"))
    assert "页面是2024年度的" in county("publication", "set", filed, *rest, "--page", wrong, status=1)


def test_addresses_are_judged(county, filed: str) -> None:
    """No address and not missing, both, and half an address are wrong usage."""
    county("publication", "set", filed, status=2)
    county("publication", "set", filed, "--url", URL, "--missing", status=2)
    assert "不完整" in county("publication", "set", filed, "--url", "www.yunling.gov.cn", status=2)


def test_many_at_once_from_a_table(county, filed: str, page, sheet: Callable[..., Path]) -> None:
    """Each row is one agency; pages lie beside the table; missing ones are said so."""
    page(name="wjj.txt")
    table = sheet(
        "单位,年度,网址,公布日期,页面文件,已公布",
        f"云岭县卫生健康局,2025,{URL},2026年1月20日,wjj.txt,",
        "教育局,2025年,,,,否",
    )
    said = county("publication", "import", table, status=1)
    assert "云岭县卫生健康局  2025年度  2026-01-20公布，与报送的一致" in said
    assert "云岭县教育局  2025年度  网站上没有找到" in said
    assert "已登记2个单位，1个与报送的不一致或无法对比" in said
    assert filed


def test_a_table_with_a_faulty_row_records_nothing(county, sheet: Callable[..., Path]) -> None:
    """Every fault is told with its row, and not one row is kept."""
    table = sheet(
        "单位,年度,网址,公布日期,页面文件",
        f"教育局,去年,{URL},2026-01-20,",
        f",2025,{URL},2026-01-20,",
        "教育局,2025,,,",
        f"教育局,2025,{URL},一月,",
        f"没有局,2025,{URL},2026-01-20,",
        f"教育局,2025,{URL},2026-01-20,nowhere.html",
        f"水务局,2025,{URL},2026-01-20,",
    )
    said = county("publication", "import", table, status=1)
    for number, words in (
        (2, "年度“去年”"),
        (3, "缺少单位"),
        (4, "缺少网址"),
        (5, "公布日期“一月”"),
        (6, "没有局"),
        (7, "打不开"),
    ):
        assert any(line.startswith(f"第{number}行") and words in line for line in said.splitlines()), (number, words)
    with county.ledger.engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(publications)).scalar_one() == 0

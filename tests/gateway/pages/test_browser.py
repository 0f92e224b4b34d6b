"""The pages in a real browser: the whole way of a clerk with and without script, enlarged, on a telephone, with axe."""

import importlib.util
import io
import os
import shutil
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PIL import Image

from bench.browser import PASSWORD, somebody, with_code
from bench.door import NOW, Door, open_door, working
from bench.small_report import CULPRIT, WRONG, small_report
from filings.account import AccountRole
from gateway.pages.table import PAGES as PAGE_TABLE
from workers.embedded import Valkey

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

SCREEN, ENLARGED, TELEPHONE = (
    (1366, 768),
    (683, 384),
    (390, 800),
)  # a screen, the same at 200 %, a telephone held upright
PAGES = ("", "/trial", "/compare", "/slip", "/receipt", "/timeline")
TEXTS = {
    1: ("全年共收到政府信息公开申请9件，全部办结。",),
    5: ("存在的主要问题：政策解读形式比较单一。改进情况：增加图表解读。",),
    6: ("没有其他需要报告的事项。",),
}


@pytest.fixture(scope="module", name="door")
def _door(tmp_path_factory: pytest.TempPathFactory, queue: Valkey) -> Iterator[Door]:
    with open_door(tmp_path_factory.mktemp("home"), queue.url) as made, working(made):
        yield made


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """One browser for all tests of this module; it ends with it, for others run loops of their own."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is missing: apt-get install chromium")
    for package in ("playwright", "axe_playwright_python"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is missing: pip install '.[test]'")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - may be missing

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(chromium: "Browser", size: tuple[int, int] = SCREEN, *, script: bool = True) -> "Page":
    """A window that has never been here."""
    width, height = size
    context = chromium.new_context(viewport={"width": width, "height": height}, java_script_enabled=script)
    page = context.new_page()
    page.set_default_timeout(60_000)
    return page


def sound(page: "Page") -> list[str]:
    """What axe finds wrong with a page by WCAG 2.2 AA, and whether it can be scrolled sideways."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - may be missing

    rules: dict[str, Any] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=rules).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    told = [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
    return [f"{page.url} {fault}" for fault in [*told, *(["wider than the window"] if wide else [])]]


def choose(page: "Page", data: bytes, name: str = "年报.docx", field: str = "#file") -> None:
    """Choose a file as a person does, and send the form."""
    page.set_input_files(field, {"name": name, "mimeType": "application/octet-stream", "buffer": data})
    page.locator(f"form:has({field}) button[type=submit]").click()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_whole_way(door: Door, chromium: "Browser", script: bool) -> None:  # noqa: FBT001 - what varies
    """Code, password, try-out, upload, findings, 试改, an unmended file confirmed, the mended one, slip: all of it."""
    year = 2025 if script else 2024
    clerk = Clerk(door, opened(chromium, script=script), year, script=script)
    clerk.come_in()
    clerk.try_out()
    clerk.file()
    clerk.change()
    clerk.file_again()
    clerk.sign()
    assert clerk.faults == []


@dataclass(slots=True)
class Clerk:
    """Somebody before a browser who files for a year. ``faults``: what axe found on the pages that were seen."""

    door: Door
    page: "Page"
    year: int
    script: bool = field(kw_only=True)
    faults: list[str] = field(default_factory=list)
    here: str = ""

    def look(self) -> None:
        """Have axe look at the page; it needs a script."""
        self.faults.extend(sound(self.page) if self.script else [])

    def come_in(self) -> None:
        """By a one-time code, and with a password from then on."""
        page, made = self.page, self.door.ledger.accounts.create(
            AccountRole.CLERK, "990000", f"周{self.year}", "test", NOW, agency="U0"
        )  # fmt: skip
        page.goto(self.door.address)
        page.fill("[name=name]", made.login)
        page.fill("[name=password]", with_code(self.door, made.id))
        page.locator("main button[type=submit]").click()
        page.fill("[name=password]", PASSWORD)
        page.fill("[name=again]", PASSWORD)
        self.look()
        page.locator("main button[type=submit]").click()
        self.look()

    def try_out(self) -> None:
        """Check a file without filing it."""
        self.page.goto(f"{self.door.address}/try?year={self.year}")
        self.look()
        choose(self.page, small_report(WRONG, year=self.year, texts=TEXTS))
        self.page.wait_for_selector("#verdict")
        assert "还没有报送。" in self.page.inner_text("main")
        self.look()

    def file(self) -> None:
        """File it, and go from finding to cell and back."""
        self.page.goto(f"{self.door.address}/upload?year={self.year}")
        self.look()
        choose(self.page, small_report(WRONG, year=self.year, texts=TEXTS))
        self.page.wait_for_selector("#verdict")
        self.here = self.page.url.partition("?")[0]
        self.look()
        _jumps(self.page, script=self.script)

    def change(self) -> None:
        """Try another figure in the table."""
        page = self.page
        page.goto(f"{self.here}/trial")
        self.look()
        page.fill(f'[name="{CULPRIT}"]', "7")
        page.locator("main button[type=submit]").first.click()
        page.wait_for_selector("#after")
        assert "改动清单（1处）" in page.inner_text("main")
        assert page.get_attribute(f'[name="{CULPRIT}"]', "value") == "7"
        self.look()

    def file_again(self) -> None:
        """First what mends nothing, and all the same; then what mends all."""
        page, more = self.page, {"proactive.coercion.decisions": "1"}
        page.goto(f"{self.door.address}/upload?year={self.year}")
        choose(page, small_report({**WRONG, **more}, year=self.year, texts=TEXTS))
        page.wait_for_selector("[role=alert]")
        self.look()
        page.get_by_text("就这样报送", exact=True).click()
        page.wait_for_selector("#verdict")
        page.goto(f"{self.door.address}/upload?year={self.year}")
        choose(page, small_report(more, year=self.year))
        page.wait_for_selector("#verdict")
        assert "第3次报送" in page.inner_text("main")
        self.here = page.url.partition("?")[0]

    def sign(self) -> None:
        """Look at all that belongs to the filing, and put the signed slip to it."""
        for rest in PAGES:
            self.page.goto(self.here + rest)
            self.look()
        self.page.goto(f"{self.here}/slip")
        choose(self.page, b"%PDF-1.4 signed " + str(self.year).encode(), "确认单.pdf", "#scan")
        self.page.wait_for_selector("text=已上传")


def _jumps(page: "Page", *, script: bool) -> None:
    """From the finding to the cell and back; with script the partners light up."""
    cell = page.locator("#c-applications-total-natural")
    page.locator(".finding .to-cell").first.click()
    assert page.url.endswith("#c-applications-total-natural")
    assert cell.evaluate("e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight }")
    if script:
        assert page.locator("td.lit").count() == 4
    cell.locator("a.sign").nth(1).click()
    finding = page.locator(page.url[page.url.index("#") :])
    assert "②" in finding.inner_text()
    assert finding.evaluate("e => { const b = e.getBoundingClientRect(); return b.top < innerHeight && b.bottom > 0 }")


@pytest.mark.parametrize("size", [ENLARGED, TELEPHONE], ids=["200 %", "telephone"])
def test_small_windows(door: Door, chromium: "Browser", size: tuple[int, int]) -> None:
    """At 200 % and on a telephone no page is scrolled sideways, axe has no complaint, the first act is in reach."""
    made = somebody(door, agency="U1", name=f"吴{size[0]}")
    page = opened(chromium, size)
    page.goto(door.address)
    faults = sound(page)
    page.fill("[name=name]", made.login)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()
    for path in ("/", "/try", "/upload"):
        page.goto(door.address + path)
        faults += sound(page)
    data = small_report({**WRONG, "proactive.fees.amount": str(size[0])}, "试验县教育局", texts=TEXTS)
    page.goto(f"{door.address}/upload")
    choose(page, data)
    page.wait_for_selector("#verdict, [role=alert]")
    if page.locator("#verdict").count() == 0:
        page.get_by_text("就这样报送", exact=True).click()
        page.wait_for_selector("#verdict")
    here = page.url.partition("?")[0]
    for rest in PAGES:
        if rest != "/compare" or "第1次报送" not in page.inner_text("main"):
            page.goto(here + rest)
            faults += sound(page)
    assert faults == []


@pytest.mark.parametrize("role", [AccountRole.CLERK, AccountRole.ADMIN])
def test_every_page_is_sound(door: Door, chromium: "Browser", role: AccountRole) -> None:
    """Whatever page stands in the table, who may open it finds one that axe has no complaint about."""
    made = somebody(door, role, name=f"钱{role.value}")
    filing = door.desk.door.take("U0", 2021, door.uploads(small_report(WRONG, year=2021)), "form").submission  # type: ignore[union-attr]
    while (audit := door.ledger.audits.of(filing.id)) is None:
        time.sleep(0.05)
    page = opened(chromium)
    page.goto(door.address)
    page.fill("[name=name]", made.login)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()
    faults, seen = [], 0
    for one in PAGE_TABLE:
        if one.method == "GET" and (not one.roles or role in one.roles) and "/static/" not in one.path:
            path = one.path.format_map(defaultdict(lambda: "x", submission=filing.id, year="2025"))
            address = f"{door.address}{path}?finding={audit.findings[0].fingerprint}"
            if page.request.get(address).headers["content-type"].startswith("text/html"):
                page.goto(address)
                faults, seen = faults + sound(page), seen + 1
    assert faults == []
    assert seen >= (8 if role is AccountRole.CLERK else 4)  # the others answer files, or that it is not there


def test_the_picture_of_the_readme(door: Door, chromium: "Browser", tmp_path: Path) -> None:
    """Takes the picture that README shows; ``GOUJI_PICTURES=docs/images`` keeps it there. Small, and not blank."""
    made = somebody(door, agency="V0", name="李敏", area="880000")
    page = opened(chromium, (1280, 860))
    page.goto(door.address)
    page.fill("[name=name]", made.login)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()
    page.goto(f"{door.address}/upload")
    choose(page, small_report(WRONG, "别县财政局", texts=TEXTS), "2025年度报告.docx")
    page.wait_for_selector("#verdict")
    page.locator(".finding .to-cell").first.click()
    page.evaluate("scrollTo(0, 0)")
    raw = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": 1280, "height": 1130})
    picture = Image.open(io.BytesIO(raw)).convert("RGB").quantize(48)
    target = Path(os.environ.get("GOUJI_PICTURES") or tmp_path) / "result.png"
    picture.save(target, optimize=True)
    assert 20_000 < target.stat().st_size < 200_000
    root = Path(__file__).parents[3]
    assert (root / "docs/images/result.png").stat().st_size < 200_000
    assert "docs/images/result.png" in (root / "README.md").read_text(encoding="utf-8")


def test_a_page_on_paper_is_complete(door: Door, chromium: "Browser", tmp_path: Path) -> None:
    """The three tables are one sheet of A4, and so is the slip; what is only for the screen is not printed."""
    made = somebody(door, agency="U2", name="郑一")
    page = opened(chromium)
    page.goto(door.address)
    page.fill("[name=name]", made.login)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()
    page.goto(f"{door.address}/upload")
    choose(page, small_report(WRONG, "试验县水利局", texts=TEXTS))
    page.wait_for_selector("#verdict")
    here = page.url.partition("?")[0]
    page.emulate_media(media="print")
    shown = page.inner_text("main")
    assert "疑似错格" in shown
    assert "看表格里的位置" not in shown
    assert page.locator(".finding.hint").count() == page.locator(".paper-only li").count() == 1  # folded, yet on paper
    assert "没有写明电子版在哪里查阅" in shown
    assert any(
        "二、主动公开" in one and "复议后起诉" in one for one in printed(page, tmp_path)
    )  # three tables, one sheet
    page.goto(f"{here}/acts")
    assert "附说明报送" in page.inner_text("main")
    assert not page.locator("main textarea:visible, main label:visible").count()  # nobody fills them in on paper
    page.goto(f"{here}/slip")
    (sheet,) = printed(page, tmp_path)
    assert "保密审查意见" in sheet
    assert "选择" not in sheet


def printed(page: "Page", folder: Path) -> list[str]:
    """The text of each sheet of A4."""
    page.pdf(path=folder / "page.pdf", format="A4", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(folder / "page.pdf")
    texts = [one.get_textpage().get_text_bounded() for one in document]
    document.close()
    return texts

"""Scans: the picture is set straight, rulings and ink are found, every character carries its certainty."""

import io
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from filings import problems
from readers import pdf, scan
from readers.blocks import LOW_CERTAINTY, Grid, Text
from readers.layout import Glyph, PageMarks, compose
from readers.refusal import Unreadable
from samples.hostile import picture
from samples.writers import printed
from samples.writers.canvas import Leaf, PlacedCharacter, Style, draw
from samples.writers.parts import PlainTable, Spot, placed
from schemas import editions

np = pytest.importorskip("numpy", reason="the ocr extra is not installed")
cv2 = pytest.importorskip("cv2", reason="the ocr extra is not installed")
Image = pytest.importorskip("PIL.Image", reason="Pillow draws the scans")

from readers import scan_picture  # noqa: E402 - needs OpenCV
from samples.writers import scan as writer  # noqa: E402 - needs Pillow

pytestmark = pytest.mark.slow

FONT = find_spec("cvttf_NotoSansCJK_Regular")
TABLE = PlainTable(((Spot("label"), Spot("12")), (Spot("other"), Spot("")), (Spot("third"), Spot("7"))))


def leaf() -> Leaf:
    """One page with a table of three rows."""
    return draw([TABLE], Style(numbered=False))[0]


def inked_page() -> "Image.Image":
    """The page with a black bar for every letter: ink without any font."""
    page = leaf()
    bars = [(one.left + 1, one.top + 3, one.left + 1, one.top + 8) for one in page.letters]
    bare = Leaf(rules=page.rules + bars)
    return writer.paper(bare, Path("unused"))


class FakeEngine:
    """Knows the letters of the page; leaves out those it is told to, and reads pieces as it is told to."""

    def __init__(
        self, letters: Sequence[PlacedCharacter], certainty: float = 1.0, pieces: Sequence[tuple[str, float]] = ()
    ) -> None:
        self.letters, self.certainty, self.again = letters, certainty, list(pieces)

    def words(self, picture: object, scale: float) -> list[Glyph]:
        """The letters where they were drawn."""
        assert picture is not None
        assert scale > 0
        return [Glyph(one.text, one.left, one.top, one.left + 4, one.top + 9, self.certainty) for one in self.letters]

    def pieces(self, pictures: Sequence[object]) -> list[tuple[str, float]]:
        """The readings that were given, one for a picture."""
        return [self.again.pop(0) for _ in pictures]


def grid_of(engine: FakeEngine) -> dict[tuple[int, int], tuple[str, float]]:
    """Texts and certainties that the page gives with this engine."""
    decoded = scan_picture.decode(writer.png(inked_page()))[0]
    (grid,) = compose([scan.recognised(engine, 1, decoded)])  # type: ignore[arg-type] # it has all that is asked of one
    assert isinstance(grid, Grid)
    return {(cell.row, cell.column): (cell.text, cell.certainty) for cell in grid.cells}


def test_characters_fall_into_the_cells_of_the_picture() -> None:
    """Rulings of the picture and characters of the recogniser make the grid; a cell without ink stays blank."""
    found = grid_of(FakeEngine(leaf().letters))
    assert found[0, 1] == ("12", 1.0)
    assert found[1, 1] == ("", 1.0)
    assert len(found) == 6


def test_a_cell_with_ink_that_was_missed_is_read_by_itself() -> None:
    """Ink without a character is read again; what is found late is less certain, what is not is no blank."""
    letters = [one for one in leaf().letters if not one.text.isdigit()]
    found = grid_of(FakeEngine(letters, pieces=[("12", 0.99), ("", 0.0)]))
    assert found[0, 1][0] == "12"
    assert LOW_CERTAINTY <= found[0, 1][1] < 1
    assert found[2, 1] == ("？", 0.0)


def test_doubtful_figures_are_read_twice() -> None:
    """A second reading that agrees lifts the certainty, one that differs takes it away."""
    found = grid_of(FakeEngine(leaf().letters, certainty=0.8, pieces=[("12", 0.99), ("1", 0.99)]))
    assert found[0, 1] == ("12", 0.99)
    assert found[2, 1] == ("7", 0.0)


@pytest.mark.parametrize("degrees", [-3.0, -0.8, 0.8, 3.0])
def test_a_crooked_page_is_set_straight(degrees: float) -> None:
    """A page turned by a few degrees has the same lattice as a straight one."""
    page = inked_page()
    for one in (page, page.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)):
        straight = scan_picture.straight(scan_picture.decode(writer.png(one))[0])
        sheet, _ = scan_picture.sheet_of(straight, 1)
        from readers.layout.lattice import lattices  # noqa: PLC0415 - used here only

        (lattice,) = lattices(sheet.across, sheet.down)
        assert (len(lattice.xs), len(lattice.ys)) == (3, 4)


def test_a_page_without_lines_is_left_as_it_is() -> None:
    """Nothing to go by: not turned."""
    white = np.full((200, 300), 255, dtype=np.uint8)
    assert (scan_picture.straight(white) == white).all()
    assert scan_picture.inked(white, (0, 0, 8, 8)) is None
    assert scan_picture.inked(white, (0, 0, 100, 100)) is None


def test_every_kind_of_picture_is_decoded() -> None:
    """PNG, JPEG and TIFF of several pages come out in grey at one width, wide ones wider; rubbish as nothing."""
    page = inked_page()
    jpeg = io.BytesIO()
    page.save(jpeg, "JPEG")
    assert [one.shape[1] for one in scan_picture.decode(jpeg.getvalue())] == [1600]
    assert len(scan_picture.decode(writer.tiff([page, page]))) == 2
    wide = page.rotate(90, expand=True)
    assert scan_picture.decode(writer.png(wide))[0].shape[1] == 2240
    assert scan_picture.decode(b"\x89PNG\r\n\x1a\nrubbish") == []
    assert scan_picture.decode(b"II*\x00rubbish") == []
    assert scan_picture.decode(picture(1, 1)) == []


def test_a_file_of_pictures_is_read_page_by_page() -> None:
    """Every page is told as a scan, progress is counted, and the text stands in its page."""
    told: list[tuple[int, int]] = []

    def recognise(number: int, _: object) -> PageMarks:
        return PageMarks(number=number, width=595, height=842, glyphs=[Glyph(f"{number}页", 100, 100, 130, 112)])

    data = writer.tiff([inked_page(), inked_page()])
    pages = scan.read(data, lambda: recognise, lambda done, count: told.append((done, count)))
    assert told == [(1, 2), (2, 2)]
    assert [block.text for block in pages.blocks if isinstance(block, Text)] == ["1页2页"]
    assert [(one.code, one.place) for one in pages.problems] == [(problems.SCANNED, "G1"), (problems.SCANNED, "G2")]


def test_pictures_without_text_and_broken_ones_are_refused() -> None:
    """Nothing recognised, nothing decoded: refused with the reason."""

    def blind(number: int, _: object) -> PageMarks:
        return PageMarks(number=number, width=595, height=842)

    with pytest.raises(Unreadable, match="没有认出"):
        scan.read(writer.png(inked_page()), lambda: blind)
    with pytest.raises(Unreadable, match="损坏"):
        scan.read(b"\x89PNG\r\n\x1a\nrubbish", lambda: blind)


def test_pages_of_a_pdf_are_rendered_for_the_recogniser() -> None:
    """A PDF of pictures reaches the recogniser as grey pages of the common width."""
    shapes: list[tuple[int, ...]] = []

    def recognise(number: int, page: object) -> PageMarks:
        shapes.append(page.shape)  # type: ignore[attr-defined] # a numpy array
        return PageMarks(number=number, width=595, height=842, glyphs=[Glyph("字", 100, 100, 112, 112)])

    pages = pdf.read(writer.pdf([inked_page()]), lambda: recognise)
    assert [len(shape) for shape in shapes] == [2]
    assert abs(shapes[0][1] - 1600) <= 2
    assert [problem.code for problem in pages.problems if problem.code == problems.SCANNED] == [problems.SCANNED]


@pytest.mark.skipif(not scan.available() or FONT is None, reason="needs the ocr extra and a Chinese font to draw with")
@pytest.mark.parametrize("poor", [False, True], ids=["clean", "skewed, blurred, JPEG 60"])
def test_a_printed_table_is_recognised(*, poor: bool) -> None:
    """A table of the 2019 form drawn at 144 dpi: every figure right, and no wrong one without low certainty."""
    assert FONT is not None
    assert FONT.submodule_search_locations is not None
    font = next(Path(FONT.submodule_search_locations[0]).glob("*.otf"))
    form = editions.edition("2019")
    table = printed.tables(form, {ref: str(7 + 83 * index) for index, ref in enumerate(form.refs)})[2]
    paper = writer.paper(draw([table], Style(numbered=False))[0], font)
    data = writer.png(writer.worn(paper) if poor else paper)
    (grid,) = (block for block in scan.read(data, scan.recogniser).blocks if isinstance(block, Grid))
    cells = {(cell.row, cell.column): cell for cell in grid.cells}
    figures = [(row, column, spot) for row, column, spot in placed(table) if spot.text.isdigit()]
    wrong = [(spot, cells.get((row, column))) for row, column, spot in figures if cells[row, column].text != spot.text]
    assert len(wrong) <= len(figures) * (0.02 if poor else 0)
    assert not [spot for spot, cell in wrong if cell is None or cell.certainty >= LOW_CERTAINTY]

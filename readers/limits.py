"""How much a document may hold before it is refused: far above any real report, far below what would hurt."""

MOST_BYTES = 50_000_000
MOST_LINE = 200_000
MOST_LINES = 100_000
MOST_CHARACTERS = 5_000_000

ZIP_MEMBERS = 2_000
ZIP_TOTAL = 200_000_000
ZIP_MEMBER = 50_000_000
ZIP_RATIO = 100
ZIP_RATIO_FROM = 5_000_000  # small members of repeated text may well be squeezed to a hundredth

NESTING = 512
GRID_CELLS = 50_000
SPAN_COLUMNS = 1_000
GRID_COLUMNS = 2_000
GRID_AREA = 1_000_000
BLOCKS = 100_000
TOKENS = 100_000
LINE_CELLS = 500

"""The codes that readers may report. The ``problem`` rules (S, H17, H18, O03, P07, A14, C13, T19) listen to them."""

UNREADABLE = "unreadable"  # S01: nothing could be read: damaged, encrypted, too large, not a document
NOT_A_REPORT = "not_a_report"  # S02: readable, but no such report
SCHEMA = "schema"  # S03: a JSON document does not have the published shape
FORMAT_MISMATCH = "format_mismatch"  # the name's extension says another format than the content
TABLE_MISSING = "table_missing"  # H17
TABLE_IMAGE = "table_image"  # H17: the table stands there as a picture
TABLE_MISPLACED = "table_misplaced"  # H18
SPLIT_DIGITS = "split_digits"  # C13: one figure cut over two cells
PARENT_NUMBER = "parent_number"  # A14: 三、（三）… itself carries numbers
SCANNED = "scanned"  # O03: read from a picture
HIDDEN_DATA = "hidden_data"  # P07: author, comments, tracked changes, hidden sheets, macros
LEAD_MISPLACED = "lead_misplaced"  # T19: the lead-in stands inside section 一
LEFTOVER = "leftover"  # H21: bookmarks, markup, comments left in the text
DISAGREEMENT = "disagreement"  # grid position and label do not agree on a cell, which is left open
MANY_REPORTS = "many_reports"  # S04: the document holds more than one report
TABLE_CUT = "table_cut"  # a table breaks off: all rows from some row on are absent; place: the last row that is there
GUESSED = "guessed"  # C19: a page draws a table without rulings: rows and columns were told by where the words stand
UNNAMED = "unnamed"  # C23: figures stand where a table is expected, and nothing says which of its cells they are
ONE_LINE = "one_line"  # C23: the lines of a report or a table stand on one line
UNWEIGHED = "unweighed"  # C17: a cell holds something of which nobody can tell from the file how it is shown
REPEATED_ROW = "repeated_row"  # C20: a row or table stands there twice with other figures; cells that differ are open
COPY_DIFFERS = "copy_differs"  # C21: the readable copy of a sealed file shows other figures than the file
COPY_UNUSED = "copy_unused"  # C22: the readable copy is no report that could be read
COPY_ALONE = "copy_alone"  # C22: no figure of the sealed file could be read to be compared with its copy

ALL = frozenset(
    {
        UNREADABLE, NOT_A_REPORT, SCHEMA, FORMAT_MISMATCH, TABLE_MISSING, TABLE_IMAGE, TABLE_MISPLACED, SPLIT_DIGITS,
        PARENT_NUMBER, SCANNED, HIDDEN_DATA, LEAD_MISPLACED, LEFTOVER, DISAGREEMENT, MANY_REPORTS, TABLE_CUT,
        GUESSED, UNNAMED, ONE_LINE, UNWEIGHED, REPEATED_ROW, COPY_DIFFERS, COPY_UNUSED, COPY_ALONE,
    }
)  # fmt: skip

"""Where runs of Arabic digits stand in a text."""

from filings.patterns import pattern

_RUN = pattern("[0-9０-９]+")
_WIDE = "０１２３４５６７８９"
_DIGITS_ALONE = bytes(sign if chr(sign).isdecimal() else ord(" ") for sign in range(256))

Runs = tuple[list[int], list[int]]


def digit_runs(text: str) -> Runs:
    """(where each run starts, where it ends), in order; full-width digits are digits.

    A pattern looks at every character by itself. Written as one byte a character, with all but digits blanked out, the
    text falls apart into its runs by one split, and each is then found again behind the one before.
    """
    if any(sign in text for sign in _WIDE):
        spans = [found.span() for found in _RUN.finditer(text)]
        return [start for start, _ in spans], [end for _, end in spans]
    coded = text.encode("ascii", "replace").translate(_DIGITS_ALONE)
    starts, ends, at = [], [], 0
    for run in coded.split():
        at = coded.index(run, at)
        starts.append(at)
        at += len(run)
        ends.append(at)
    return starts, ends

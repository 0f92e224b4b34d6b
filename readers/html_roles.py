"""What the markup and style of one element of a page make of the text in it."""

import re
from collections.abc import Iterator, Mapping

from filings.patterns import pattern
from readers import css
from readers.visibility import Role

TINY = 3.0  # pixels: letters that nobody reads
MARKED = ("sup", "sub", "del", "s", "strike", "rt", "rtc", "rp", "bdo", "details", "dialog")
"""Tags that change how text is shown, without any style."""
DOUBT = "-doubt"
"""Stands among the declarations of an element for a rule of which nobody knows whether it applies."""
_FAR = 500.0  # pixels: what stands further out is not on the page
_BOXES = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot", "table", "col", "colgroup", "img", "input"})
_VISIBLE = frozenset({"visible", "inherit", "initial", "unset"})
_HARMLESS_ALIGN = frozenset(
    {"top", "middle", "bottom", "baseline", "text-top", "text-bottom", "inherit", "initial", "auto", "0", "0px", "0pt",
     "0em", "0%", "center", "unset"}
)  # fmt: skip
_EDGES = frozenset({"top", "text-top", "bottom", "text-bottom"})
_SMALLER = 0.75
_TABLE_ALIGN = frozenset({"super", "sub"})
_WEIGHTY = (
    "display", "visibility", "opacity", "vertical-align", "text-decoration", "color", "background", "background-color",
    "-webkit-text-fill-color",
)  # fmt: skip
_TURNED = pattern(r"(?:rotate|skew|matrix|scale|perspective)[^(]*\(|\d(?:deg|turn|rad)")
_MOVED = pattern(r"translate(?:3d|x|y)?\(([^)]*)\)")
_VEILED = pattern(r"(?:opacity|brightness|contrast|invert|blur|url)\s*\(")
_HARD_EDGE = pattern(r"(?<![\d.])(\d[\d.]{0,8}(?:%|px|em))\s*,[^;]{0,60}?[\s,](?:\1\b|\1(?=[\s,)]))")
_SLANTED = pattern(r"gradient\(\s*(?:to |[-\d.]+(?:deg|rad|turn))")
_OVERFLOWS = ("overflow", "overflow-x", "overflow-y")
_MASKS = ("mask", "mask-image", "-webkit-mask", "-webkit-mask-image", "clip-path")
_SYMBOLIC = pattern(r"dings|dingbats|marlett|mt extra|bookshelf symbol", re.IGNORECASE)
_FEATURES = pattern(r"[\"'](?:sups|subs|sinf|frac|numr|dnom|ordn)[\"'](?!\s*(?:0|off))")
_NOTES = frozenset({"ruby-text", "ruby-text-container"})
_OFFSETS = ("left", "right", "top", "bottom", "inset")
_MARGINS = ("margin", "margin-left", "margin-right")
_SIDES = frozenset({"width", "max-width", "height", "max-height"})
_GROWING = frozenset({"td", "th", "tr", "table", "tbody", "col"})  # they grow with what they hold
_WIDE, _HIGH = 1.2, 0.7  # em: narrower than two digits, lower than one
_SHRUNK = 0.5  # zoom below which letters are too small to be sure of
_OVERLAPPING = -0.3  # em: letters set this much closer lie over each other


def role_of(tag: str, attributes: Mapping[str, str | None], declared: Mapping[str, str], size: float) -> Role | None:
    """The role of text in an element; None for plain text. ``size``: of its letters, in pixels."""
    display = declared.get("display")
    if "all" in declared:
        return Role.UNSURE
    if display == "none" or (display is None and is_marked_hidden(attributes)) or is_cut_away(declared, size):
        return Role.HIDDEN
    if declared.get("mso-hide") == "all" or declared.get("content-visibility") == "hidden":
        return Role.HIDDEN
    if tag in ("details", "dialog") and "open" not in attributes:
        return Role.HIDDEN
    if tag in ("rt", "rtc", "rp") or display in _NOTES:
        return Role.ANNOTATION
    if _is_unsure(tag, attributes, declared, size) or (tag not in _GROWING and is_cropped(declared, size)):
        return Role.UNSURE
    if "line-through" in declared.get("text-decoration-line", declared.get("text-decoration", "")):
        return Role.STRUCK
    if _is_raised(tag, declared):
        return Role.RAISED
    return Role.MOVED if tag == "dialog" or (tag not in _BOXES and is_moved(declared, size)) else None


def is_symbolic(fonts: str) -> bool:
    """Whether the characters of one of these fonts are signs, of which their codes tell nothing."""
    return _SYMBOLIC.search(fonts) is not None


def is_marked_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Whether an attribute hides an element, unless a style shows it."""
    return "hidden" in attributes or "popover" in attributes


def is_seen(visibility: str, *, outer: bool) -> bool:
    """Whether text of this ``visibility`` is seen; ``outer``: around it."""
    return outer if visibility == "inherit" else visibility in _VISIBLE


def _is_unsure(tag: str, attributes: Mapping[str, str | None], declared: Mapping[str, str], size: float) -> bool:
    """Whether the style changes the look of letters in a way that only a browser could tell."""
    if DOUBT in declared or any(css.is_computed(declared.get(name, "")) for name in _WEIGHTY):
        return True
    if is_symbolic(f"{declared.get('font-family', '')} {declared.get('font', '')}"):
        return True
    if _TURNED.search(f"{declared.get('transform', '')} {declared.get('rotate', '')}"):
        return True
    if declared.get("scale", "none") != "none" or share(declared.get("zoom", "1")) < _SHRUNK:
        return True
    if _VEILED.search(declared.get("filter", "")) or any(
        declared.get(name, "none") not in ("none", "") for name in _MASKS
    ):
        return True
    if is_lined(declared) and (tag not in _BOXES or not _SLANTED.search(declared.get("background", ""))):
        return True
    if declared.get("mix-blend-mode", "normal") != "normal" or "url(" in declared.get("content", ""):
        return True
    if any(one in declared.get("font-variant-position", declared.get("font-variant", "")) for one in _TABLE_ALIGN):
        return True  # raised where the font has such letters
    spacing = css.pixels(declared.get("letter-spacing", ""), size)
    if spacing is not None and spacing < _OVERLAPPING * size:
        return True
    return _is_turned_round(tag, attributes, declared) or declared.get("-webkit-text-security", "none") != "none"


def is_lined(declared: Mapping[str, str]) -> bool:
    """Whether a background is a gradient with hard edges or of its own size: lines, perhaps through the letters."""
    drawn = f"{declared.get('background', '')} {declared.get('background-image', '')}"
    if "gradient(" not in drawn:
        return False
    sized = declared.get("background-size", "auto") not in ("auto", "cover", "contain")
    return sized or "/" in drawn or "calc(" in drawn or _HARD_EDGE.search(drawn) is not None


def share(text: str) -> float:
    """A number or a percentage; 1 for what is neither."""
    try:
        return float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return 1.0


def is_moved(declared: Mapping[str, str], size: float = 16.0) -> bool:
    """Whether the text stands elsewhere than where it is written, so that the order of characters is not known."""
    if declared.get("float", "none") in ("left", "right", "inline-start", "inline-end"):
        return True
    position = declared.get("position", "static")
    if position in ("absolute", "fixed") or (
        position in ("relative", "sticky") and any(map(bool, _lengths(declared, _OFFSETS, size)))
    ):
        return True
    if any(one < 0 for one in _lengths(declared, _MARGINS, size)):
        return True
    if declared.get("order", "0") not in ("0", "initial", "inherit"):
        return True
    if "reverse" in f"{declared.get('flex-direction', '')}{declared.get('flex-flow', '')}":
        return True
    return "translate" in declared.get("transform", "") or declared.get("translate", "none") != "none"


def _lengths(declared: Mapping[str, str], names: tuple[str, ...], size: float) -> Iterator[float]:
    for name in names:
        for part in declared.get(name, "").split():
            if (length := css.pixels(part, size)) is not None:
                yield length


def _is_turned_round(tag: str, attributes: Mapping[str, str | None], declared: Mapping[str, str]) -> bool:
    if tag == "bdo":
        return (attributes.get("dir") or "").lower() == "rtl"
    return "override" in declared.get("unicode-bidi", "") and declared.get("direction") == "rtl"


def _is_raised(tag: str, declared: Mapping[str, str]) -> bool:
    align = declared.get("vertical-align", "baseline")
    if "mso-text-raise" in declared and css.pixels(declared["mso-text-raise"]):
        return True
    if _FEATURES.search(declared.get("font-feature-settings", "")):
        return True
    if tag in _BOXES:
        return False
    return align not in _HARMLESS_ALIGN and (align in _TABLE_ALIGN or bool(css.pixels(align)))


def is_set_apart(declared: Mapping[str, str], size: float, outer: float) -> bool:
    """Whether letters much smaller than those around them stand at the upper or lower edge of the line."""
    return declared.get("vertical-align") in _EDGES and size < _SMALLER * outer


def is_cropped(declared: Mapping[str, str], size: float) -> bool:
    """Whether a box cuts off what it has no room for, and is smaller than a figure."""
    if not any("hidden" in declared.get(name, "") or "clip" in declared.get(name, "") for name in _OVERFLOWS):
        return False
    own = {name: text for name, text in declared.items() if name in _SIDES and "%" not in text}
    narrow = any(one < _WIDE * size for one in _lengths(own, ("width", "max-width"), size))
    return narrow or any(one < _HIGH * size for one in _lengths(own, ("height", "max-height"), size))


def is_cut_away(declared: Mapping[str, str], size: float) -> bool:
    """Whether text is cut off, without height, or moved off the page."""
    away = list(_lengths(declared, ("text-indent", "margin-left"), size))
    if declared.get("position", "static") in ("absolute", "fixed", "relative"):
        away += _lengths(declared, ("left", "top"), size)
        away += (-one for one in _lengths(declared, ("right", "bottom"), size) if one > 0)
        if re.match(r"rect\((?:\s*[01](?:px)?\s*,?){4}\)", declared.get("clip", "")):
            return True
    for text in (*_MOVED.findall(declared.get("transform", "")), declared.get("translate", "")):
        away += (one for part in text.replace(",", " ").split() if (one := css.pixels(part, size)) is not None)
    if any(one < -_FAR for one in away):
        return True
    if re.match(r"inset\(\s*(?:50|[6-9]\d|100)%|circle\(0", declared.get("clip-path", "")):
        return True
    cut = any("hidden" in declared.get(name, "") or "clip" in declared.get(name, "") for name in _OVERFLOWS)
    sides = _lengths(declared, ("width", "height", "max-height", "max-width"), size)
    return cut and any(side < TINY for side in sides)

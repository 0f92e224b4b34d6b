"""Drawn pages -> PDF with text: one CID font that every reader knows (STSong-Light), Unicode by its own coding."""

import zlib
from collections.abc import Sequence
from typing import Literal

from samples.writers.canvas import HEIGHT, WIDTH, Leaf

Rules = Literal["lines", "flat"]


def write(leaves: Sequence[Leaf], *, rules: Rules = "lines", author: str = "", turned: bool = False) -> bytes:
    """A PDF of the pages. ``rules``: how rulings are drawn; ``turned``: pages lie on their side and say so."""
    count = len(leaves)
    kids = " ".join(f"{6 + 2 * index} 0 R" for index in range(count))
    info = f"<< /Author <{('﻿' + author).encode('utf-16-be').hex()}> >>" if author else "<< >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        (
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500 814 939 500] "
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor << "
            b"/Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
            b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>"
        ),
        info.encode(),
    ]
    painted = {letter.look for leaf in leaves for letter in leaf.letters}
    more = _more(6 + 2 * count) if painted & _WITH_RESOURCES else []
    first = 6 + 2 * count
    forms = " ".join(f"/{_called(look)} {first + 3 + at} 0 R" for at, look in enumerate(_FORMED))
    layer = _RESOURCES.format(first, first + 1, first + 2, forms=forms) if more else ""
    if painted & _LAYERED:
        group = f"{6 + 2 * count + len(more)} 0 R"
        layer += f" /Properties << /Layer {group} >>"
        hidden = f"/OCProperties << /OCGs [{group}] /D << /OFF [{group}] >> >>"
        objects[0] = f"<< /Type /Catalog /Pages 2 0 R {hidden} >>".encode()
    box = f"0 0 {HEIGHT:g} {WIDTH:g}" if turned else f"0 0 {WIDTH:g} {HEIGHT:g}"
    for index, leaf in enumerate(leaves):
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {7 + 2 * index} 0 R "
            f"{'/Rotate 90 ' if turned else ''}/Resources << /Font << /F 3 0 R >>{layer} >> >>"
        )
        objects += [page.encode(), _stream(_content(leaf, rules, turned=turned))]
    objects += more
    if painted & _LAYERED:
        objects.append(b"<< /Type /OCG /Name (x) >>")
    return _file(objects)


def _content(leaf: Leaf, rules: Rules, *, turned: bool) -> bytes:
    out = [f"0 1 -1 0 {HEIGHT:g} 0 cm"] if turned else []
    out += ["0.5 w", *(_rule(rule, rules) for rule in leaf.rules), "BT"]
    size = 0.0
    for letter in leaf.letters:
        if letter.size != size:
            size = letter.size
            out.append(f"/F {size:g} Tf")
        baseline = HEIGHT - letter.top - 0.88 * size
        sign = f"<{letter.text.encode('utf-16-be').hex()}> Tj"
        shown = f"1 0 0 1 {letter.left:.2f} {baseline:.2f} Tm {sign}"
        end, middle = letter.left + size / 2, baseline + 0.35 * size
        look = _LOOKS[letter.look]
        out.append(
            look.format(
                shown,
                x=letter.left,
                y=baseline,
                size=size,
                wide=size / 2,
                end=end,
                middle=middle,
                sign=sign,
                top=baseline + 0.7 * size,
                low=baseline - 0.3 * size,
                tall=1.3 * size,
            )
        )
    return "\n".join([*out, "ET"]).encode()


_FORMED = {
    "in a form": ("q 1 0 0 1 {x:.2f} {y:.2f} cm /Two Do Q", "[-9 -9 20 20]", ""),
    "form cut": ("q 1 0 0 1 {x:.2f} {y:.2f} cm /TwoCut Do Q", "[-9 -9 0 0]", ""),
    "form clipped": ("q 0 0 9 9 re W n 1 0 0 1 {x:.2f} {y:.2f} cm /TwoClipped Do Q", "[-9 -9 20 20]", ""),
    "form clear": (
        "q /Clear gs 1 0 0 1 {x:.2f} {y:.2f} cm /TwoClear Do Q",
        "[-9 -9 20 20]",
        "/Group << /S /Transparency >>",
    ),
    "form layered": ("/OC /Layer BDC q 1 0 0 1 {x:.2f} {y:.2f} cm /TwoLayered Do Q EMC", "[-9 -9 20 20]", ""),
    "form replaced": (
        "/Span << /ActualText (7) >> BDC q 1 0 0 1 {x:.2f} {y:.2f} cm /TwoReplaced Do Q EMC",
        "[-9 -9 20 20]",
        "",
    ),
}
"""Looks of a 2 that is painted by a form: how it is called, its box, what else its dictionary says."""
_WITH_RESOURCES = {"soft mask", "veiled", "blended", "shaded over", *_FORMED}
_RESOURCES = (
    " /ExtGState << /Soft << /SMask << /S /Luminosity /G {0} 0 R >> >> /Bare << /SMask /None /BM /Normal >> "
    "/Blend << /BM /Screen >> /Clear << /ca 0 /CA 0 >> >> /XObject << /Veil {1} 0 R /VeilMask {2} 0 R {forms} >> "
    "/Shading << /White << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 9 0] /Extend [true true] "
    "/Function << /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [1] /N 1 >> >> >>"
)


_LAYERED = {"layer", "form layered"}


def _called(look: str) -> str:
    """The name by which a form is called."""
    return _FORMED[look][0].partition("cm /")[2].partition(" ")[0]


def _more(first: int) -> list[bytes]:
    """A mask through which nothing is seen, and a picture through which all is."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 999 999] /Group << /S /Transparency /CS /DeviceGray >>"
    image = b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    return [
        b"<< %s /Length 18 >>\nstream\n0 g 0 0 999 999 re\nendstream" % form,
        b"<< %s /SMask %d 0 R /Length 1 >>\nstream\n\xc0\nendstream" % (image, first + 2),
        b"<< %s /Length 1 >>\nstream\n\x40\nendstream" % image,
        *(
            b"<< /Type /XObject /Subtype /Form /BBox %s %s /Resources << /Font << /F 3 0 R >> >> /Length 28 >>\n"
            b"stream\nBT /F 9 Tf <0032> Tj ET     \nendstream" % (box.encode(), more.encode())
            for _, box, more in _FORMED.values()
        ),
    ]


_LOOKS = {
    **{look: f"ET {shown} BT /F {{size:g}} Tf" for look, (shown, _, _) in _FORMED.items()},
    "shaded over": "{0} ET q {x:.2f} {low:.2f} {wide:.2f} {tall:.2f} re W n /White sh Q BT /F {size:g} Tf",
    "round cover": "{0} ET q 1 g 2 0 0 2 -{x:.2f} -{middle:.2f} cm {x:.2f} {low:.2f} m {x:.2f} {middle:.2f} l "
    "{x:.2f} {top:.2f} l {x:.2f} {top:.2f} {end:.2f} {top:.2f} {end:.2f} {top:.2f} c {end:.2f} {low:.2f} l "
    "{x:.2f} {low:.2f} l f Q BT /F {size:g} Tf",
    "white outline": "1 Tr 1 G {0} 0 G 0 Tr",
    "cut by a slope": "ET q {x:.2f} 0 m {x:.2f} {y:.2f} l 0 0 l h {end:.2f} 900 m 595 900 l {end:.2f} {top:.2f} l h "
    "W n BT /F {size:g} Tf {0} ET Q BT /F {size:g} Tf",
    "": "{0}",
    "unpainted": "3 Tr {0} 0 Tr",
    "cut to": "7 Tr {0} 0 Tr",
    "pale": ".65 g {0} 0 g",
    "white": "1 g {0} 0 g",
    "red": "1 0 0 rg {0} 0 g",
    "outlined": "1 Tr {0} 0 Tr",
    "clipped": "ET q 0 0 9 9 re W n BT /F {size:g} Tf {0} ET Q BT /F {size:g} Tf",
    "clipped little": "ET q 0 0 595 842 re W n BT /F {size:g} Tf {0} ET Q BT /F {size:g} Tf",
    "covered": "{0} ET q 1 g {x:.2f} {y:.2f} {wide:.2f} {size:.2f} re f Q BT /F {size:g} Tf",
    "on dark": "ET q 0.1 g {x:.2f} {y:.2f} {wide:.2f} {size:.2f} re f Q BT /F {size:g} Tf 1 g {0} 0 g",
    "dark on dark": "ET q 0 0 0.4 rg {x:.2f} {y:.2f} {wide:.2f} {size:.2f} re f Q BT /F {size:g} Tf 0 0 0.4 rg {0} 0 g",
    "on light": "ET q 0.9 g {x:.2f} {y:.2f} {wide:.2f} {size:.2f} re f Q BT /F {size:g} Tf {0}",
    "layer": "/OC /Layer BDC {0} EMC",
    "tagged": "/Span << /MCID 0 >> BDC {0} EMC",
    "turned": "0 1 -1 0 {end:.2f} {y:.2f} Tm {sign}",
    "slanted": "1 0 .25 1 {x:.2f} {y:.2f} Tm {sign}",
    "slanted pale": ".8 g 1 0 .25 1 {x:.2f} {y:.2f} Tm {sign} 0 g",
    "said otherwise": "/Span << /ActualText (7) >> BDC {0} EMC",
    "overprinted": "{0} 1 0 0 1 {x:.2f} {y:.2f} Tm <0038> Tj 1 0 0 1 {x:.2f} {y:.2f} Tm <0033> Tj",
    "narrow": "1 Tz {0} 100 Tz",
    "pictured": "{0} ET q {wide:.2f} 0 0 {size:.2f} {x:.2f} {y:.2f} cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID ff> EI "
    "Q BT /F {size:g} Tf",
    "veiled": "{0} ET q {wide:.2f} 0 0 {size:.2f} {x:.2f} {y:.2f} cm /Veil Do Q BT /F {size:g} Tf",
    "soft mask": "/Soft gs {0} /Bare gs",
    "blended": "/Blend gs {0} /Bare gs",
    "slashed": "{0} ET {x:.2f} {y:.2f} m {end:.2f} {top:.2f} l S BT /F {size:g} Tf",
    "struck": "{0} ET {x:.2f} {middle:.2f} m {end:.2f} {middle:.2f} l S BT /F {size:g} Tf",
}
"""How a letter is painted: {0} sets its place and shows it."""


def _rule(rule: tuple[float, float, float, float], rules: Rules) -> str:
    x0, y0, x1, y1 = rule[0], HEIGHT - rule[1], rule[2], HEIGHT - rule[3]
    if rules == "flat":
        return f"{x0:.2f} {y1:.2f} {max(x1 - x0, 0.48):.2f} {max(y0 - y1, 0.48):.2f} re f"
    return f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S"


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def _file(objects: Sequence[bytes]) -> bytes:
    out, offsets = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)

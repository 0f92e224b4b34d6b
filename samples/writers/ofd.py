"""Drawn pages -> OFD (GB/T 33190): text with its distances, rulings as paths, a running line in a page template."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from xml.sax.saxutils import escape

from samples.writers.canvas import HEIGHT, WIDTH, Leaf, PlacedCharacter, advance
from samples.writers.package import pack

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_MM = 25.4 / 72


def write(leaves: Sequence[Leaf], *, template: str = "", author: str = "", documents: int = 1) -> bytes:
    """An OFD of the pages. ``template``: text that stands on every page; ``documents``: how many the pages fill."""
    share = -(-len(leaves) // documents)
    bodies, parts = [], dict[str, str | bytes]()
    for index in range(documents):
        bodies.append(
            f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>{index:032d}</ofd:DocID><ofd:Author>{escape(author)}</ofd:Author>"
            f"</ofd:DocInfo><ofd:DocRoot>Doc_{index}/Document.xml</ofd:DocRoot></ofd:DocBody>"
        )
        parts |= _document(f"Doc_{index}", leaves[index * share : (index + 1) * share], template)
    return pack({"OFD.xml": f'<ofd:OFD {_SPACE} Version="1.0" DocType="OFD">{"".join(bodies)}</ofd:OFD>'} | parts)


def _document(folder: str, leaves: Sequence[Leaf], template: str) -> dict[str, str | bytes]:
    area = f"<ofd:PhysicalBox>0 0 {WIDTH * _MM:.2f} {HEIGHT * _MM:.2f}</ofd:PhysicalBox>"
    pages = "".join(f'<ofd:Page ID="{i + 10}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(leaves)))
    declared = '<ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    parts: dict[str, str | bytes] = {
        f"{folder}/Document.xml": f"<ofd:Document {_SPACE}><ofd:CommonData><ofd:MaxUnitID>9000</ofd:MaxUnitID>"
        f"<ofd:PageArea>{area}</ofd:PageArea>{declared}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"
    }
    if template:
        letters = [PlacedCharacter(c, 62 + 9 * i, 24, 9) for i, c in enumerate(template)]
        parts[f"{folder}/Tpls/Tpl_0/Content.xml"] = _page(Leaf(letters=letters), "")
    for index, leaf in enumerate(leaves):
        used = '<ofd:Template TemplateID="5" ZOrder="Background"/>' if template else ""
        parts[f"{folder}/Pages/Page_{index}/Content.xml"] = _page(leaf, used)
    return parts


def _page(leaf: Leaf, used: str) -> str:
    objects = [_path(rule) for rule in leaf.rules]
    for _, line in groupby(leaf.letters, key=lambda letter: (letter.top, letter.size, letter.look)):
        objects += [_text(piece) for piece in _pieces(list(line))]
    numbered = "".join(one.replace(" ", f' ID="{100 + i}" ', 1) for i, one in enumerate(objects))
    return f'<ofd:Page {_SPACE}>{used}<ofd:Content><ofd:Layer ID="50">{numbered}</ofd:Layer></ofd:Content></ofd:Page>'


def _pieces(line: list[PlacedCharacter]) -> list[list[PlacedCharacter]]:
    pieces: list[list[PlacedCharacter]] = []
    for letter in line:
        last = pieces[-1][-1] if pieces else None
        if last is not None and 0 < letter.left - last.left < 2 * last.size:
            pieces[-1].append(letter)
        else:
            pieces.append([letter])
    return pieces


_CLIP = (
    '<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary="0 0 0.01 0.01"><ofd:AbbreviatedData>M 0 0 L 0.01 0 L 0.01 0.01 '
    "C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>"
)
_LOOKS = {
    "": ("", ""),
    "invisible": (' Visible="false"', ""),
    "clear": (' Alpha="0"', ""),
    "unfilled": (' Fill="false"', ""),
    "white": ("", '<ofd:FillColor Value="255 255 255"/>'),
    "clear ink": ("", '<ofd:FillColor Value="0 0 0" Alpha="0"/>'),
    "red": ("", '<ofd:FillColor Value="255 0 0"/>'),
    "grey": ("", '<ofd:FillColor Value="240 240 240"/>'),
    "grey scale": ("", '<ofd:FillColor Value="255"/>'),
    "unprinted": ("", '<ofd:FillColor Value="0 0 0 0"/>'),
    "turned": (' CTM="0 1 -1 0 3 0"', ""),
    "mirrored": (' CTM="-1 0 0 1 3 0"', ""),
    "half turned": (' CTM="-1 0 0 -1 3 3"', ""),
    "squeezed": (' HScale="0.02"', ""),
    "turned characters": (' CharDirection="90"', ""),
    "clipped": ("", _CLIP),
}
"""How letters are painted: attributes and elements of their object."""


def _text(piece: list[PlacedCharacter]) -> str:
    first, last, size = piece[0], piece[-1], piece[0].size
    box = (first.left, first.top, last.left + advance(last.text, size) - first.left, size)
    steps = [f"{(after.left - before.left) * _MM:.3f}" for before, after in pairwise(piece)]
    spread = f"g {len(steps)} {steps[0]}" if len(set(steps)) == 1 else " ".join(steps)
    attributes, inner = _LOOKS[first.look]
    text = escape("".join(letter.text for letter in piece))
    return (
        f'<ofd:TextObject Boundary="{_millimetres(box)}" Font="3" Size="{size * _MM:.3f}"{attributes}>{inner}'
        f'<ofd:TextCode X="0" Y="{0.88 * size * _MM:.3f}" DeltaX="{spread}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def _path(rule: tuple[float, float, float, float]) -> str:
    x0, y0, x1, y1 = rule
    data = f"M 0 0 L {(x1 - x0) * _MM:.3f} {(y1 - y0) * _MM:.3f}"
    box = _millimetres((x0, y0, max(x1 - x0, 0.5), max(y1 - y0, 0.5)))
    return (
        f'<ofd:PathObject Boundary="{box}" LineWidth="0.2"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )


def _millimetres(box: Sequence[float]) -> str:
    return " ".join(f"{side * _MM:.3f}" for side in box)

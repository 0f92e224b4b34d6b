"""A browser's word on the odd pages: what Chromium computes of each text in an odd cell, against what was written."""

import html
import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from random import Random

from samples.odd import made
from samples.odd_markup.web import HTML_KINDS

_SCRIPT = """<script>
function kind(n){let e=n.parentElement,td=e.closest('td'),r=document.createRange();r.selectNodeContents(n);
 let b=r.getClientRects(),s=getComputedStyle(e);
 if(!b.length||b[0].width<1||s.visibility!='visible'||parseFloat(s.fontSize)<3||b[0].right<0||b[0].left>2000)
  return 'hidden';
 if([s.color,s.webkitTextFillColor].some(c=>/^rgba.*, 0\\)$/.test(c)))return 'hidden';
 let ground='rgb(255, 255, 255)';
 for(let x=e;x;x=x.parentElement){let c=getComputedStyle(x).backgroundColor;if(c!='rgba(0, 0, 0, 0)'){ground=c;break}}
 if(s.color==ground||/^(ok)?l(ab|ch)\\(1(00)? 0 0/.test(s.color))return 'hidden';
 for(let x=e;x!=td.parentElement;x=x.parentElement){let c=getComputedStyle(x);
  if(parseFloat(c.opacity)<.1||c.contentVisibility=='hidden'||c.clipPath!='none'||c.clip!='auto'||/opacity\\(0\\)/.test(c.filter)
   ||(c.webkitMaskImage||'none')!='none'||c.scale=='0')return 'hidden';
  let q=x.getBoundingClientRect();
  if(c.overflow=='hidden'&&(q.width<3||q.height<3))return 'hidden';
  if(x.tagName=='DETAILS'&&!n.parentElement.closest('summary')
   &&getComputedStyle(x,'::details-content').contentVisibility=='hidden')return 'hidden';
  if(x.tagName=='RT'||c.display=='ruby-text')return 'notes'}
 for(let x=e;x!=td;x=x.parentElement){let c=getComputedStyle(x);
  if(c.textDecorationLine.includes('line-through'))return 'strikes';if(c.display=='inline-block')break}
 for(let x=e;x!=td;x=x.parentElement)if(getComputedStyle(x).verticalAlign!='baseline')return 'marks';
 return 'plain'}
let out={};for(const td of document.querySelectorAll('td[data-key]')){let l=[],w=document.createTreeWalker(td,4);
 while(w.nextNode())l.push([kind(w.currentNode),w.currentNode.data]);out[td.dataset.key]=l}
document.title='J'+JSON.stringify(out)</script></body>"""


def differences(program: str, count: int, seed: int) -> Iterator[str]:
    """A line for every odd cell of ``count`` pages that the browser shows otherwise; the last line tells how many."""
    held = 0
    with tempfile.TemporaryDirectory(prefix="gouji-oracle-") as folder:
        for at in range(count):
            odd = made("html", Random(f"{seed} page {at}"))
            target = Path(folder) / "odd.html"
            target.write_bytes(odd.data.replace(b"</body>", _SCRIPT.encode()))
            seen = _dumped(program, target, folder)
            for number, cell in enumerate(odd.cells.values()):
                wanted = [(_group(one.kind), one.text) for one in cell.fragments]
                if any(group == "doubts" for group, _ in wanted) or "field" in cell.construct:
                    continue  # the value of a field is no text of the page
                held += 1
                told = ((kind, text.replace("\u00ad", "")) for kind, text in seen[f"qq{number}qq"])
                shown = _joined(pair for pair in told if pair[0] != "hidden" and pair[1].strip())
                if shown != _joined(pair for pair in wanted if pair[0] != "hides"):
                    yield f"page {at}: {cell.construct}: written {wanted}, shown {shown}"
    yield f"cells held against the browser: {held}"


def _group(kind: str) -> str:
    group = "plain" if kind == "plain" else HTML_KINDS[kind]
    return "hides" if kind == "ruby brackets" else "plain" if group == "seen" else group


def _dumped(program: str, target: Path, folder: str) -> dict[str, list[tuple[str, str]]]:
    done = subprocess.run(
        [program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--dump-dom",
         target.as_uri()],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    found = re.search("<title>J(.*?)</title>", done.stdout, re.DOTALL)
    if found is None:
        message = "the browser gave no answer"
        raise RuntimeError(message)
    told: dict[str, list[tuple[str, str]]] = json.loads(html.unescape(found[1]))
    return told


def _joined(pairs: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbours of one kind are one."""
    return [(kind, "".join(text for _, text in same)) for kind, same in groupby(pairs, key=lambda pair: pair[0])]

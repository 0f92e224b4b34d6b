"""One number told of several: 科研机构与公益组织各1件 are two."""

from dataclasses import replace

from filings.patterns import pattern
from rules.statements.mentions import Mention

_EACH = pattern("^[，,；;：:、和及]?(?P<names>[^，,；;。：:0-9]{2,40}?)各(?:为|有)?$")
_COMMA, _LINK = "、", pattern("[和与及]")
_SIGNS = ("各", "各为", "各有")
_OPEN = pattern("等|其他|其余|其中|每|各")


def told_of_each(one: Mention) -> Mention:
    """A number of several names as what they make together; as it stands where it is not certain how many they are."""
    found = _EACH.match(one.gap) if one.gap.endswith(_SIGNS) else None
    if found is None or _OPEN.search(found["names"]):
        return one
    names = found["names"]
    links, commas = len(_LINK.findall(names)), names.count(_COMMA)
    if links > 1 or not links + commas:
        return one  # 住房和城乡建设局与财政局: 和 may stand within a name
    return replace(one, value=one.value * (links + commas + 1), gap=one.gap[: found.end("names")])

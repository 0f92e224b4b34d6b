"""Faults of printed labels, gathered so that one cause is one finding, and how each differs in a clerk's words."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rules.tables.printed_labels import LabelFault

FEW = 3  # so many faults of one kind in one table are told one by one


def gathered(faults: Iterable[LabelFault]) -> Iterator[LabelFault]:
    """The faults, with more than a few of one kind in one table made one."""
    for _, alike in groupby(faults, key=lambda one: (one.name, one.refs[0].partition(".")[0], one.column)):
        group = list(alike)
        if len(group) <= FEW or group[0].name not in ("missing", "added", "renamed", "moved"):
            yield from group
        else:
            yield _one(group)


def _one(group: list[LabelFault]) -> LabelFault:
    first = group[0]
    return LabelFault(
        name=first.name,
        refs=tuple(dict.fromkeys(ref for one in group for ref in one.refs)),
        found=tuple(text for one in group for text in one.found),
        expected=tuple(text for one in group for text in one.expected),
        place=first.place,
        column=first.column,
    )


def difference(fault: LabelFault) -> str:
    """What differs: 缺少“8.属于行政查询事项”这一行."""
    match fault.name:
        case "missing":
            return _missing(fault)
        case "added":
            return f"多出了版式里没有的{_quoted(fault.found)}"
        case "moved" if fault.column:
            many = "“{found}”这一列应当紧接在“{expected}”之后"
            return _each(fault, one=many, many=many) + "（数字已经按表头归到各列）"
        case "moved":
            return _each(fault, one="应当紧接在“{expected}”之后", many="“{found}”应当紧接在“{expected}”之后")
    several = f"有{len(fault.found)}处名称不同，" if len(fault.found) > 1 else ""
    return several + _each(fault, one="版式是“{expected}”，报告是“{found}”", many="“{found}”应当是“{expected}”")


def _each(fault: LabelFault, one: str, many: str) -> str:
    """A phrase for the only pair of what was found and what was expected, or one for each of several."""
    pairs = tuple(zip(fault.found, fault.expected, strict=False))
    phrase = one if len(pairs) == 1 else many
    return "；".join(phrase.format(found=found, expected=expected) for found, expected in pairs)


def _missing(fault: LabelFault) -> str:
    labels, unit = fault.expected, "列" if fault.column else "行"
    if fault.after and len(labels) > 1:
        return f"表格在“{fault.after}”之后断开，从“{labels[0]}”起到“{labels[-1]}”共{len(labels)}行都没有"
    many = f"这{len(labels)}{unit}" if len(labels) > 1 else f"这一{unit}"
    if fault.found:
        return f"“{fault.found[0]}”只印了一行，缺少它下面的{_quoted(labels)}{many}"
    return f"缺少{_quoted(labels)}{many}"


def _quoted(texts: tuple[str, ...]) -> str:
    return "、".join(f"“{text}”" for text in texts)

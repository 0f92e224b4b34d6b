"""Suspects as people read them: the same words and the same order in the terminal and on the page."""

from collections.abc import Mapping, Sequence

from filings.finding import Audit, Finding, Suspect

Group = tuple[Sequence[Suspect], Sequence[Finding]]


def suspicion(suspect: Suspect, titles: Mapping[str, str]) -> str:
    """Which cells are probably wrong and what would mend the sums. ``titles``: what messages call each cell."""
    cells = "；".join(
        f"{titles.get(cell.ref, cell.ref)}由{cell.found or '空'}改为{cell.suggested}" for cell in suspect.cells
    )
    return f"若{cells}，可消除{len(suspect.mends)}条。{suspect.cause}（供参考，请以台账为准）"


def derived(findings: Sequence[Finding]) -> str:
    """The line between suspects and the findings that they explain."""
    return f"下面{len(findings)}条由此而来："


def grouped(audit: Audit) -> list[Group]:
    """The findings in their order, those that a suspect explains together with it and its rivals."""
    groups: list[tuple[list[Suspect], list[str]]] = []
    for suspect in audit.suspects:
        rivals = next((one for one in groups if set(one[1]) & set(suspect.mends)), None)
        if rivals is None:
            groups.append(([suspect], list(suspect.mends)))
        else:
            rivals[0].append(suspect)
            rivals[1].extend(suspect.mends)
    told: list[Group] = []
    for finding in audit.findings:
        group = next((one for one in groups if finding.fingerprint in one[1]), None)
        if group is None:
            told.append(([], [finding]))
        elif all(suspects is not group[0] for suspects, _ in told):
            told.append((group[0], [one for one in audit.findings if one.fingerprint in group[1]]))
    shown = [suspects for suspects, _ in told]
    return told + [(suspects, []) for suspects, _ in groups if all(suspects is not one for one in shown)]


def few(audit: Audit) -> str:
    """疑似1格有误，涉及3条: where a few cells explain several findings; "" where none do."""
    explained = [(suspects[0], findings) for suspects, findings in grouped(audit) if suspects and findings]
    cells, findings = sum(len(one.cells) for one, _ in explained), sum(len(found) for _, found in explained)
    return f"疑似{cells}格有误，涉及{findings}条" if findings > cells else ""

"""The kind of an agency, guessed from its name. A guess is always said to be one."""

from filings.patterns import pattern

_TOWNSHIP = pattern(r"(?:乡|镇|街道|街道办事处|苏木|嘎查)(?:人民政府|办事处)?$")
_GOVERNMENT = pattern(r"(?:省|自治区|市|州|盟|地区|县|旗|区)(?:人民政府|政府)?(?:办公室|办公厅)?$")


def inferred_kind(name: str) -> str:
    """``township``, ``government`` or ``department``.

    A government's own report is often titled with the area alone (云岭县), so a bare area is a government.
    """
    if _TOWNSHIP.search(name):
        return "township"
    if _GOVERNMENT.search(name) and not name.endswith(("办公室", "办公厅")):
        return "government"
    return "department"

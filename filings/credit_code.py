"""统一社会信用代码: the check character of GB 32100-2015."""

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_LENGTH = 18


def check_character(stem: str) -> str:
    """The 18th character that belongs to the first 17. ValueError for other characters or another length."""
    if len(stem) != _LENGTH - 1 or any(character not in _ALPHABET for character in stem):
        raise ValueError(stem)
    total = sum(_ALPHABET.index(character) * pow(3, index, 31) for index, character in enumerate(stem))
    return _ALPHABET[-total % 31]


def fault(code: str) -> str:
    """Why the code is not a 统一社会信用代码, in Chinese; ``""`` when it is one."""
    if len(code) != _LENGTH:
        return f"统一社会信用代码应为18位，现为{len(code)}位"
    strange = [character for character in code if character not in _ALPHABET]
    if strange:
        return f"统一社会信用代码只用数字和大写字母（不含I、O、S、V、Z），出现了“{strange[0]}”"
    wanted = check_character(code[:-1])
    if code[-1] != wanted:
        return f"统一社会信用代码校验位不符：末位为“{code[-1]}”，按国标GB 32100应为“{wanted}”，请核对是否录错"
    return ""


def is_credit_code(code: str) -> bool:
    """Whether the code is a right 统一社会信用代码."""
    return not fault(code)

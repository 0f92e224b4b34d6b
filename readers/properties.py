"""What a file's own properties give away, in the words that all readers share."""

from filings import problems
from filings.report import Problem

ANONYMOUS = frozenset(
    {"", "user", "administrator", "admin", "微软用户", "microsoft", "microsoft office user", "un-named", "unknown",
     "未知",
     "anonymous", "(anonymous)", "(unspecified)", "unspecified", "python-docx", "openpyxl", "匿名", "匿名用户", "user1",
     "author", "owner", "root", "guest", "wps", "wps office", "kingsoft", "windows 用户", "windows user", "apache poi"}
)  # fmt: skip
"""What programs write where the author's name should stand."""
_LONGEST = 40


def author_problem(author: str) -> tuple[Problem, ...]:
    """A problem when the file names a person; empty for the names that programs leave."""
    name = " ".join(author.split())
    if name.lower() in ANONYMOUS:
        return ()
    return (hidden(f"文件属性里留有作者姓名“{name[:_LONGEST]}”；公开前请删除个人信息。"),)


def hidden(message: str) -> Problem:
    """A problem about data that the file carries beside what it shows."""
    return Problem(code=problems.HIDDEN_DATA, message=message)


def hidden_lines(sheet: str) -> Problem:
    """A problem about rows or columns of a sheet that are hidden and hold something."""
    return hidden(f"工作表“{sheet}”里有隐藏的行或列，里面有内容；公开前请删除或取消隐藏。")

"""The list of all commands, as ``gouji --help`` prints it: made from the table, columns lined up."""

from gateway.table import TABLE

_WIDTH = 17  # of the longest name, and two

_HEAD = """\
用法：gouji [选项] 命令 [参数]...

  勾稽：政府信息公开工作年度报告，一报送就核查。

选项：
  --version        显示版本。
  --trace          系统出错时打印详细信息，供开发人员查看。
  -h, --help       显示这段说明。
"""
_FOOT = """
例如：
  gouji check 报告.docx
  gouji check --help        一个命令的用法和例子"""


def guide() -> str:
    """The whole text."""
    lines = [_HEAD]
    for heading, rows in TABLE.items():
        lines.append(f"{heading}：")
        lines += [f"  {name.ljust(_WIDTH)}{row.gist}" for name, row in rows.items()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n" + _FOOT

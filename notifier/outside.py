"""What a letter says where it leaves the office's own domains: the verdict and where to read on, nothing else."""

import json
from typing import Any

from filings.notice import Notice, NoticeType


def brief(notice: Notice) -> str:
    """The whole text of the letter. What the notice is about stands in its title; no finding, reason or name of a file.

    Only notices whose titles hold no more than agency, year and verdict come here: all of ours do.
    """
    data: dict[str, Any] = json.loads(notice.body)["data"]
    office, link = data["office"], data["read_at"]
    phone = f"（{office['phone']}）" if office["phone"] else ""
    where = f"请打开 {link} 查看全文。" if link else "全文请在政务网内的系统中查看。"
    verdict = f"校验结论：{data['verdict_label']}。\n" if notice.type is NoticeType.AUDIT_COMPLETED else ""
    return (
        f"{data['recipient']['name']}：\n{notice.title}。\n{verdict}{where}\n"
        f"这个邮箱不在本县政务邮箱的域名内，内容不经本邮箱发送；有疑问请与{office['name']}{phone}联系。\n"
    )

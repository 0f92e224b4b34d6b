"""The settings of how long what is on record is kept."""

from dataclasses import field
from typing import Any

from filings.nouns import dataclass
from filings.retention import RecordKind, Retention
from workers.variables import Variable, of

_GROUP = "保管期限"
_LEAST, _MOST = 2, 100  # years; this year's figures are held against last year's
_SHORTEST = 10  # years, of what archives keep for a term


def _years(kind: RecordKind, what: str) -> Any:  # noqa: ANN401 - a field
    meaning = f"{what}保管多少年，从收到或发出的下一年1月1日算起；满了才能用 gouji purge 清除。"
    return field(
        default=_SHORTEST,
        metadata=of(
            Variable(
                name=f"GOUJI_KEEP_{kind.name}", group=_GROUP, meaning=meaning, usual=str(_SHORTEST), least=_LEAST,
                most=_MOST,
            )
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Years, by kind. Nothing is ever cleared away by itself."""

    documents: int = _years(RecordKind.DOCUMENTS, "报送的文件和文件名")
    audits: int = _years(RecordKind.AUDITS, "核查结果和从报告里读到的数据、文字")
    notices: int = _years(RecordKind.NOTICES, "通知的内容")
    persons: int = _years(RecordKind.PERSONS, "经办人姓名和理由、说明、豁免")

    @property
    def retention(self) -> Retention:
        """As the ledger takes it."""
        return Retention(documents=self.documents, audits=self.audits, notices=self.notices, persons=self.persons)

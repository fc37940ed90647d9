"""All findings in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from vanban.finding import Finding, Level
from vanban.messages import _


def counts(findings: Collection[Finding]) -> str:
    """`3 lỗi, 2 cảnh báo, 8 thông tin`; what there is none of is left out."""
    of = Counter(finding.level for finding in findings)
    said = [f"{of[level]} {level.word}" for level in sorted(Level, reverse=True) if of[level]]
    return ", ".join(said) or _("không có gì phải sửa")


def fixable(findings: Collection[Finding]) -> int:
    """How many findings carry their own mend."""
    return sum(bool(finding.edits) for finding in findings)


def summary(findings: Collection[Finding]) -> str:
    """The counts, and how many the machine can mend."""
    if mends := fixable(findings):
        return _("{counts}; {n} chỗ tự sửa được: thêm --fix", counts=counts(findings), n=mends)
    return counts(findings)

"""Words that alarm where no bot could be asked. Which kind a danger is, the bot says
(bot/components/danger); this list stands in for it while it is down, and for nothing else."""

import re

_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "self_harm",
        re.compile(r"不想活|自杀|轻生|寻死|\bsuicid|\bkill (?:my|her|him|them)sel", re.I),
    ),
    (
        "fire",
        re.compile(r"(?<![打点不])着火|起火|失火|火苗|着了着了|\bon fire\b|\bburning\b", re.I),
    ),
    (
        "gas",
        re.compile(
            r"[煤燃]气味|[煤燃]气泄?漏|漏[煤燃]?气|\bgas (?:leak|smell)|\bsmell (?:of )?gas\b", re.I
        ),
    ),
    ("electric", re.compile(r"触电|电到了|\belectrocut", re.I)),
    (
        "trapped",
        re.compile(r"困在|被困|\btrapped\b|\bstuck in (?:the|a|an) (?:lift|elevator)", re.I),
    ),
)  # fmt: skip
"""The graver kind first."""


def kind_by_words(text: str) -> str | None:
    """The kind of danger that the words name; None where they name none."""
    return next((kind for kind, words in _WORDS if words.search(text)), None)

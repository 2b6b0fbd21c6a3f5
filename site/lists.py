"""Lists as GitHub reads them, written as Python-Markdown wants them.

What belongs to an item stands under the item's text in our pages, two or three blanks in;
Python-Markdown wants four. It also wants an empty line between a paragraph and a list.
"""

import re

ITEM = re.compile(r"^((?:[-*]|\d{1,3}\.) +)\S")
FENCE = re.compile(r"^(```+)")
INDENT = " " * 4
PARAGRAPH, ITEM_OF_LINES, ITEM_OF_BLOCKS = range(3)
"""What a line comes after."""


def widened(markdown: str) -> str:
    """The same page, read alike by both."""
    return "\n".join(_widened(markdown.split("\n")))


def _widened(lines: list[str]) -> list[str]:
    done: list[str] = []
    at, before = 0, PARAGRAPH
    while at < len(lines):
        if fence := FENCE.match(lines[at]):
            end, now = _after_fence(lines, at, fence[1]), PARAGRAPH
            done += lines[at:end]
        elif (item := ITEM.match(lines[at])) and (before != PARAGRAPH or _may_begin(item, done)):
            width = len(item[1])
            end = _after_item(lines, at, width)
            inside = _widened([line[width:] for line in lines[at + 1 : end]])
            if done and done[-1] and before != ITEM_OF_LINES:
                done.append("")
            now = (
                ITEM_OF_BLOCKS if any(not one or "```" in one for one in inside) else ITEM_OF_LINES
            )
            done += [lines[at], *(INDENT + line if line else "" for line in inside)]
        else:
            end, now = at + 1, PARAGRAPH
            done.append(lines[at])
        at, before = end, now
    return done


def _may_begin(item: re.Match[str], before: list[str]) -> bool:
    """Inside a paragraph a list begins with a hyphen or with 1, as a year may end a sentence."""
    return not before or not before[-1] or not item[1][0].isdigit() or item[1].startswith("1.")


def _after_fence(lines: list[str], at: int, mark: str) -> int:
    ends = (n for n in range(at + 1, len(lines)) if lines[n].strip() == mark)
    return next(ends, len(lines) - 1) + 1


def _after_item(lines: list[str], at: int, width: int) -> int:
    inside = " " * width
    for end in range(at + 1, len(lines)):
        if lines[end].strip() and not lines[end].startswith(inside):
            return end
    return len(lines)

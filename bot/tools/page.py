"""HTML pieces of a report: everything that comes in as text is escaped."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

_STYLE = """
:root { --ink: #22303c; --soft: #5d6d79; --line: #dfe5ea; --bad: #b5432b; --accent: #1f6f8b; }
* { box-sizing: border-box; }
body { font: 15px/1.55 system-ui, "Noto Sans CJK SC", sans-serif; color: var(--ink);
  margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 72rem; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; }
h2 { font-size: 1.2rem; margin: 2.6rem 0 .6rem; border-top: 1px solid var(--line);
  padding-top: 1.4rem; }
h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
p { margin: .3rem 0 .8rem; color: var(--soft); max-width: 48rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .28rem .8rem; text-align: left; border-bottom: 1px solid var(--line);
  vertical-align: top; }
th { font-weight: 600; color: var(--soft); white-space: nowrap; }
td.number, th.number { text-align: right; white-space: nowrap; }
.bad { color: var(--bad); font-weight: 600; }
.wide { overflow-x: auto; }
.pair { display: flex; flex-wrap: wrap; gap: 1.5rem 3rem; align-items: flex-start; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr));
  gap: .8rem; margin: 1.2rem 0; }
.card { border: 1px solid var(--line); border-radius: 8px; padding: .7rem .9rem; }
.card b { display: block; font-size: 1.5rem; line-height: 1.3; }
.card span { color: var(--soft); font-size: .85rem; }
.pair > div { max-width: 100%; }
img { max-width: 100%; height: auto; }
details summary { cursor: pointer; color: var(--accent); margin: .6rem 0; }
"""


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def text(value: Any) -> Html:
    return value if isinstance(value, Html) else Html(escape(str(value)))


def number(value: str, *, bad: bool = False) -> Html:
    return Html(f'<span class="bad">{escape(value)}</span>' if bad else escape(value))


def table(head: Sequence[str], rows: Iterable[Sequence[Any]], numbers: int | None = None) -> Html:
    """The first `numbers` columns after the first one are figures; all of them by default."""
    last = len(head) if numbers is None else numbers + 1

    def cells(kind: str, row: Sequence[Any]) -> str:
        return "".join(
            f"<{kind}{' class=number' if 0 < place < last else ''}>{text(value)}</{kind}>"
            for place, value in enumerate(row)
        )

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    inner = f"<thead><tr>{cells('th', head)}</tr></thead><tbody>{body}</tbody>"
    return Html(f'<div class="wide"><table>{inner}</table></div>')


def cards(values: Iterable[tuple[str, str, Any]]) -> Html:
    """Of a title, its figure, and what stands below it."""
    inner = "".join(
        f'<div class="card"><span>{text(title)}</span><b>{text(value)}</b>'
        f"<span>{text(below)}</span></div>"
        for title, value, below in values
    )
    return Html(f'<div class="cards">{inner}</div>')


def picture(path: Path, alternative: str) -> Html:
    """Embedded, so that the page can be sent alone; two dots a pixel, for sharp screens."""
    png = path.read_bytes()
    width = int.from_bytes(png[16:20], "big") // 2
    data = base64.b64encode(png).decode()
    source = f"data:image/png;base64,{data}"
    return Html(f'<img alt="{escape(alternative)}" width="{width}" src="{source}">')


def pair(*parts: Html) -> Html:
    return Html('<div class="pair">' + "".join(f"<div>{part}</div>" for part in parts) + "</div>")


def folded(title: str, inner: Html) -> Html:
    return Html(f"<details><summary>{escape(title)}</summary>{inner}</details>")


def section(title: str, explanation: str, *parts: Html) -> Html:
    return Html(f"<h2>{escape(title)}</h2><p>{escape(explanation)}</p>" + "".join(parts))


def page(title: str, explanation: str, parts: Iterable[Html]) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>"
        f"<p>{escape(explanation)}</p>{''.join(parts)}</body></html>\n"
    )

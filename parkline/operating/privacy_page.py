"""The tables of docs/reference/privacy.md, made of what the code does: `parkline privacy` prints
them."""

from collections.abc import Iterator, Mapping

from services.kit.personal import Delete, Forget, Keep, PersonalTable, Section
from services.privacy.registry import PERSONAL_TABLES
from services.privacy.retention_kinds import FIXED, KEPT, KINDS
from services.privacy.retention_tables import KINDS_OF, SEEN_WITH
from services.staff.permissions import by_role

Periods = Mapping[str, int | None]

DEFAULTS: Periods = {code: kind.days for code, kind in KINDS.items()}


def page(periods: Periods = DEFAULTS) -> str:
    """Both tables in Markdown, with these periods in days (None: without limit)."""
    return "\n".join(
        (
            "### How long each kind is kept",
            "",
            *_table(("kind", "days", "counts from", "reason", "a law's usual minimum", "seen by")),
            *(_period(code, periods) for code in KINDS),
            *(f"| `{code}` | | | {why} | | {_roles(code)} |" for code, why in FIXED.items()),
            *(f"| `{code}` | | | {why} | | {_roles(code)} |" for code, why in KEPT.items()),
            "",
            "### What each table holds",
            "",
            *_table(("table", "of whom", "holds", "kind", "erasing a person", "in their export")),
            *(_row(about) for about in sorted(PERSONAL_TABLES, key=_name)),
            "",
        )
    )


def _table(names: tuple[str, ...]) -> Iterator[str]:
    yield f"| {' | '.join(names)} |"
    yield "|---" * len(names) + "|"


def _period(code: str, periods: Periods) -> str:
    kind, days = KINDS[code], periods[code]
    law = f"{kind.usual_minimum}: {kind.law}" if kind.usual_minimum else ""
    said = "without limit" if days is None else str(days)
    return f"| `{code}` | {said} | {kind.counts_from} | {kind.why} | {law} | {_roles(code)} |"


def _roles(code: str) -> str:
    """Who sees it at the desk, by the permissions of its pages."""
    wanted = set(SEEN_WITH[code])
    found = [role for role, held in by_role().items() if held & wanted]
    return ", ".join(found) or "nobody at the desk"


def _row(about: PersonalTable) -> str:
    kinds = ", ".join(f"`{code}`" for code in KINDS_OF[about.table])
    return (
        f"| `{_name(about)}` | {about.owner} | {about.holds} | {kinds}"
        f" | {_erasure(about)} | {_export(about)} |"
    )


def _name(about: PersonalTable) -> str:
    return str(about.table.__tablename__)


def _erasure(about: PersonalTable) -> str:
    if not about.links:
        why = about.erasure.why if isinstance(about.erasure, Keep | Forget) else ""
        return f"not of a tenant: {why}"
    match about.erasure:
        case Delete():
            return "removed"
        case Forget(columns, why):
            return f"emptied: {', '.join(f'`{name}`' for name in columns)}; the rest stays: {why}"
        case Keep(why):
            return f"stays: {why}"


def _export(about: PersonalTable) -> str:
    if isinstance(about.export, Section):
        return f"`{about.export.name}`"
    return f"no: {about.export.why}"

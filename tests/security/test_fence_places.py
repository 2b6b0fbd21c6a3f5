"""The short list of places whose statements are of no park, or of another one than the work is
(services.kit.fence).

Whatever else a gateway or a worker does says its park, and the database shows it no other's rows.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from models.base import Base
from parkline.settings.settings import ROOT

KNOWN = {
    "connectors/channels/push.py: sweep": "what waits for the accounts of all parks",
    "parkline/channels/accounts.py: _has_changed": "whether any park's accounts changed",
    "parkline/channels/accounts.py: _read": "accounts of all parks, by which a call finds its own",
    "api/people/parks.py: go_to_park": "a token that signs somebody in at another park of theirs",
    "desk/frame/elsewhere.py: reading_in": "what a member of staff sees of another park of theirs",
    "services/accounts/members.py: of_staff": "the parks of one human",
    "services/accounts/members.py: of_person": "the parks of one human",
    "services/accounts/members.py: link": "memberships in two parks",
    "services/accounts/members.py: unlink": "memberships in several parks",
    "services/accounts/people.py: confirm": "whether two parks know the same of somebody",
    "services/network/networks.py: neighbours": "which other parks are in a network of this one",
    "services/network/networks.py: join": "what a network is called that another park is in",
    "services/network/copies.py: hand_on": "the copies that other parks have of what is published",
    "services/network/copies.py: catch_up": "what other parks have published to a network",
    "services/network/introductions.py: _hand_on": "who agreed to be introduced in another park",
    "services/network/introductions.py: _answer": "the answer, for who asked in another park",
    "services/network/introductions.py: forgotten": "another park forgets whom this one forgets",
    "connectors/bot/turns.py: sweep": "conversations of all parks that a crash left waiting",
    "edge/parks.py: refresh": "parks with their hosts and keys, by which a request finds its own",
    "edge/parks.py: found": "a vendor or a gate, whose key says of which park it is",
    "edge/shares.py: keep_reading": "what each park may use",
    "parkline/roles/retention.py: _must_wait": "whether anybody's message waits",
    "parkline/roles/worker.py: run": "taking from queues, and housekeeping; what is taken is within"
    " its park",
}
OUT = ("fence.everywhere", "fence.across", "fence.abroad")
FOLDERS = ("actions", "api", "connectors", "desk", "edge", "parkline", "services", "vendor_desk")


def test_every_place_that_is_of_no_park_is_known() -> None:
    assert set(_places()) == set(KNOWN)


def test_the_page_lists_them_and_the_tables_without_a_park() -> None:
    """docs/reference/outside-of-parks.md is what people are shown."""
    page = (ROOT / "docs" / "reference" / "outside-of-parks.md").read_text("utf-8")
    named = set(re.findall(r"^\| `([^`]+)` \| \S", page, re.MULTILINE))
    tables = {t.name for t in Base.metadata.tables.values() if "park_id" not in t.columns}
    assert named == set(KNOWN) | tables


def _places() -> Iterator[str]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            source = path.read_text()
            if any(way in source for way in OUT):
                yield from _within(path.relative_to(ROOT), ast.parse(source))


def _within(path: Path, tree: ast.AST) -> Iterator[str]:
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _name(call.func) in OUT:
            around = [f for f in functions if f.lineno <= call.lineno <= (f.end_lineno or 0)]
            yield f"{path}: {around[-1].name if around else ''}"


def _name(node: ast.expr) -> str:
    return ast.unparse(node)

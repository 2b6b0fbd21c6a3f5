"""What tenants read: both languages say everything, and nothing is said that is not there."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest

from services.danger.kinds import KINDS
from services.texts import LANGUAGES, say, when
from tests.given.demo_park import NOON, SHANGHAI, WEDNESDAY_MORNING
from tests.kit.texts import messages

ROOT = Path(__file__).parents[3]
SERVICES = ROOT / "services"
FOLDERS = ("actions", "services", "connectors", "parkline")

FAMILIES = {
    "danger-": {kind.replace("_", "-") for kind in KINDS},
    "category-": {
        "electrical", "plumbing", "hvac", "elevator", "network", "access_control", "fire_safety",
        "security", "cleaning", "furniture", "landscaping", "parking", "pest", "other",
    },
    "channel-": {
        "webchat", "wechat", "miniapp", "miniprogram", "wecom", "wecom_kf", "console",
        "phone", "oidc",
    },
    "guest-limit-": {"order", "piece", "ticket", "handoff", "photo"},
    "meal-": {"breakfast", "lunch", "dinner", "all_day"},
    "menu-sheet-": {
        "missing", "unfit", "twice", "unknown-item", "unknown-column", "no-column", "too-many",
        "too-big", "no-workbook", "empty", "refused",
    },
    "notice-ticket-": {
        "assigned", "started", "waiting-materials", "waiting-tenant", "waiting-tenant-ask",
        "resolved", "resolved-ask", "closed", "cancelled", "merged", "reopened", "restored",
    },
    "notice-visit-": {
        "asks", "asks-again", "asks-host", "approved", "denied", "cancelled", "expired", "no-show",
        "arrived",
    },
    "button-": {"pickup", "locker", "desk", "counter"},
    "notice-spending-": {"asks", "approved", "failed", "denied", "expired"},
    "payment-": {"on_pickup", "wechat_pay", "pickup", "counter"},
    "quantity-": {"too-many", "too-few", "stock"},
    "slot-": {"closed", "full"},
    "spending-failure-": {"slot_refused", "out_of_stock", "price_changed", "other"},
    "spending-status-": {"approved", "denied", "expired", "withdrawn"},
    "tax-number-": {"length", "character", "form", "check"},
    "status-": {
        "placed", "accepted", "preparing", "ready", "delivering", "completed", "rejected",
        "cancelled", "expired",
    },
    "ticket-kind-": {"repair", "complaint", "question"},
    "ticket-status-": {
        "reported", "triaged", "assigned", "accepted", "in_progress", "waiting_materials",
        "waiting_tenant", "resolved", "confirmed", "closed", "cancelled", "reopened",
    },
    "where-": {"pickup", "counter"},
    "visit-amended-asks": {"", "-desk"},
    "visit-amended-waits": {"", "-desk"},
    "visit-status-": {
        "requested", "approved", "denied", "checked_in", "checked_out", "cancelled", "expired",
        "no_show",
    },
}  # fmt: skip
"""Keys that code puts together from a code of the domain: f"status-{order.status}"."""
for _file in sorted(Path(__file__).parents[1].glob("*/text_families.py")):
    FAMILIES |= import_module(f"tests.services.{_file.parent.name}.text_families").FAMILIES

READY = {
    f"notice-ready-{way}"
    for way in ("pickup", "delivery", "counter", "desk", "locker", "locker-full")
}
"""Put together in services/ordering/notices.py by the order's fulfilment."""


def of(language: str) -> dict[str, set[str]]:
    """All of a language, from the files that its texts stand in."""
    found: dict[str, set[str]] = {}
    for path in files(language):
        texts = messages(path)
        assert not found.keys() & texts.keys(), f"{path}: said elsewhere, too"
        found |= texts
    return found


def files(language: str) -> list[Path]:
    name = f"{language}.ftl"
    return [SERVICES / "texts" / name, *sorted(SERVICES.glob(f"*/texts/{name}"))]


def test_each_domain_says_the_same_in_both_languages() -> None:
    for one, other in zip(files("zh"), files("en"), strict=True):
        assert one.parent == other.parent
        assert messages(one).keys() == messages(other).keys(), one.parent


@pytest.fixture(scope="module")
def zh() -> dict[str, set[str]]:
    return of("zh")


def trees() -> Iterator[tuple[Path, ast.AST]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


def _asked(node: ast.AST) -> ast.expr | None:
    """The key of a call such as turn.text(key, …) or say(language, key, …)."""
    match node:
        case ast.Call(func=ast.Attribute(attr="text", value=ast.Name(id="turn")), args=[key, *_]):
            return key
        case ast.Call(func=ast.Name(id="say"), args=[_, key, *_]):
            return key
    return None


def _literals(key: ast.expr) -> Iterator[str]:
    match key:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _literals(body)
            yield from _literals(orelse)
        case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *_]):
            yield prefix


def test_the_two_languages_have_the_same_keys_with_the_same_variables(
    zh: dict[str, set[str]],
) -> None:
    """A Chinese line counts in units where English needs none, and says its own punctuation."""
    en = of("en")
    assert list(zh) == list(en)  # The same order, so that they can be read side by side.
    differing = {key: zh[key] ^ en[key] for key in zh if zh[key] != en[key]}
    assert {name for names in differing.values() for name in names} <= {"unit"}
    assert all("unit" in zh[key] for key in differing)


def test_every_text_that_code_asks_for_is_there(zh: dict[str, set[str]]) -> None:
    asked = {
        (text, str(path.relative_to(ROOT)))
        for path, tree in trees()
        for node in ast.walk(tree)
        if (key := _asked(node)) is not None
        for text in _literals(key)
    }
    assert len(asked) > 60
    assert {(key, path) for key, path in asked if key not in zh and key not in FAMILIES} == set()
    assert {prefix + code for prefix, codes in FAMILIES.items() for code in codes} <= set(zh)


def test_every_text_is_used(zh: dict[str, set[str]]) -> None:
    built = {prefix + code for prefix, codes in FAMILIES.items() for code in codes} | READY
    literal = {
        node.value
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(zh) - literal - built == set()
    assert set(FAMILIES) <= literal  # Each is still put together somewhere.


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_left_in_the_other_language(
    zh: dict[str, set[str]], language: str
) -> None:
    for key, names in zh.items():
        text = say(language, key, **dict.fromkeys(names | {"unit"}, "7"))
        said = re.sub(r"[\W\d]", "", text)
        chinese = re.search(r"[\u3400-\u9fff]", text) is not None
        if said:
            assert chinese is (language == "zh"), (key, text)
        assert text.strip(), key
        assert text == text.strip() or key == "cart-extra", (key, text)


def test_a_missing_value_is_an_error_and_not_a_hole_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="cart-total in zh"):
        say("zh", "cart-total")
    with pytest.raises(LookupError):
        say("zh", "no-such-text")


def test_values_stand_in_the_sentence_as_they_came() -> None:
    assert say("zh", "cart-total", total="¥44") == "合计 ¥44"
    assert say("en", "cart-line", quantity=2, name="cola", extra="", price="¥10") == (
        "2 × cola  ¥10"
    )
    assert say("en", "cart-extra", wishes="no chili") == " (no chili)"
    assert say("zh", "quantity-take", allowed=5, unit="碗") == "就要 5 碗"


@pytest.mark.parametrize(
    ("moment", "zh", "en"),
    [
        (NOON, "今天", "today"),
        (NOON + timedelta(days=1), "明天 12月3日 周四", "tomorrow, Thu 3 Dec"),
        (NOON + timedelta(days=2), "后天 12月4日 周五", "Fri 4 Dec"),
        (NOON + timedelta(days=3), "12月5日 周六", "Sat 5 Dec"),
        (NOON - timedelta(days=1), "12月1日 周二", "Tue 1 Dec"),
        (datetime(2026, 12, 2, 23, 59, tzinfo=SHANGHAI), "今天", "today"),
        (datetime(2026, 12, 3, 0, 0, tzinfo=SHANGHAI), "明天 12月3日 周四", "tomorrow, Thu 3 Dec"),
        (datetime(2027, 1, 4, 12, 0, tzinfo=SHANGHAI), "1月4日 周一", "Mon 4 Jan"),
    ],
)
def test_days(moment: datetime, zh: str, en: str) -> None:
    said = [when.day(moment, lang, WEDNESDAY_MORNING, SHANGHAI) for lang in LANGUAGES]
    assert said == [zh, en]


def test_spans_are_in_the_parks_time_whatever_zone_they_come_in() -> None:
    start, end = NOON.astimezone(UTC), (NOON + timedelta(minutes=15)).astimezone(UTC)
    now = WEDNESDAY_MORNING.astimezone(UTC)
    assert when.span(start, end, "zh", now, SHANGHAI) == "今天 12:00–12:15"
    tomorrow = when.span(start + timedelta(days=1), None, "en", now, SHANGHAI)
    assert tomorrow == "tomorrow, Thu 3 Dec, 12:00"
    late = datetime(2026, 12, 1, 16, 30, tzinfo=UTC)  # Half past midnight in Shanghai.
    assert when.span(late, None, "en", now, SHANGHAI) == "today 00:30"


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [
        ((15, 17), "明天 12月3日 周四 15:00–17:00", "tomorrow, Thu 3 Dec, 15:00–17:00"),
        ((0, 24), "明天 12月3日 周四", "tomorrow, Thu 3 Dec"),
        ((0, 72), "明天 12月3日 周四 – 12月5日 周六", "tomorrow, Thu 3 Dec – Sat 5 Dec"),
        ((22, 25), "明天 12月3日 周四 22:00–01:00", "tomorrow, Thu 3 Dec, 22:00–01:00"),
        ((22, 24), "明天 12月3日 周四 22:00–24:00", "tomorrow, Thu 3 Dec, 22:00–24:00"),
        ((10, 72), "明天 12月3日 周四 10:00 – 12月5日 周六 24:00",
         "tomorrow, Thu 3 Dec, 10:00 – Sat 5 Dec, 24:00"),
    ],
)  # fmt: skip
def test_a_span_says_the_days_that_it_needs(hours: tuple[int, int], zh: str, en: str) -> None:
    midnight = datetime(2026, 12, 3, tzinfo=SHANGHAI)
    start, end = (midnight + timedelta(hours=hour) for hour in hours)
    said = [when.span(start, end, lang, WEDNESDAY_MORNING, SHANGHAI) for lang in LANGUAGES]
    assert said == [zh, en]

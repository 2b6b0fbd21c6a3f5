"""What vendors' people read: both languages say everything, and nothing that is not there."""

import re
from pathlib import Path

from services.ordering.orders import ENDED, UNDER_WAY, VENDOR_ACTIONS
from services.vendors.members import ROLES
from tests.kit.texts import messages
from vendor_desk import texts
from vendor_desk.call import TABS
from vendor_desk.statements import COLUMNS

ROOT = Path(texts.__file__).parent
FAMILIES = {
    "vendor-tab-": {tab.key for tab in TABS},
    "vendor-role-": set(ROLES),
    "vendor-do-": set(VENDOR_ACTIONS) - {"reject"},
    "vendor-status-": {*UNDER_WAY, *ENDED},
    "vendor-fulfilment-": {"pickup", "delivery", "locker", "desk", "counter", "on_site"},
    "vendor-pays-": {"on_pickup", "company_account", "wechat_pay"},
    "vendor-method-": {"on_pickup", "company_account", "wechat_pay"},
    "vendor-cause-": {"cancelled", "rejected", "expired", "staff"},
    "vendor-kind-": {"payment", "refund"},
    "vendor-total-": {"through-park", "on-pickup"},
    "vendor-meal-": {"breakfast", "lunch", "dinner", "all_day"},
    "vendor-weekday-": {str(day) for day in range(1, 8)},
    "vendor-column-": set(COLUMNS),
    "vendor-column-of-": {"fresh", "doing", "done", "ended"},
    "vendor-none-": {"fresh", "doing", "done", "ended"},
}
_KEY = re.compile(r"[\"'](vendor-[a-z0-9_-]+)[\"']")


def named() -> set[str]:
    sources = [*ROOT.rglob("*.py"), *ROOT.rglob("*.html")]
    return {key for path in sources for key in _KEY.findall(path.read_text("utf-8"))}


def known(language: str) -> dict[str, set[str]]:
    return messages(texts.HERE / language / "vendor.ftl")


def test_the_two_languages_have_the_same_keys_with_the_same_variables() -> None:
    assert known("zh") == known("en")
    assert list(known("zh")) == list(known("en"))


def test_every_text_that_is_asked_for_is_there_and_each_is_used() -> None:
    built = {prefix + code for prefix, codes in FAMILIES.items() for code in codes}
    asked = named() - set(FAMILIES) - {"vendor-passwords", "vendor-desk"}
    assert asked | built <= set(known("zh"))
    errors = {key for key in known("zh") if key.startswith("vendor-error-")}
    assert set(known("zh")) - asked - built - errors == set()


def test_no_text_is_empty_or_left_in_the_other_language() -> None:
    for language in ("zh", "en"):
        for key, names in known(language).items():
            said = texts.say(language, key, **dict.fromkeys(names, "7"))
            assert said.strip() == said != "", key
            chinese = re.search(r"[\u3400-\u9fff]", said) is not None
            if re.sub(r"[\W\d]", "", said):
                assert chinese is (language == "zh"), (key, said)

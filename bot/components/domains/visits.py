"""Guests."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from bot.components.domains import Domain
from bot.components.parsers.cars import find_cars
from bot.components.parsers.companions import find_companions
from bot.components.parsers.own_names import find_own_names
from bot.components.parsers.plates import find_half_plates

RANK = 30

DOMAIN = Domain(
    business={
        "register_visitor": "visit",
        **dict.fromkeys(("track_visit", "cancel_visit"), "visits"),
    },
    kin=(frozenset({"visit", "visits", "faq"}),),
    progress=frozenset({"visits"}),
    holds={
        "register_visitor": frozenset({"start:visit", "give", "correct"}),
        "track_visit": frozenset({"ask"}),
        "cancel_visit": frozenset({"cancel", "give_up", "correct", "edit:remove"}),
    },
    answers={
        "visit_time": frozenset({"time", "period", "shift", "recurrence"}),
        "visit_names": frozenset({"visitor_name"}),
    },
    signs={
        "visit": r"访客|訪客|来访|來訪|到访|拜访|登记|登記|\b(?:visitors?|guests?|register|book in|sign in)\b",
        "comes": r"客人|客户|客戶|要?过来|[\u4e00-\u9fff](?:总|工|哥|姐|经理|老师)[要会]?来|来参观|\b(?:comes?|coming|visiting|client)\b",
    },
    sign_of={"visitor_name": "visit", "plate": "visit"},
    asks=frozenset({"time", "names", "plate", "headcount"}),
    hints=frozenset({"visit_change"}),
    references={"v": "visit_no"},
    marks={"plate": "\ue008", "visit_no": "\ue00b"},
    find=(find_companions, find_half_plates, find_cars, find_own_names),
)

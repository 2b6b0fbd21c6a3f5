"""Lost and found."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from bot.components.domains import Domain

RANK = 35

DOMAIN = Domain(
    business={
        **dict.fromkeys(("report_lost", "report_found"), "lost"),
        **dict.fromkeys(("track_lost", "withdraw_lost"), "losses"),
    },
    kin=(frozenset({"lost", "losses", "faq"}),),
    progress=frozenset({"losses"}),
    holds=dict.fromkeys(("report_lost", "report_found"), frozenset({"start", "ask", "give"})),
    answers={
        "lost_where": frozenset({"location"}),
        "lost_when": frozenset({"time", "period"}),
    },
    signs={
        "lost": r"报失|報失|失物|遗失|遺失|丢了|丟了|弄丢|不见了|落在|忘在|捡到|撿到|拾到|捡了|\b(?:lost|missing|misplaced|left behind|found an?|picked up an?)\b"
    },
    asks=frozenset({"lost_what", "lost_where", "lost_when", "lost_mark"}),
    references={"l": "item_no"},
    marks={"item_no": "\ue00c"},
)

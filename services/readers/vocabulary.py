"""What the second reader may point at, and nothing else: the intents that begin, change or ask.

Not among them, whatever anybody writes: yes and no, checkout and paying, quotes and approvals,
danger (it can neither raise nor end an alarm), ratings, links between accounts, and whatever staff,
vendors or machines do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.acts.acts import Act
from services.acts.state import Standing, State
from services.acts.values import What


@dataclass(frozen=True, slots=True)
class Can:
    """`do` is an intent of the bot; `line` and `examples` are for the model, nobody else."""

    do: str
    line: str
    examples: tuple[str, str]
    acts: frozenset[str]
    """Names of the acts that may come of it; others that the words would give are dropped."""
    needs: What | None = None
    """Allowed only while something of this kind stands."""


def _acts(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BEGINS, _ASKS, _ENDS = _acts("start edit give correct"), _acts("ask"), _acts("cancel give_up")
VOCABULARY: tuple[Can, ...] = (
    Can("order_food", "order dishes or drinks", ("两份牛肉面", "a latte"), _BEGINS),
    Can("order_goods", "buy goods of the park's shop", ("来包打印纸", "five gel pens"), _BEGINS),
    Can("reorder", "order the same as last time", ("老样子", "my usual"), _BEGINS),
    Can(
        "modify_order", "change the order at hand", ("别放辣", "make it three"),
        _acts("edit give correct"), What.ORDER,
    ),
    Can("cancel_order", "call off an order", ("那单不要了", "scrap that"), _ENDS, What.ORDER),
    Can("track_order", "how far an order is", ("饭到哪了", "where's lunch"), _ASKS, What.ORDER),
    Can("browse_menu", "see what there is to eat", ("中午有啥", "what's cooking"), _ASKS),
    Can("report_repair", "report something broken", ("空调不冷", "the tap drips"), _BEGINS),
    Can("track_repair", "how far a repair is", ("修得怎样", "any news"), _ASKS, What.REPAIR),
    Can("urge_repair", "hurry a repair", ("快点来修", "still waiting"), _acts("urge"), What.REPAIR),
    Can("cancel_repair", "call off a repair", ("不用修了", "it works now"), _ENDS, What.REPAIR),
    Can("register_visitor", "register a guest", ("明天有客人来", "a guest at 3"), _BEGINS),
    Can("track_visit", "how far a visit is", ("客人到没", "has she come"), _ASKS, What.VISIT),
    Can("cancel_visit", "call off a visit", ("客人不来了", "he can't make it"), _ENDS, What.VISIT),
    Can("ask_faq", "a question about the park", ("wifi密码", "where to park"), _ASKS),
    Can("complain", "complain", ("服务太差", "that was rude"), _acts("complain")),
    Can("ask_human", "talk to a person", ("找个人", "a human please"), _acts("human")),
)  # fmt: skip
BY_DO = {one.do: one for one in VOCABULARY}
CHANGES_NOTHING = frozenset({"ask"})
"""Acts that are carried out without a yes: our own answers to a question."""


def allowed(state: State) -> tuple[str, ...]:
    """What may be pointed at while this stands, in the order of the vocabulary."""
    kinds = {one.what for one in state.things if one.standing is not Standing.DROPPED}
    return tuple(one.do for one in VOCABULARY if one.needs is None or one.needs in kinds)


def permitted(do: str, acts: Sequence[Act]) -> tuple[Act, ...]:
    """Of the acts that words gave, those that may come of `do`; none if it is no such thing."""
    can = BY_DO.get(do)
    return tuple(act for act in acts if can is not None and act.act in can.acts)

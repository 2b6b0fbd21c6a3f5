"""A message that begins two things of different kinds."""

import pytest

from services.acts.acts import Start
from services.acts.values import What
from tests.given.acts import state
from tests.given.reading import read

BOTH = {"start:visit": 0.97, "start:order": 0.98}
RANKING = [
    {"name": "order_food", "confidence": 0.7},
    {"name": "register_visitor", "confidence": 0.3},
]


def guest(words: str, name: str) -> list[dict[str, object]]:
    at = words.index(name)
    told = {"entity": "visitor_name", "value": name, "text": name}
    return [{**told, "start": at, "end": at + len(name)}]


@pytest.mark.parametrize(
    ("words", "name", "visit", "order"),
    [
        ("明天下午三点林涛来访，登记一下；再来两杯拿铁，今天十点送A座3楼301", "林涛", 15, 10),
        ("今天十点送两杯拿铁到A座3楼301，另外明天早上九点郑凯来访", "郑凯", 9, 10),
        ("2 lattes at 10 to A 3F 301, and Julia Roth visits tomorrow at 4pm", "Julia Roth", 16, 10),
    ],
)
def test_each_has_the_hour_of_its_part(words: str, name: str, visit: int, order: int) -> None:
    acts = read(
        words, state(), "order_food", acts=BOTH, intent_ranking=RANKING, found=guest(words, name)
    )
    starts = {one.what: one for one in acts if isinstance(one, Start)}
    assert set(starts) == {What.VISIT, What.ORDER}
    hours = {what: one.fields.when and one.fields.when.start for what, one in starts.items()}
    assert {what: at.hour for what, at in hours.items() if at} == {
        What.VISIT: visit,
        What.ORDER: order,
    }
    assert (starts[What.VISIT].fields.names, starts[What.ORDER].fields.names) == ((name,), ())
    assert starts[What.VISIT].fields.place is None

"""What `make eval READER=…` counts of a model."""

import aiohttp

from bench.reader import Sentence, figures, measure, tell
from connectors.readers.endpoint import Endpoint, Level
from tests.connectors.readers.fake import KEY, MODEL, fake_endpoint

LEAK = Sentence("水一直流", "report_repair", "zh", "out_of_scope")
NOODLES = Sentence("面条水一直流", "order_food", "zh", "out_of_scope")
STRANGER = Sentence("量子力学", "out_of_scope", "zh", "out_of_scope")
ACT = {"do": "report_repair", "quote": "水一直流"}


async def test_right_wrong_and_let_be_are_counted_with_what_it_cost() -> None:
    async with fake_endpoint(acts=[ACT]) as fake, aiohttp.ClientSession() as client:
        endpoint = Endpoint(client, fake.url, MODEL, KEY)
        told = [await tell(endpoint, Level.SCHEMA, one) for one in (LEAK, NOODLES, STRANGER)]
        found = figures(told, (10.0, 100.0))
        results = await measure(endpoint, {"blind": [LEAK]}, (0, 0))
    counted = {name: found[name] for name in ("asked", "right", "wrong", "nothing")}
    assert counted == {"asked": 3, "right": 1, "wrong": 1, "nothing": 0}
    assert (found["strangers"], found["strangers_let_be"]) == (1, 1)
    assert (found["tokens_sent"], found["tokens_back"], found["cost"]) == (1200, 60, 0.018)
    assert found["cost_of_1000"] == 6.0
    assert found["outcomes"] == {"read": 3}
    assert (results["model"], results["level"]) == (MODEL, "schema")
    assert results["sets"]["blind"]["right"] == 1

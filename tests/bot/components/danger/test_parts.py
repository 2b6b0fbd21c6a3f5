"""A message that is split into requests loses no danger."""

from typing import Any

from bot.components.danger.parts import carried
from bot.components.splitting import Part

NOTHING = {"zone": "none", "kind": None, "p": 0.02}
SOMETHING = {"zone": "none", "kind": None, "p": 0.1}
ALARM = {"zone": "alarm", "kind": "electric", "p": 0.9}
ASK = {"zone": "ask", "kind": "gas", "p": 0.4}


def part(text: str, danger: dict[str, Any]) -> Part:
    return Part(0, text, {"danger": danger, "entities": []}, led=False, strong=False)


def zones(parts: list[Part]) -> list[str]:
    return [str(one.parsed["danger"]["zone"]) for one in parts]


def test_danger_of_the_whole_goes_to_the_part_that_is_likeliest_to_tell_it() -> None:
    parts = carried({"danger": ALARM}, [part("两份面", NOTHING), part("手麻", SOMETHING)])
    assert zones(parts) == ["none", "alarm"]
    assert [one.critical for one in parts] == [False, True]


def test_a_question_is_carried_without_an_alarm() -> None:
    parts = carried({"danger": ASK}, [part("两份面", NOTHING), part("怪味", SOMETHING)])
    assert zones(parts) == ["none", "ask"]
    assert not any(one.critical for one in parts)


def test_what_a_part_says_by_itself_stays() -> None:
    there = [part("两份面", NOTHING), part("手麻", ALARM)]
    assert carried({"danger": ASK}, there) == there
    assert carried({"danger": NOTHING}, there) == there
    assert carried({"danger": ALARM}, []) == []

"""Commands of buttons as they are kept with our messages."""

import pytest

from services.conversations.commands import Command, command


@pytest.mark.parametrize(
    ("made", "written"),
    [
        (command("affirm"), "/affirm"),
        (command("order_food", item=17, quantity=2), '/order_food{"item": 17, "quantity": 2}'),
        (command("cancel_visit", confirmed=True), '/cancel_visit{"confirmed": true}'),
        (
            command("checkout", location={"place": "门口"}),
            '/checkout{"location": {"place": "门口"}}',
        ),
        (command("request_invoice", title='"甲"'), '/request_invoice{"title": "\\"甲\\""}'),
        (Command("rate", {"about": "ticket:3"}), '/rate{"about": "ticket:3"}'),
    ],
)
def test_a_command_is_written_as_its_intent_and_json(made: Command, written: str) -> None:
    assert str(made) == written

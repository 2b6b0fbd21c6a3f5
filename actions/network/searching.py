"""Companies and rooms of other parks: what fits, and an introduction after one yes."""

from actions.kit.base import Events, ParkAction
from actions.kit.turn import Button, Turn, button
from models.network import NetworkCard
from models.people import Person
from services.conversations.commands import command
from services.network import introductions, searching

INTRODUCTION = "introduction"
"""What a yes to the question settles."""


class SearchNetwork(ParkAction):
    """其他园区有做激光雷达的吗: cards that fit, each with its park and a button."""

    action_name = "action_search_network"

    async def act(self, turn: Turn) -> Events:
        words = turn.said.text
        found = await searching.search(turn.session, turn.park_id, words, now=turn.now)
        phone = turn.park.desk_phone
        names = [zh if turn.language == "zh" else en for zh, en in found.unreachable]
        silent = turn.text("network-unreachable", parks=_joined(turn, names)) if names else ""
        if not found.is_member:
            turn.tell(turn.text("network-none", phone=phone))
        elif not found.cards:
            said = turn.text("network-nothing", phone=phone)
            turn.tell("\n".join(filter(None, (said, silent))))
        else:
            lines = [turn.text("network-found"), *(_line(turn, card) for card in found.cards)]
            turn.tell(
                "\n".join(filter(None, (*lines, silent))),
                buttons=[_introduce(turn, card) for card in found.cards],
                network_words=words[: introductions.LONGEST_WORDS],
                network_cards=[card.id for card in found.cards],
            )
        return []


class Introduce(ParkAction):
    """The button: what would be passed on, and whether it may be."""

    action_name = "action_introduce"

    async def act(self, turn: Turn) -> Events:
        card = await _shown(turn, turn.said.value("network_card"))
        if card is None:
            return []
        person = await _person(turn)
        before = await introductions.made_before(turn.session, person, card)
        if before is not None:
            turn.tell(_before(turn, card, before.status))
            return []
        words = str((await turn.last_told()).get("network_words") or "")
        contact = await introductions.contact_of(turn.session, person, words)
        who = [contact[name] for name in ("name", "company", "phone") if contact[name]]
        turn.tell(
            turn.text(
                "introduction-ask",
                park=turn.named(card, "origin"),
                company=_name(turn, card),
                contact=" · ".join(who) or turn.text("introduction-nameless"),
                words=contact["words"] or "—",
            ),
            buttons=[
                button(turn.text("button-introduction-yes"), "/affirm"),
                button(turn.text("button-introduction-no"), "/deny"),
            ],
            settles=INTRODUCTION,
            introduction_to=card.id,
            network_words=contact["words"],
        )
        return []


async def settle(turn: Turn) -> bool:
    """Take a yes or a no as the answer to whether it may be passed on."""
    asked = await turn.asked()
    if not isinstance(id_ := asked.get("introduction_to"), int):
        return False
    if turn.said.intent != "affirm":
        turn.tell(turn.text("introduction-not-sent"))
        return True
    card = await _shown(turn, id_)
    if card is not None:
        words = str(asked.get("network_words") or "")
        person = await _person(turn)
        made = await introductions.ask(turn.session, person, card, words, now=turn.now)
        if made.is_new:
            park = turn.named(card, "origin")
            turn.tell(turn.text("introduction-sent", park=park, company=_name(turn, card)))
        else:
            turn.tell(_before(turn, card, made.row.status))
    return True


async def _shown(turn: Turn, card_id: object) -> NetworkCard | None:
    """One that may still be shown; else says that it is gone."""
    card = None
    if isinstance(card_id, int):
        card = await searching.load(turn.session, turn.park_id, card_id, now=turn.now)
    if card is None:
        turn.tell(turn.text("network-gone"))
    return card


async def _person(turn: Turn) -> Person:
    key = (turn.park_id, turn.conversation.person_id)
    return await turn.session.get_one(Person, key)


def _before(turn: Turn, card: NetworkCard, status: str) -> str:
    return turn.text("introduction-before", company=_name(turn, card), status=status)


def _introduce(turn: Turn, card: NetworkCard) -> Button:
    title = turn.text("button-introduce", name=_name(turn, card))
    return button(title, command("introduce", network_card=card.id))


def _line(turn: Turn, card: NetworkCard) -> str:
    body = card.body
    about = body.get(f"about_{turn.language}") or ", ".join(body.get("offers", [])[:4])
    if seats := body.get("seats"):
        about = " · ".join(filter(None, (about, turn.text("network-seats", seats=str(seats)))))
    key = "network-line-about" if about else "network-line"
    park = turn.named(card, "origin")
    return turn.text(key, park=park, name=_name(turn, card), about=about)


def _name(turn: Turn, card: NetworkCard) -> str:
    return str(card.body[f"name_{turn.language}"])


def _joined(turn: Turn, names: list[str]) -> str:
    return ("、" if turn.language == "zh" else ", ").join(names)

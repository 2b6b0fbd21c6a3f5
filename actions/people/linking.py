"""One person on several channels: a code to carry over, and the way back."""

from actions.kit.base import Events, ParkAction
from actions.kit.turn import Turn, button
from models.people import Company
from services.conversations.commands import command
from services.conversations.conversations import Reply
from services.people import link_codes, link_consent, link_replies, linking, unlinking
from services.people.link_replies import UNLINK

MINUTES = int(link_codes.ANSWER_LASTS.total_seconds()) // 60


class LinkAccount(ParkAction):
    """绑定 gives a code. Typed on another channel it asks there, and then here."""

    action_name = "action_link_account"

    async def act(self, turn: Turn) -> Events:
        code, about = turn.said.value("code"), str(turn.said.value("about") or "")
        if about.startswith(link_replies.CODE):
            await _answer(turn, int(about.removeprefix(link_replies.CODE)))
        elif turn.said.value("confirmed") is False:
            turn.tell(turn.text("link-not-done"))
        elif code is not None:
            await _claim(turn, str(code))
        elif about:
            await _settle_company(turn, about)
        else:
            issued = await link_codes.issue(turn.session, turn.conversation, now=turn.now)
            turn.tell(turn.text("link-code", code=issued))
        return []


async def _claim(turn: Turn, code: str) -> None:
    """Show who typed a code whose it is, and ask them."""
    try:
        found = await link_consent.claim(turn.session, turn.conversation, code, now=turn.now)
    except link_codes.CodeWrong as wrong:
        turn.tell(turn.text("link-wrong", left=wrong.details["left"]))
    except link_codes.TriesSpent:
        turn.tell(turn.text("link-tries-spent", phone=turn.park.desk_phone))
    except link_consent.TypedWhereAsked:
        turn.tell(turn.text("link-same-conversation"))
    except linking.AlreadyOne:
        turn.tell(turn.text("link-already-one"))
    else:
        asked = await link_consent.side(turn.session, turn.park_id, found.conversation_id)
        _say(turn, link_replies.offer(turn.language, found.id, asked))


async def _answer(turn: Turn, code_id: int) -> None:
    """A press below the question of either side."""
    session, conversation = turn.session, turn.conversation
    try:
        if turn.said.value("confirmed") is False:
            await link_consent.refuse(session, conversation, code_id, now=turn.now)
            turn.tell(turn.text("link-not-done"))
        elif await link_consent.is_asker(session, conversation, code_id):
            await link_consent.accept(session, conversation, code_id, now=turn.now)
            _tell_done(turn)
        else:
            await link_consent.agree(
                session, conversation, code_id, company_id=_company(turn), now=turn.now
            )
            turn.tell(turn.text("link-agreed", minutes=MINUTES))
    except link_codes.LinkOver:
        turn.tell(turn.text("link-over"))
    except linking.AlreadyOne:
        turn.tell(turn.text("link-already-one"))
    except linking.WhichCompany as question:
        companies = await _companies(turn, question.details["company_ids"])
        _say(turn, link_replies.which_company(turn.language, companies, code_id))


async def _settle_company(turn: Turn, about: str) -> None:
    """The answer to the question that WeChat's word about a person raised."""
    other_id, company_id = int(about.removeprefix("person:")), _company(turn)
    try:
        await linking.settle_company(
            turn.session, turn.conversation, other_id, company_id or 0, now=turn.now
        )
    except linking.AlreadyOne:
        turn.tell(turn.text("link-already-one"))
    else:
        _tell_done(turn)


def _company(turn: Turn) -> int | None:
    chosen = turn.said.value("company")
    return None if chosen is None else int(chosen)


async def _companies(turn: Turn, ids: list[int]) -> list[Company]:
    return [await turn.session.get_one(Company, (turn.park_id, id_)) for id_ in ids]


def _tell_done(turn: Turn) -> None:
    turn.tell(turn.text("link-done"), buttons=[button(turn.text("button-not-me"), UNLINK)])


def _say(turn: Turn, reply: Reply) -> None:
    turn.tell(reply.text, buttons=reply.buttons, **reply.data)


class UnlinkAccount(ParkAction):
    """Asks whether, then lets every channel stand alone again."""

    action_name = "action_unlink_account"

    async def act(self, turn: Turn) -> Events:
        confirmed = turn.said.value("confirmed")
        if confirmed is False:
            turn.tell(turn.text("unlink-kept"))
        elif confirmed:
            undone = await unlinking.unlink(turn.session, turn.conversation, now=turn.now)
            turn.tell(turn.text("unlink-done" if undone else "unlink-none"))
        elif await unlinking.last_link(turn.session, turn.conversation) is None:
            turn.tell(turn.text("unlink-none"))
        else:
            _ask_whether(turn)
        return []


def _ask_whether(turn: Turn) -> None:
    no = command("unlink_account", confirmed=False)
    turn.tell(
        turn.text("unlink-sure"),
        buttons=[
            button(turn.text("button-unlink"), UNLINK),
            button(turn.text("button-keep-linked"), no),
        ],
    )

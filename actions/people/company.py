"""Joining a company."""

from actions.kit.base import Events, ParkAction
from actions.kit.turn import Turn
from services.accounting import accounts
from services.people import company_codes


class JoinCompany(ParkAction):
    """加入公司 K7M2QX: a code from the desk makes somebody one of a company's people."""

    action_name = "action_join_company"

    async def act(self, turn: Turn) -> Events:
        phone = turn.park.desk_phone
        try:
            company = await company_codes.redeem(
                turn.session, turn.conversation, str(turn.said.value("code")), now=turn.now
            )
        except company_codes.CodeWrong as wrong:
            turn.tell(turn.text("join-wrong", left=wrong.details["left"], phone=phone))
        except company_codes.TriesSpent:
            turn.tell(turn.text("join-tries-spent", phone=phone))
        except company_codes.AlreadyThere:
            turn.tell(turn.text("join-already-there"))
        else:
            person = turn.conversation.person_id
            account = await accounts.of_person(turn.session, turn.park_id, person)
            key = "join-done" if account is None else "join-done-account"
            turn.tell(turn.text(key, company=turn.named(company)))
        return []

"""What talk without a service brings to the conversation."""

from actions.kit import hooks
from actions.kit.acting import Executes
from actions.kit.standing import Stands
from actions.talk import (
    acting,
    faq,
    handoff,
    other_language,
    ratings,
    resuming,
    smalltalk,
    yes_and_no,
)
from services.acts.values import What

RANK = 50

BRINGS = (
    hooks.Actions(
        (
            smalltalk.Greet,
            smalltalk.Goodbye,
            smalltalk.Thank,
            smalltalk.Chitchat,
            smalltalk.BotChallenge,
            smalltalk.Help,
            yes_and_no.Affirm,
            yes_and_no.Deny,
            resuming.Resume,
            faq.AnswerFaq,
            ratings.Rate,
            handoff.AskHuman,
            handoff.Complain,
            handoff.OutOfScope,
            other_language.OtherLanguage,
        )
    ),
    hooks.Intents(
        business=frozenset({"ask_faq", "complain", "ask_human", "help"}),
        pleasantries=frozenset(
            {"greet", "goodbye", "thank", "chitchat", "help", "out_of_scope", "other_language"}
        ),
    ),
    hooks.YesOrNo(
        waits=handoff.waits_in_queue, yes=handoff.nothing_changes, no=handoff.leave_queue
    ),
    Stands(what=What.HANDOFF, read=acting.waiting),
    Executes(acts={"give_up": acting.withdraw, "cancel": acting.withdraw}, what=What.HANDOFF),
    Executes(
        acts={
            "social": acting.talk,
            "ask": acting.answer,
            "human": acting.pass_on,
            "complain": acting.complain,
            "rate": acting.rate,
            "unknown": acting.not_understood,
            "confirm": acting.agree,
            "deny": acting.refuse,
            "give_up": acting.give_up,
        }
    ),
)

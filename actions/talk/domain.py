"""What talk without a service brings to the conversation."""

from actions.kit import hooks
from actions.talk import faq, handoff, ratings, resuming, smalltalk, yes_and_no

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
        )
    ),
    hooks.Intents(
        business=frozenset({"ask_faq", "complain", "ask_human", "help"}),
        pleasantries=frozenset({"greet", "goodbye", "thank", "chitchat", "help", "out_of_scope"}),
    ),
)

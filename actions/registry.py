"""Every custom action of domain.yml, one line each."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from actions import catering, checkout, faq, handoff, menu, orders, smalltalk
from actions.base import ParkAction

ACTIONS: Sequence[type[ParkAction]] = (
    smalltalk.Greet,
    smalltalk.Goodbye,
    smalltalk.Thank,
    smalltalk.Chitchat,
    smalltalk.BotChallenge,
    smalltalk.Help,
    smalltalk.OutOfScope,
    smalltalk.NotYet,
    menu.BrowseMenu,
    catering.OrderItems,
    catering.ModifyOrder,
    catering.ViewCart,
    checkout.StartCheckout,
    checkout.ValidateCheckout,
    checkout.AskLocation,
    checkout.AskSlot,
    checkout.AskPhone,
    checkout.AskConfirm,
    checkout.PlaceOrder,
    orders.TrackOrder,
    orders.CancelOrder,
    orders.Reorder,
    orders.Affirm,
    orders.Deny,
    faq.AnswerFaq,
    handoff.AskHuman,
    handoff.Complain,
)


def all_actions(sessions: async_sessionmaker[AsyncSession]) -> list[ParkAction]:
    return [action(sessions) for action in ACTIONS]

"""Every custom action of domain.yml, one line each."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from actions import (
    catering,
    checkout,
    faq,
    handoff,
    menu,
    orders,
    photos,
    ratings,
    repair,
    repair_form,
    repair_outcome,
    repair_tickets,
    smalltalk,
)
from actions.base import ParkAction

ACTIONS: Sequence[type[ParkAction]] = (
    smalltalk.Greet,
    smalltalk.Goodbye,
    smalltalk.Thank,
    smalltalk.Chitchat,
    smalltalk.BotChallenge,
    smalltalk.Help,
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
    repair.ReportRepair,
    repair_form.ValidateRepair,
    repair_form.AskProblem,
    repair_form.AskLocation,
    repair.FileRepair,
    repair_tickets.TrackRepair,
    repair_tickets.UrgeRepair,
    repair_tickets.CancelRepair,
    repair_outcome.ConfirmRepair,
    repair_outcome.ReopenRepair,
    photos.TakePhoto,
    ratings.Rate,
    handoff.AskHuman,
    handoff.Complain,
    handoff.OutOfScope,
)


def all_actions(sessions: async_sessionmaker[AsyncSession]) -> list[ParkAction]:
    return [action(sessions) for action in ACTIONS]

"""Every custom action of domain.yml, one line each."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from actions import (
    catering,
    checkout,
    checkout_questions,
    faq,
    handoff,
    linking,
    menu,
    orders,
    photos,
    placing,
    ratings,
    repair,
    repair_form,
    repair_outcome,
    repair_tickets,
    smalltalk,
    visitor,
    visitor_form,
    visitor_visits,
)
from actions.base import ParkAction
from actions.links import Links

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
    placing.StartCheckout,
    checkout.ValidateCheckout,
    checkout_questions.AskLocation,
    checkout_questions.AskSlot,
    checkout_questions.AskPhone,
    checkout_questions.AskConfirm,
    placing.PlaceOrder,
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
    visitor.RegisterVisitor,
    visitor_form.ValidateVisitor,
    visitor_form.AskTime,
    visitor_form.AskNames,
    visitor_form.AskPlate,
    visitor_form.AskHeadcount,
    visitor.LeaveVisitor,
    visitor_visits.TrackVisit,
    visitor_visits.CancelVisit,
    visitor_visits.ApproveVisit,
    visitor_visits.DenyVisit,
    photos.TakePhoto,
    ratings.Rate,
    linking.LinkAccount,
    linking.UnlinkAccount,
    handoff.AskHuman,
    handoff.Complain,
    handoff.OutOfScope,
)


def all_actions(sessions: async_sessionmaker[AsyncSession], links: Links) -> list[ParkAction]:
    return [action(sessions, links) for action in ACTIONS]

"""Every custom action of domain.yml, one line each."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from actions.kit.base import ParkAction
from actions.kit.links import Links
from actions.ordering import (
    cart,
    checkout,
    checkout_questions,
    invoices,
    menu,
    orders,
    paying,
    placing,
    shopping,
)
from actions.people import linking
from actions.repair import danger, form, outcome, photos, reporting, tickets
from actions.talk import faq, handoff, ratings, resuming, smalltalk
from actions.visits import form as visitor_form
from actions.visits import registering, visits

ACTIONS: Sequence[type[ParkAction]] = (
    smalltalk.Greet,
    smalltalk.Goodbye,
    smalltalk.Thank,
    smalltalk.Chitchat,
    smalltalk.BotChallenge,
    smalltalk.Help,
    menu.BrowseMenu,
    cart.OrderItems,
    cart.ModifyOrder,
    cart.ViewCart,
    placing.StartCheckout,
    checkout.ValidateCheckout,
    checkout_questions.AskLocation,
    checkout_questions.AskSlot,
    checkout_questions.AskPhone,
    checkout_questions.AskInvoice,
    checkout_questions.AskConfirm,
    placing.PlaceOrder,
    paying.ApproveSpending,
    paying.DenySpending,
    paying.JoinCompany,
    invoices.RequestInvoice,
    shopping.BrowseShop,
    shopping.WatchItem,
    shopping.UnwatchItem,
    orders.TrackOrder,
    orders.CancelOrder,
    orders.Reorder,
    orders.Affirm,
    orders.Deny,
    faq.AnswerFaq,
    danger.HearDanger,
    reporting.ReportRepair,
    form.ValidateRepair,
    form.AskProblem,
    form.AskLocation,
    reporting.FileRepair,
    tickets.TrackRepair,
    tickets.UrgeRepair,
    tickets.CancelRepair,
    outcome.ConfirmRepair,
    outcome.ReopenRepair,
    registering.RegisterVisitor,
    visitor_form.ValidateVisitor,
    visitor_form.AskTime,
    visitor_form.AskNames,
    visitor_form.AskPlate,
    visitor_form.AskHeadcount,
    registering.LeaveVisitor,
    resuming.Resume,
    visits.TrackVisit,
    visits.CancelVisit,
    visits.ApproveVisit,
    visits.DenyVisit,
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

"""What visits bring to the conversation."""

from actions.kit import hooks
from actions.kit.acting import AsksWhether, Executes, Refuses
from actions.kit.forms import CARRIES_OUT, Form
from actions.kit.gatherings import Receives
from actions.kit.standing import Stands
from actions.visits import (
    acting,
    change,
    draft,
    form,
    gathered,
    reading,
    registering,
    standing,
    view,
    visits,
)
from services.acts.values import What

RANK = 20

BRINGS = (
    hooks.Actions(
        (
            form.ValidateVisitor,
            form.AskTime,
            form.AskNames,
            form.AskPlate,
            form.AskHeadcount,
            registering.LeaveVisitor,
            visits.ApproveVisit,
            visits.DenyVisit,
        )
    ),
    hooks.Intents(business=frozenset({"register_visitor", "track_visit", "cancel_visit"})),
    Form(
        name=draft.FORM,
        flag=draft.GOES_ON,
        under_way=draft.is_under_way,
        openers=frozenset({draft.OPENER}),
        closer=draft.LEAVER,
        clear=draft.VisitDraft.cleared,
        goes_on="repair-visit-waits",
    ),
    hooks.Understands(frozenset({"action_out_of_scope"}), change.take_otherwise),
    hooks.Understands(frozenset({CARRIES_OUT}), visits.take_pressed),
    hooks.Understands(frozenset({CARRIES_OUT}), change.take_half),
    hooks.BeginsWith(What.VISIT, reading.begun),
    hooks.Settles(
        {visits.CANCEL_ASKED: visits.decide_cancelling, view.CHANGE: change.take_change},
        told=frozenset({view.CHANGE}),
    ),
    Receives(gathered.register, gathered.each),
    hooks.Drops(place=3, drop=draft.drop, tell_kept=visits.ask_of_registered),
    Stands(
        what=What.VISIT,
        read=standing.read,
        is_there=standing.IS_THERE,
        drafted=standing.DRAFTED,
        form=draft.FORM,
        asks=standing.ASKS,
        number="visit_no",
    ),
    AsksWhether(What.VISIT, acting.ask_whether),
    Refuses(What.VISIT, acting.refuse),
    Executes(
        what=What.VISIT,
        acts={
            "start": acting.start,
            "give": acting.give,
            "correct": acting.give,
            "confirm": acting.confirm,
            "give_up": acting.give_up,
            "cancel": acting.cancel,
            "restore": acting.restore,
            "ask": acting.status,
        },
    ),
)

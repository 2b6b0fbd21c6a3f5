"""What visits bring to the conversation."""

from actions.kit import hooks
from actions.kit.forms import Form
from actions.visits import change, draft, form, registering, view, visits

RANK = 20

BRINGS = (
    hooks.Actions(
        (
            registering.RegisterVisitor,
            form.ValidateVisitor,
            form.AskTime,
            form.AskNames,
            form.AskPlate,
            form.AskHeadcount,
            registering.LeaveVisitor,
            visits.TrackVisit,
            visits.CancelVisit,
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
    hooks.Understands(
        frozenset({"action_modify_order", "action_out_of_scope"}), change.take_otherwise
    ),
    hooks.Settles({visits.CANCEL_ASKED: visits.decide_cancelling, view.CHANGE: change.take_change}),
    hooks.Drops(place=3, drop=draft.drop),
)

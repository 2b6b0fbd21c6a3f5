"""What repairs bring to the conversation."""

from actions.kit import hooks
from actions.kit.acting import Answers, AsksWhether, Executes, Refuses
from actions.kit.forms import CARRIES_OUT, Form
from actions.kit.standing import Stands
from actions.repair import (
    acting,
    acting_danger,
    danger,
    draft,
    form,
    outcome,
    photos,
    reading,
    reporting,
    standing,
    thread,
    tickets,
)
from services.acts.values import What
from services.danger import saying

RANK = 10

BRINGS = (
    hooks.Actions(
        (
            danger.HearDanger,
            form.ValidateRepair,
            form.AskProblem,
            form.AskLocation,
            reporting.FileRepair,
            outcome.ConfirmRepair,
            outcome.ReopenRepair,
            photos.TakePhoto,
        )
    ),
    hooks.Intents(
        business=frozenset({"report_repair", "track_repair", "urge_repair", "cancel_repair"}),
        urgent=frozenset({"danger", "danger_yes", "danger_no", "danger_over"}),
    ),
    Form(
        name=draft.FORM,
        flag=draft.GOES_ON,
        under_way=draft.is_under_way,
        openers=frozenset(draft.OPENERS),
        closer="action_file_repair",
        clear=draft.RepairDraft.cleared,
        goes_on="visit-repair-waits",
    ),
    hooks.Interrupts(outcome.is_for_repairs),
    hooks.Understands(
        frozenset({"action_ask_human", "action_complain", "action_faq", "action_out_of_scope"}),
        reporting.take_danger,
    ),
    hooks.Understands(thread.AFTER_STAFF, thread.take),
    hooks.Understands(frozenset({CARRIES_OUT}), thread.take_report),
    hooks.Understands(frozenset({"action_out_of_scope"}), reporting.take_again),
    hooks.Understands(frozenset({CARRIES_OUT}), reporting.take_known),
    hooks.Understands(frozenset({CARRIES_OUT}), tickets.take_pressed),
    hooks.Settles({outcome.ASKED: outcome.settle, tickets.CANCEL_ASKED: tickets.decide_cancelling}),
    hooks.Drops(place=2, drop=draft.drop, tell_kept=draft.tell_kept),
    Stands(
        what=What.REPAIR,
        read=standing.read,
        is_there=standing.IS_THERE,
        drafted=standing.DRAFTED,
        form=draft.FORM,
        asks=standing.ASKS,
        number="ticket_no",
    ),
    AsksWhether(What.REPAIR, acting.ask_whether),
    Refuses(What.REPAIR, acting.refuse),
    Executes(
        what=What.REPAIR,
        acts={
            "start": acting.start,
            "give": acting.give,
            "correct": acting.give,
            "confirm": acting.confirm,
            "give_up": acting.give_up,
            "cancel": acting.cancel,
            "restore": acting.restore,
            "urge": acting.urge,
            "ask": acting.status,
        },
    ),
    hooks.BeginsWith(What.REPAIR, reading.begun),
    hooks.UnderWay("repair", tickets.under_way),
    Executes(acts={"danger": acting_danger.raise_or_withdraw}),
    Answers({saying.EXPECTED: acting_danger.answer}),
    hooks.Shortcut(2, "button-repair", "/report_repair", when_lost=True),
)

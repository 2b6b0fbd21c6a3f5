"""What acts bring to the conversation."""

from actions.acts import more, overheard, overheard_edits, overheard_questions
from actions.acts.acting import FORMER, Act
from actions.kit import hooks
from services.acts.chosen import INTENT

RANK = 5

BRINGS = (
    hooks.Actions((Act, *FORMER)),
    # Urgent: every form steps aside before it looks at anything, for acts are on any of them.
    hooks.Understands(more.CHOOSES, more.take_choice),
    hooks.Understands(overheard.ACTIONS, overheard.take),
    hooks.Understands(overheard.FORMS, overheard.take_answer),
    hooks.Understands(frozenset({"validate_checkout_form"}), overheard_edits.take_edit),
    hooks.Understands(
        frozenset({"action_browse_menu", "action_track_order"}), overheard_questions.take_question
    ),
    hooks.Understands(
        frozenset({"action_browse_shop", "action_browse_menu"}), overheard_questions.take_wish
    ),
    hooks.Understands(frozenset({"action_checkout"}), more.take_more),
    hooks.Understands(overheard.OF_BOOKINGS, overheard.take_of_a_visit),
    hooks.Understands(frozenset({"action_track_lost"}), overheard.take_status),
    hooks.Understands(frozenset({"action_withdraw_lost"}), overheard.take_giving_up),
    hooks.Understands(overheard.PLEASANTRIES, overheard.take_in_passing),
    hooks.Understands(frozenset({"action_affirm"}), overheard.take_yes),
    hooks.Intents(urgent=frozenset({INTENT}), business=frozenset({INTENT})),
)

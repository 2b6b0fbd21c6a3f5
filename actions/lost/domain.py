"""What lost and found brings to the conversation."""

from actions.kit import hooks
from actions.kit.forms import Form
from actions.lost import claiming, draft, form, photos, reporting, tracking, view
from services.lost.notices import MATCH

RANK = 25
BRINGS = (
    hooks.Actions(
        (
            reporting.ReportLost,
            form.ValidateLost,
            form.AskWhat,
            form.AskWhere,
            form.AskWhen,
            form.AskMark,
            reporting.LeaveLost,
            tracking.TrackLost,
            tracking.WithdrawLost,
            claiming.ClaimLost,
            claiming.DisownLost,
            claiming.FetchLost,
        )
    ),
    hooks.Intents(
        business=frozenset({"report_lost", "report_found", "track_lost", "withdraw_lost"})
    ),
    Form(
        name=draft.FORM,
        flag=draft.GOES_ON,
        under_way=draft.is_under_way,
        openers=draft.OPENERS,
        closer=draft.LEAVER,
        clear=draft.LostDraft.cleared,
        goes_on="lost-waits",
    ),
    hooks.Understands(frozenset({"action_photo"}), photos.take_photo),
    hooks.Understands(frozenset({"action_faq", "action_track_lost"}), reporting.take_hazard),
    hooks.Settles({MATCH: claiming.settle}),
    hooks.Drops(place=4, drop=draft.drop),
    hooks.UnderWay("lost", view.lines_under_way),
)

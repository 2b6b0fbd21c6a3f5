"""What visits bring to the conversation."""

from actions.kit.forms import Form
from actions.visits.draft import FORM, GOES_ON, LEAVER, OPENER, VisitDraft, is_under_way

RANK = 20

BRINGS = (
    Form(
        name=FORM,
        flag=GOES_ON,
        under_way=is_under_way,
        openers=frozenset({OPENER}),
        closer=LEAVER,
        clear=VisitDraft.cleared,
        goes_on="repair-visit-waits",
    ),
)

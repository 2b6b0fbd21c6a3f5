"""What repairs bring to the conversation."""

from actions.kit.forms import Form
from actions.repair.draft import FORM, GOES_ON, OPENERS, RepairDraft, is_under_way

RANK = 10

BRINGS = (
    Form(
        name=FORM,
        flag=GOES_ON,
        under_way=is_under_way,
        openers=frozenset(OPENERS),
        closer="action_file_repair",
        clear=RepairDraft.cleared,
        goes_on="visit-repair-waits",
    ),
)

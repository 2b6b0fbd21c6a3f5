"""What quotes bring to the conversation."""

from actions.kit import hooks
from actions.quotes import answering
from services.quotes.notices import QUOTE

RANK = 28
BRINGS = (
    hooks.Actions((answering.AcceptQuote, answering.DeclineQuote)),
    hooks.Settles({QUOTE: answering.settle}),
)

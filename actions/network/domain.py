"""What networks of parks bring to the conversation."""

from actions.kit import hooks
from actions.network import searching

RANK = 47
BRINGS = (
    hooks.Actions((searching.SearchNetwork, searching.Introduce)),
    hooks.Intents(business=frozenset({"search_network", "introduce"})),
    hooks.Settles({searching.INTRODUCTION: searching.settle}),
)

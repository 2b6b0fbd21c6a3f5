"""What each process may do to the tables of claims."""

from services.kit.rights import WRITE, Rights, Rule, catalogue

RIGHTS = Rights(
    {
        "lane": catalogue(),
        "lane_part": Rule("riud"),
        "claim": Rule(WRITE, WRITE),
    }
)

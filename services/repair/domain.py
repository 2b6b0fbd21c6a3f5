"""What repairs bring along."""

from services.acts.values import What
from services.conversations.taken_with import PARK, PERSON, SINCE, TakenWith, stands
from services.conversations.words import Words
from services.repair import answers, repair

RANK = 35
BRINGS = (
    Words({"repair_confirm": answers.answer}),
    TakenWith(stands(What.REPAIR), repair.spoken_of(PARK, PERSON, since=SINCE)),
)

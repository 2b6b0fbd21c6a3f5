"""What conversations bring along."""

from services.conversations import personal, ratings, remains, rights
from services.conversations.events import MessageReceived, MessageUndelivered
from services.conversations.words import Words
from services.events.follows import Follows, of
from services.kit.batches import Stale
from services.kit.looks import Looks
from services.kit.personal import Personal

RANK = 80
BRINGS = (
    Follows("nothing", of(MessageReceived, MessageUndelivered)),
    Words({"rating": ratings.answer}),
    Stale(remains.forget_action_results),
    Stale(remains.forget_dialogues),
    Personal(personal.TABLES),
    Looks("conversation.look conversation.search file.look"),
    rights.RIGHTS,
)

"""How long knowledge keeps what holds people, and what goes then."""

from models.knowledge import Misread, TrainingSentence
from services.kit.retention import Kind, Retention, Rule, drop

RETENTION = Retention(
    {
        "taught": Kind(
            1095, "the bot's training reads them; habits of speech last", "when it was taught"
        ),
    },
    {
        "taught": Rule(
            "taught",
            TrainingSentence,
            TrainingSentence.created_at,
            lambda before: TrainingSentence.created_at < before,
            drop(TrainingSentence),
            holds=TrainingSentence.conversation_id.is_not(None),
        ),
        "misread": Rule(
            "taught",
            Misread,
            Misread.marked_at,
            lambda before: Misread.marked_at < before,
            drop(Misread),
        ),
    },
)

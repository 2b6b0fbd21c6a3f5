"""What the tables of handoffs hold of people."""

from models.handoffs import CannedReply, ConversationNote, Handoff, OwnReply, Snooze
from services.kit.personal import (
    OF_CONVERSATION,
    Delete,
    Forget,
    Keep,
    NotExported,
    PersonalTable,
    Section,
    impersonal,
    stays,
)

TABLES = (
    PersonalTable(
        Handoff,
        "a conversation that staff took over: a summary, and how it was rated",
        "tenant",
        OF_CONVERSATION,
        Forget({"summary": {}, "rating_comment": None}, "reports of waiting times and ratings"),
        Section("handoffs"),
        stays("reason ended_by"),
        kept=("messages",),
    ),
    PersonalTable(
        ConversationNote,
        "what staff told each other about a conversation",
        "tenant",
        OF_CONVERSATION,
        Delete(),
        NotExported("staff's words to each other, which may be about others"),
        kept=("messages",),
    ),
    PersonalTable(
        Snooze,
        "that somebody of staff has put off a conversation, and until when",
        "tenant",
        OF_CONVERSATION,
        Delete(),
        NotExported("when staff attend to what, which says nothing of the tenant"),
        kept=("working",),
    ),
    PersonalTable(
        OwnReply,
        "replies that somebody of staff keeps for themselves",
        "staff",
        (),
        Keep("they change and remove them themselves"),
        NotExported("of people who work at the desk: the operator's to tell them"),
        stays("code text_zh text_en"),
        kept=("staff",),
    ),
)
NOTHING_PERSONAL = impersonal("what the park tells everybody", CannedReply)

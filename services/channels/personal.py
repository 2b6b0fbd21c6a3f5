"""What the tables of channels hold of people."""

from models.channels import (
    ChannelAccount,
    InboundDelivery,
    PlatformToken,
    Reach,
    SendingWindow,
    SyncCursor,
)
from models.conversations import Message
from services.kit.personal import (
    COPY,
    OF_CONVERSATION,
    Delete,
    Link,
    NotExported,
    PersonalTable,
    Section,
    impersonal,
)

TABLES = (
    PersonalTable(
        InboundDelivery,
        "numbers of messages that a platform delivered, and what was answered; kept for a day",
        "tenant",
        (Link("external_id", Message, by="external_id"),),
        Delete(),
        COPY,
        kept=("working",),
    ),
    PersonalTable(
        Reach,
        "whether they follow the park on a platform, and which notices they allowed there",
        "tenant",
        OF_CONVERSATION,
        Delete(),
        Section("reach"),
        kept=("people",),
    ),
    PersonalTable(
        SendingWindow,
        "how many messages a platform still takes for them",
        "tenant",
        OF_CONVERSATION,
        Delete(),
        NotExported("the platform's limits, over within days"),
        kept=("people",),
    ),
)
NOTHING_PERSONAL = {
    **impersonal("machinery: tokens and counters", PlatformToken, SyncCursor),
    **impersonal("the park's accounts on platforms, their secrets sealed", ChannelAccount),
}

"""What every table holds of people, whose it is, and what erasing a person does to it.

One entry a table. `services.privacy.erasure` and `services.privacy.export` carry out what stands
here; `tests/services/privacy/test_registry.py` fails for a table, or a column of words, without a
rule. Plain data: models, names of columns, and reasons.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from models import (
    AccountEntry,
    AccountMonth,
    ActionResult,
    Announcement,
    ApiKey,
    AppSession,
    Attempt,
    AuditEntry,
    Base,
    Building,
    BusinessHours,
    CalendarDay,
    CannedReply,
    ChannelIdentity,
    Company,
    CompanyAccount,
    Conversation,
    ConversationNote,
    DangerSign,
    Deadline,
    Delivery,
    DialogueMemory,
    Endpoint,
    EventRow,
    Faq,
    Gate,
    GuestUse,
    Handoff,
    HostVouch,
    IdempotencyKey,
    InboundDelivery,
    Item,
    ItemOption,
    ItemPicture,
    JoinCode,
    JoinTry,
    KnowledgeVersion,
    LastPlace,
    LinkCode,
    LinkTry,
    Locker,
    LockerBox,
    LoginCode,
    Message,
    NoticeOptOut,
    Order,
    OrderLine,
    Outlet,
    Park,
    Payment,
    PaymentRequest,
    PaymentReturn,
    Person,
    PersonLink,
    Photo,
    PlatformToken,
    Reach,
    Reconciliation,
    ReconciliationDifference,
    RefreshToken,
    Refund,
    RetentionPass,
    RetentionPeriod,
    SecretKey,
    SendingWindow,
    ServiceWindow,
    Shift,
    SignInTry,
    SlaPolicy,
    SlotLoad,
    SpendingApproval,
    Staff,
    StaffSession,
    StockWatch,
    SyncCursor,
    Ticket,
    TicketChange,
    TicketObserver,
    TrainingSentence,
    UnionId,
    Vendor,
    Visit,
    VisitBlock,
    VisitPass,
    VisitPassage,
)
from services.kit.personal import (
    GONE,
    Delete,
    Forget,
    Keep,
    Link,
    NotExported,
    PersonalTable,
    Section,
    Value,
)
from services.visits import erasure


def _nothing(columns: str) -> dict[str, Any]:
    return dict.fromkeys(columns.split())


def _stays(columns: str) -> frozenset[str]:
    return frozenset(columns.split())


_COPY = NotExported("a copy of what other sections hold")
_SECRET = NotExported("hashes of secrets, which say nothing of anybody")
_OF_PERSON = (Link("person_id", Person),)
_OF_CONVERSATION = (Link("conversation_id", Conversation),)
_OF_ORDER = (Link("order_id", Order),)
_OF_VISIT = (Link("visit_id", Visit),)
_BOOKS = "the books need their sums and times; what names the person is forgotten elsewhere"

TALKS = (
    PersonalTable(
        InboundDelivery,
        "numbers of messages that a platform delivered, and what was answered; kept for a day",
        "tenant",
        (Link("external_id", Message, by="external_id"),),
        Delete(),
        _COPY,
    ),
    PersonalTable(
        TrainingSentence,
        "what a tenant wrote, as staff taught it to the bot; the model in use learnt from it and is"
        " trained anew without it",
        "tenant",
        _OF_CONVERSATION,
        Delete(),
        Section("taught_sentences"),
    ),
    PersonalTable(
        DangerSign,
        "that a message was heard as danger, what came of it, and what the bot learns of it: the"
        " words, with names and numbers masked",
        "tenant",
        _OF_CONVERSATION,
        Delete(),
        Section("danger_signs"),
    ),
    PersonalTable(
        Message,
        "what was written in a chat, by whom and when",
        "tenant",
        _OF_CONVERSATION,
        Forget(
            {"text": "", "payload": None, "buttons": [], "data": {}, "external_id": None},
            "reports count messages and how fast they were answered",
        ),
        Section("messages"),
        _stays("direction author channel status outcome"),
    ),
    PersonalTable(
        Handoff,
        "a conversation that staff took over: a summary, and how it was rated",
        "tenant",
        _OF_CONVERSATION,
        Forget({"summary": {}, "rating_comment": None}, "reports of waiting times and ratings"),
        Section("handoffs"),
        _stays("reason ended_by"),
    ),
    PersonalTable(
        ConversationNote,
        "what staff told each other about a conversation",
        "tenant",
        _OF_CONVERSATION,
        Delete(),
        NotExported("staff's words to each other, which may be about others"),
    ),
    PersonalTable(
        DialogueMemory,
        "what the bot remembers of a conversation, for two days",
        "tenant",
        _OF_CONVERSATION,
        Delete(),
        _COPY,
    ),
    PersonalTable(
        ActionResult,
        "what the bot did and answered in a turn, for a day",
        "tenant",
        _OF_CONVERSATION,
        Delete(),
        _COPY,
    ),
    PersonalTable(
        Photo,
        "photos that a tenant sent; those that staff took of their work are the park's",
        "tenant",
        _OF_CONVERSATION,
        Delete(),
        Section("photos"),
    ),
    PersonalTable(
        Reach,
        "whether they follow the park on a platform, and which notices they allowed there",
        "tenant",
        _OF_CONVERSATION,
        Delete(),
        Section("reach"),
    ),
    PersonalTable(
        SendingWindow,
        "how many messages a platform still takes for them",
        "tenant",
        _OF_CONVERSATION,
        Delete(),
        NotExported("the platform's limits, over within days"),
    ),
    PersonalTable(LinkCode, "a code that links two channels, as a hash; for an hour", "tenant",
                  (*_OF_CONVERSATION, Link("typed_in_id", Conversation)), Delete(), _SECRET),
    PersonalTable(LinkTry, "when a wrong code was typed; for an hour", "tenant",
                  _OF_CONVERSATION, Delete(), NotExported("over within an hour")),
    PersonalTable(LoginCode, "a code that signs in to the app, as a hash; for minutes", "tenant",
                  _OF_CONVERSATION, Delete(), _SECRET),
)  # fmt: skip

ORDERS = (
    PersonalTable(
        Attempt,
        "what a vendor's system answered to a webhook about an order: it may repeat what it got",
        "tenant",
        (Link("delivery_id", Delivery),),
        Forget({"answer": ""}, "the log of deliveries shows that and when they were made"),
        NotExported("the vendor's system speaking to ours"),
        _stays("error"),
    ),
    PersonalTable(
        Delivery,
        "that an event went to a vendor",
        "tenant",
        (Link("event_id", EventRow),),
        Keep("states and times alone"),
        _COPY,
        _stays("status"),
    ),
    PersonalTable(
        IdempotencyKey,
        "answers kept for an app or a vendor that asks again, for seven days",
        "tenant",
        (
            Link("scope", Person, prefix="person:"),
            Link("answer", Order, by="order_no", member="order_no"),
        ),
        Delete(),
        _COPY,
    ),
    PersonalTable(
        EventRow,
        "what happened to an order or a ticket, with what it said at the time",
        "tenant",
        (
            Link("subject", Order, prefix="order:"),
            Link("subject", Ticket, prefix="ticket:"),
            Link("subject", Visit, prefix="visit:"),
        ),
        Forget({"data": Value.STRIPPED}, "what followed from it, and reports, refer to it"),
        _COPY,
        _stays("type subject"),
    ),
    PersonalTable(
        OrderLine,
        "what was ordered, and a note on it",
        "tenant",
        _OF_ORDER,
        Forget({"note": None}, _BOOKS),
        Section("order_lines"),
        _stays("name_zh name_en unit_zh unit_en options"),
    ),
    PersonalTable(
        SpendingApproval,
        "an order above the company's limit, what the manager said, and who that is",
        "tenant",
        (*_OF_ORDER, *_OF_PERSON, Link("manager_id", Person, exported=False)),
        Forget({"reason": None}, _BOOKS),
        Section("spending_approvals"),
        _stays("status failure"),
    ),
    PersonalTable(
        ReconciliationDifference,
        "a payment on which the provider's bill differs, with a note of staff",
        "tenant",
        _OF_ORDER,
        Forget({"note": ""}, _BOOKS),
        NotExported("the park's own books"),
        _stays("kind reference our_state their_state status"),
    ),
    PersonalTable(
        PaymentReturn,
        "money that went back through a provider, and why",
        "tenant",
        (Link("request_id", PaymentRequest),),
        Forget({"reason": GONE}, _BOOKS),
        NotExported("the same as `refunds`, in the provider's numbers"),
        _stays("reference status problem"),
    ),
    PersonalTable(
        Refund,
        "money that was given back for an order, and why",
        "tenant",
        (Link("payment_id", Payment),),
        Forget({"reason": ""}, _BOOKS),
        Section("refunds"),
        _stays("cause lines"),
    ),
    PersonalTable(Payment, "that and how an order was paid", "tenant", _OF_ORDER,
                  Keep(_BOOKS), Section("payments"), _stays("method currency status")),
    PersonalTable(PaymentRequest, "what a provider was asked to collect", "tenant", _OF_ORDER,
                  Keep(_BOOKS), Section("payment_requests"),
                  _stays("method reference currency status provider_id")),
    PersonalTable(AccountEntry, "an order in a company's ledger", "tenant", _OF_PERSON,
                  Keep("a ledger is never changed; it names people by number alone"),
                  NotExported("the company's ledger; orders and payments are sections"),
                  _stays("kind")),
    PersonalTable(Deadline, "when an order is to be looked at", "tenant", _OF_ORDER,
                  Keep("times alone, gone when they come"),
                  NotExported("nothing that the order does not say"), _stays("task")),
    PersonalTable(LockerBox, "which order lies in a box", "tenant", _OF_ORDER,
                  Keep("it is emptied when the order ends"),
                  NotExported("the order says its box")),
    PersonalTable(StockWatch, "what they want to be told is back in stock", "tenant", _OF_PERSON,
                  Delete(), Section("stock_watches")),
    PersonalTable(
        Order,
        "what somebody ordered, for where and when, with their number and wishes",
        "tenant",
        _OF_PERSON,
        Forget(
            _nothing(
                "note allergy_note phone room place floor pickup_code status_reason invoice_title"
                " invoice_tax_no"
            )
            | {"invoice_wanted": False},
            _BOOKS,
        ),
        Section("orders"),
        _stays("order_no kind status meal fulfilment building payment currency"),
    ),
)  # fmt: skip

TICKETS = (
    PersonalTable(
        TicketChange,
        "a line of a ticket's history, with what was said",
        "tenant",
        (Link("ticket_id", Ticket, exported=False), *_OF_PERSON),
        Forget({"text": None, "details": {}}, "reports of how long each step took"),
        Section("said_of_tickets"),
        _stays("action status"),
    ),
    PersonalTable(TicketObserver, "who reported the same thing, in their words", "tenant",
                  _OF_PERSON, Delete(), Section("tickets_followed")),
    PersonalTable(
        Ticket,
        "what somebody reported, where, and how to reach them",
        "tenant",
        _OF_PERSON,
        Forget(
            _nothing("phone room place rating_comment status_reason preferred_from preferred_until")
            | {"description": "", "data": {}},
            "the park counts its faults and how fast they were mended",
        ),
        Section("tickets"),
        _stays("ticket_no kind category urgency status building breached escalated_to"),
    ),
)  # fmt: skip

VISITS = (
    PersonalTable(VisitPass, "the number of a visitor's pass, and until when it opens", "visitor",
                  _OF_VISIT, Keep("numbers and times; revoked with its visit"),
                  NotExported("who holds the number of a pass may come in"), _stays("serial")),
    PersonalTable(VisitPassage, "when a visitor came in and went out, by which gate", "visitor",
                  _OF_VISIT, Keep("times of a visit that names nobody any more"),
                  Section("visit_passages"), _stays("direction gate")),
    PersonalTable(
        Visit,
        "who comes to whom, when, with which number and car",
        "visitor",
        (Link("host_id", Person),),
        Forget(
            {**erasure.FORGETS, "room": None, "place": None, "erased_at": Value.MOMENT},
            "the park counts its visits",
        ),
        Section("visits"),
        _stays("visit_no status building"),
    ),
    PersonalTable(
        VisitBlock,
        "who is not let in, and why",
        "visitor",
        (),
        Keep("it has to be known until it is lifted; no tenant's erasure lifts it"),
        NotExported("of people who are not in it as tenants; the list is not told to anybody"),
        _stays("kind value folded reason"),
    ),
)  # fmt: skip

PEOPLE = (
    PersonalTable(
        AuditEntry,
        "who of the staff changed or looked at what, with reasons in staff's words",
        "tenant",
        (
            Link("subject", Person, prefix="person:"),
            Link("subject", Order, prefix="order:"),
            Link("subject", Ticket, prefix="ticket:"),
            Link("subject", Visit, prefix="visit:"),
        ),
        Forget(
            {"before": Value.STRIPPED, "after": Value.STRIPPED},
            "who acted has to be known; it names people by number alone",
        ),
        NotExported("what staff did, which is theirs; `looks` counts theirs by day, without names"),
        _stays("action subject roles page"),
    ),
    PersonalTable(RefreshToken, "a token that renews a session, as a hash", "tenant",
                  (Link("session_id", AppSession),), Keep("gone with its session"), _SECRET,
                  _stays("token_hash")),
    PersonalTable(AppSession, "when they signed in to the app, and until when", "tenant",
                  _OF_PERSON, Keep("times alone; ended at once, gone some days later"),
                  Section("sessions"), _stays("ended_by")),
    PersonalTable(
        HostVouch,
        "for whom the desk vouches as a host of visitors, and why, in staff's words",
        "tenant",
        _OF_PERSON,
        Delete(),
        Section("vouches"),
    ),
    PersonalTable(GuestUse, "how much a guest asked for within an hour; for a day", "tenant",
                  (Link("who", Person, prefix="person:"),), Delete(),
                  NotExported("over within a day"), _stays("kind")),
    PersonalTable(JoinTry, "when a wrong code of a company was typed; for a day", "tenant",
                  _OF_PERSON, Delete(), NotExported("over within a day")),
    PersonalTable(JoinCode, "who joined a company, by a code that is kept as a hash", "tenant",
                  _OF_PERSON, Keep("the company's list of its codes; it names people by number"),
                  NotExported("`person` says the company"), _stays("hash")),
    PersonalTable(LastPlace, "where they scanned a code last", "tenant", _OF_PERSON, Delete(),
                  Section("last_place")),
    PersonalTable(NoticeOptOut, "what they do not want to hear", "tenant", _OF_PERSON, Delete(),
                  Section("opted_out")),
    PersonalTable(UnionId, "what WeChat calls them", "tenant", _OF_PERSON, Delete(),
                  Section("wechat_union_ids")),
    PersonalTable(
        PersonLink,
        "that two people turned out to be one, and what the one had before",
        "tenant",
        (*_OF_PERSON, Link("absorbed_id", Person, exported=False)),
        Forget({"moved": {}, "replaced": {}}, "the log shows that two were linked"),
        Section("links"),
        _stays("how"),
    ),
    PersonalTable(Conversation, "that there is a chat, on which channel, in which language",
                  "tenant", _OF_PERSON,
                  Forget({"network": None}, "messages that are counted stand in it"),
                  Section("conversations"),
                  _stays("channel owner language lease_token push_token")),
    PersonalTable(
        ChannelIdentity,
        "what a channel calls them",
        "tenant",
        _OF_PERSON,
        Forget(
            {"external_id": Value.TOMBSTONE},
            "conversations point to it; whoever has that account is somebody new",
        ),
        Section("identities"),
        _stays("channel"),
    ),
    PersonalTable(Company, "who says yes to its visitors", "tenant",
                  (Link("approver_id", Person),), Keep("the company's choice; by number alone"),
                  NotExported("the company's own"), _stays("name_zh name_en")),
    PersonalTable(CompanyAccount, "who is asked about spending above its limit", "tenant",
                  (Link("manager_id", Person),), Keep("the company's choice; by number alone"),
                  NotExported("the company's own")),
    PersonalTable(
        Person,
        "a name and a number that they gave, a company, what stands on their invoices",
        "tenant",
        (Link("id", Person),),
        Forget(
            _nothing("name checked_name phone company_id invoice_title invoice_tax_no"),
            "orders, tickets and ledgers point to it",
        ),
        Section("person"),
        _stays("language"),
    ),
)  # fmt: skip

_STAFFS = NotExported("of people who work at the desk: the operator's to tell them")

STAFF = (
    PersonalTable(Staff, "who works at the desk: a name, a login, a number", "staff", (),
                  Keep("what they did has to be known; an operator changes or closes it"), _STAFFS,
                  _stays("login name password_hash roles skills language phone")),
    PersonalTable(StaffSession, "when they signed in", "staff", (),
                  Keep("gone when it expires"), _STAFFS, _stays("token_hash")),
    PersonalTable(SignInTry, "when a password was wrong, for which login as a hash, from where",
                  "staff", (), Keep("for a day: it counts against who guesses"), _STAFFS,
                  _stays("login_hash place")),
    PersonalTable(Shift, "when they are on duty", "staff", (),
                  Keep("an operator changes it"), _STAFFS),
)  # fmt: skip

PERSONAL_TABLES: tuple[PersonalTable, ...] = (*TALKS, *ORDERS, *TICKETS, *VISITS, *PEOPLE, *STAFF)
"""In the order of erasing: what is found through another row comes before it."""

_CATALOGUE = "what is sold, written by the park and its vendors"
_PLACES = "the park's own places, hours and rules"
_MACHINERY = "machinery: tokens, counters and addresses of systems"

IMPERSONAL_TABLES: Mapping[type[Base], str] = MappingProxyType(
    {
        **dict.fromkeys((Item, ItemOption, ItemPicture, Outlet, Vendor, SlotLoad), _CATALOGUE),
        **dict.fromkeys(
            (
                *(Park, Building, BusinessHours, CalendarDay, ServiceWindow, Locker, Gate),
                *(SlaPolicy, RetentionPeriod),
            ),
            _PLACES,
        ),
        **dict.fromkeys((Announcement, CannedReply, Faq), "what the park tells everybody"),
        **dict.fromkeys(
            (
                ApiKey,
                Endpoint,
                KnowledgeVersion,
                PlatformToken,
                SyncCursor,
                RetentionPass,
                SecretKey,
            ),
            _MACHINERY,
        ),
        **dict.fromkeys((AccountMonth, Reconciliation), "sums over many people"),
    }
)
"""Tables that hold nothing of a tenant, a visitor or staff; why."""


def entry(table: type[Base]) -> PersonalTable:
    """Raises KeyError for a table that holds nothing of people."""
    return _BY_TABLE[table]


_BY_TABLE = {one.table: one for one in PERSONAL_TABLES}

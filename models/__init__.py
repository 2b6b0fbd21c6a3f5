"""The tables. Importing the package registers every one of them with `Base.metadata`."""

from models.announcements import Announcement
from models.base import Base, UtcDateTime
from models.catalogue import (
    Faq,
    Item,
    ItemOption,
    KnowledgeVersion,
    Outlet,
    ServiceWindow,
    SlotLoad,
    Vendor,
)
from models.channels import (
    InboundDelivery,
    LastPlace,
    PlatformToken,
    Reach,
    SendingWindow,
    SyncCursor,
)
from models.conversations import ActionResult, Conversation, DialogueMemory, Message
from models.danger import DangerSign
from models.deadlines import Deadline
from models.events import ApiKey, Attempt, Delivery, Endpoint, EventRow
from models.guests import GuestUse
from models.handoff import CannedReply, ConversationNote, Handoff
from models.identities import LinkCode, LinkTry, PersonLink, UnionId
from models.logins import AppSession, LoginCode, RefreshToken
from models.lost import LostCode, LostItem, LostMatch, LostPhoto, LostRule
from models.notices import NoticeOptOut
from models.orders import IdempotencyKey, Order, OrderLine
from models.park import Building, CalendarDay, ChannelIdentity, Company, Park, Person
from models.payment_requests import PaymentRequest, PaymentReturn
from models.payments import (
    AccountEntry,
    AccountMonth,
    CompanyAccount,
    JoinCode,
    JoinTry,
    Payment,
    Refund,
    SpendingApproval,
)
from models.photos import Photo
from models.pictures import ItemPicture
from models.reconciliation import Reconciliation, ReconciliationDifference
from models.repair import Ticket, TicketChange, TicketObserver
from models.retention import RetentionPass, RetentionPeriod
from models.secret_keys import SecretKey
from models.shopping import Locker, LockerBox, StockWatch
from models.sla import BusinessHours, SlaPolicy
from models.staff import AuditEntry, Shift, SignInTry, Staff, StaffSession
from models.training import TrainingSentence
from models.visitor import Gate, HostVouch, Visit, VisitBlock, VisitPass, VisitPassage

__all__ = [
    "AccountEntry",
    "AccountMonth",
    "ActionResult",
    "Announcement",
    "ApiKey",
    "AppSession",
    "Attempt",
    "AuditEntry",
    "Base",
    "Building",
    "BusinessHours",
    "CalendarDay",
    "CannedReply",
    "ChannelIdentity",
    "Company",
    "CompanyAccount",
    "Conversation",
    "ConversationNote",
    "DangerSign",
    "Deadline",
    "Delivery",
    "DialogueMemory",
    "Endpoint",
    "EventRow",
    "Faq",
    "Gate",
    "GuestUse",
    "Handoff",
    "HostVouch",
    "IdempotencyKey",
    "InboundDelivery",
    "Item",
    "ItemOption",
    "ItemPicture",
    "JoinCode",
    "JoinTry",
    "KnowledgeVersion",
    "LastPlace",
    "LinkCode",
    "LinkTry",
    "Locker",
    "LockerBox",
    "LoginCode",
    "LostCode",
    "LostItem",
    "LostMatch",
    "LostPhoto",
    "LostRule",
    "Message",
    "NoticeOptOut",
    "Order",
    "OrderLine",
    "Outlet",
    "Park",
    "Payment",
    "PaymentRequest",
    "PaymentReturn",
    "Person",
    "PersonLink",
    "Photo",
    "PlatformToken",
    "Reach",
    "Reconciliation",
    "ReconciliationDifference",
    "RefreshToken",
    "Refund",
    "RetentionPass",
    "RetentionPeriod",
    "SecretKey",
    "SendingWindow",
    "ServiceWindow",
    "Shift",
    "SignInTry",
    "SlaPolicy",
    "SlotLoad",
    "SpendingApproval",
    "Staff",
    "StaffSession",
    "StockWatch",
    "SyncCursor",
    "Ticket",
    "TicketChange",
    "TicketObserver",
    "TrainingSentence",
    "UnionId",
    "UtcDateTime",
    "Vendor",
    "Visit",
    "VisitBlock",
    "VisitPass",
    "VisitPassage",
]

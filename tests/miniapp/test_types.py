"""What the mini-app reads of an answer is what the API gives."""

import re

import pytest
from pydantic import BaseModel

from api.booking import feed_shapes as feeds
from api.booking import series_shapes
from api.booking import shapes as rooms
from api.booking import shelf_shapes as shelf
from api.catalogue import shapes as menu
from api.conversations import shapes as conversation
from api.frame.shapes import Money, Named, Where
from api.lost import shapes as lost
from api.ordering import account_shapes as account
from api.ordering import afterwards_shapes as afterwards
from api.ordering import shapes as orders
from api.park import shapes as park
from api.people import shapes as session
from api.repairs import shapes as repairs
from api.visits import shapes as visits
from parkline.settings.settings import ROOT

TYPES = ROOT / "miniapp" / "src" / "api" / "types.ts"
SHAPES: dict[str, type[BaseModel]] = {
    "AccessToken": session.TokenShown,
    "Account": account.Account,
    "Announcement": park.AnnouncementShown,
    "Approval": account.ApprovalShown,
    "Booking": rooms.BookingShown,
    "BookingAllowance": shelf.AllowanceShown,
    "BookingCost": shelf.CostShown,
    "BookingFeed": feeds.FeedShown,
    "BookingRules": shelf.RulesShown,
    "BookingSeries": series_shapes.BookingSeriesShown,
    "BookingWait": rooms.WaitShown,
    "Building": park.BuildingShown,
    "Cart": orders.Cart,
    "DangerTold": repairs.DangerTold,
    "DangerAsked": conversation.DangerAsked,
    "GuestKnown": visits.GuestKnown,
    "Item": menu.ItemShown,
    "Line": orders.LineShown,
    "LockerBank": orders.Bank,
    "Lost": lost.LostShown,
    "LostCode": lost.CodeShown,
    "LostMatch": lost.MatchShown,
    "Me": session.Me,
    "Message": conversation.MessageShown,
    "Money": Money,
    "Named": Named,
    "Offer": shelf.OfferShown,
    "Option": menu.OptionShown,
    "Order": orders.OrderShown,
    "OrderBase": orders.OrderBase,
    "OrderDetail": orders.OrderDetail,
    "OrderStep": orders.Step,
    "Outlet": menu.OutletShown,
    "Park": park.Home,
    "Pass": visits.PassShown,
    "PhoneChallenge": session.Challenge,
    "Picture": menu.PictureShown,
    "Photo": conversation.PhotoShown,
    "Rating": menu.Rating,
    "Pool": shelf.PoolShown,
    "Receipt": afterwards.Receipt,
    "SeriesBrief": series_shapes.SeriesBrief,
    "SeriesDay": series_shapes.DayOfSeries,
    "Slot": menu.SlotShown,
    "Stretch": shelf.SpanShown,
    "Taken": shelf.TakenShown,
    "Thing": shelf.ThingShown,
    "ThingsDay": shelf.ThingsDay,
    "Ticket": repairs.TicketShown,
    "TicketDetail": repairs.TicketDetail,
    "ToPay": orders.ToPay,
    "WeChatTemplates": park.WeChatTemplates,
    "Visit": visits.VisitShown,
    "Where": Where,
    "Window": repairs.Window,
}


@pytest.mark.parametrize("name", SHAPES)
def test_every_field_is_one_of_the_apis(name: str) -> None:
    found = re.search(rf"export interface {name}\b[^{{]*\{{\n(.*?)\n\}}", TYPES.read_text(), re.S)
    assert found is not None
    fields = set(re.findall(r"^  (\w+)\??:", found[1], re.M))
    assert fields
    assert fields <= SHAPES[name].model_fields.keys()

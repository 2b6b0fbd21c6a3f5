"""What a person does on their phone, and what it makes the platform tell the bot."""

from dataclasses import dataclass
from typing import Any

from parkline.simulate.wechat.ledger import Cause
from parkline.simulate.wechat.menu import Button, button_at
from parkline.simulate.wechat.people import Bubble, Contact, Delivery
from parkline.simulate.wechat.reply import Reply
from parkline.simulate.wechat.shown import bubble_of
from parkline.simulate.wechat.world import World

FAILED = "该公众号提供的服务出现故障，请稍后再试"
UNSEEN = (
    *("unsubscribe", "VIEW", "view_miniprogram", "LOCATION"),
    *("TEMPLATESENDJOBFINISH", "subscribe_msg_popup_event"),
)
"""Events that the platform reports by itself: the person sees neither an answer nor a failure."""


class NotPossible(Exception):
    """The phone has no such button just now; the message says why."""


@dataclass
class Phone:
    """One person in the chat with one account. Each method returns when the bot has answered."""

    world: World
    contact: Contact

    @property
    def texts(self) -> list[str]:
        """What the account said, the oldest first."""
        return self.contact.texts()

    async def follow(self, ticket: str = "") -> Delivery:
        """Follow the account; by a QR code if its ticket is given."""
        scene, now = self._scene(ticket), self.world.clock.now()
        contact = self.contact
        contact.follows, contact.followed_at, contact.scene = True, now, scene
        self._opened("follow")
        about = {"EventKey": f"qrscene_{scene}" if scene else ""}
        return await self._event("subscribe", about | ({"Ticket": ticket} if ticket else {}))

    async def unfollow(self) -> Delivery:
        self._following()
        self.contact.follows = False
        self.contact.ledger.windows.clear()
        return await self._event("unsubscribe", {"EventKey": ""})

    async def scan(self, ticket: str) -> Delivery:
        """Scan a QR code of the account: follows it, or says which code a follower stands at."""
        if not self.contact.follows:
            return await self.follow(ticket)
        scene = self._scene(ticket)
        self._opened("scan")
        return await self._event("SCAN", {"EventKey": scene, "Ticket": ticket})

    async def say(self, text: str, *, menu_id: str = "") -> Delivery:
        """Type. `menu_id` is that of an answer pressed in a menu message."""
        chosen = {"bizmsgmenuid": menu_id} if menu_id else {}
        return await self._message("text", {"Content": text, **chosen}, text)

    async def picture(self, data: bytes, content_type: str = "image/jpeg") -> Delivery:
        media = self.world.keep("image", data, content_type)
        url = self.world.picture_url(media.id)
        fields = {"PicUrl": url, "MediaId": media.id}
        return await self._message("image", fields, "", {"url": f"/mmbiz/{media.id}"})

    async def voice(self, recognition: str) -> Delivery:
        """Speak; the platform has recognised these words."""
        media = self.world.keep("voice", b"#!AMR\n", "audio/amr")
        fields = {"MediaId": media.id, "Format": "amr", "Recognition": recognition}
        return await self._message("voice", fields, recognition)

    async def location(self, latitude: float, longitude: float, label: str) -> Delivery:
        fields = {
            "Location_X": latitude,
            "Location_Y": longitude,
            "Scale": 15,
            "Label": label,
        }
        return await self._message("location", fields, label)

    async def enter(self, latitude: float, longitude: float) -> Delivery:
        """Open the chat with the position allowed: the platform reports it."""
        self._following()
        where = {"Latitude": latitude, "Longitude": longitude, "Precision": 30.0}
        return await self._event("LOCATION", where)

    async def press(self, *path: int) -> Delivery:
        """A button of the menu: its column, then its place in the submenu."""
        self._following()
        button = button_at(self.world.menus.get(self.contact.app.appid), path)
        if button is None:
            raise NotPossible("the menu has no such button")
        return await self._pressed(button)

    async def accept(self, template: str, *, accepts: bool = True) -> Delivery | None:
        """Answer the question whether a subscription message may come: one, for each yes."""
        if template not in self.world.templates:
            raise NotPossible("no such template")
        held = self.contact.accepted
        held[template] = held.get(template, 0) + 1 if accepts else 0
        answer = {
            "TemplateId": template,
            "SubscribeStatusString": "accept" if accepts else "reject",
            "PopupScene": 2,
        }
        about = {"SubscribeMsgPopupEvent": {"List": answer}}
        return await self._event("subscribe_msg_popup_event", about)

    async def open_service(self, path: str = "pages/index/index") -> Delivery:
        """Enter the customer service of a mini-program or of a corp."""
        greeted = "message" in self.contact.ledger.windows
        self._opened("tempsession")
        if self.contact.app.kind == "kf":
            code = "" if greeted else self.world.service.welcome_code(self.contact.openid)
            about = {"event_type": "enter_session", "open_kfid": self.contact.app.appid}
            who = {"external_userid": self.contact.openid, "scene": "", "welcome_code": code}
            entered = {"msgtype": "event", "event": {**about, **who}}
            return await self._left(str(self.world.next_id()), "enter_session", entered)
        return await self._event("user_enter_tempsession", {"SessionFrom": path})

    async def template_sent(self, msg_id: int, status: str) -> Delivery:
        """The platform's word on a template message."""
        return await self._event("TEMPLATESENDJOBFINISH", {"MsgID": msg_id, "Status": status})

    async def _pressed(self, button: Button) -> Delivery:
        if button.kind == "view":
            return await self._event("VIEW", {"EventKey": button.value, "MenuId": 0})
        if button.kind == "miniprogram":
            return await self._event("view_miniprogram", {"EventKey": button.value, "MenuId": 0})
        if button.kind == "click":
            self._opened("click")
            return await self._event("CLICK", {"EventKey": button.value})
        raise NotPossible(f"a {button.kind} button is not simulated")

    async def _message(
        self, kind: str, fields: dict[str, Any], text: str, shown: dict[str, Any] | None = None
    ) -> Delivery:
        if self.contact.app.kind == "official":
            self._following()
        self.contact.heard_at = self.world.clock.now()
        self._opened("message")
        self._show(Bubble("person", kind, text, self.world.clock.now(), data=shown or {}))
        msg_id = self.world.next_id()
        about = text or kind
        if self.contact.app.kind == "kf":
            return await self._left(str(msg_id), about, _content(kind, fields))
        return await self._deliver(str(msg_id), about, {"MsgType": kind, **fields, "MsgId": msg_id})

    async def _left(self, msg_id: str, about: str, content: dict[str, Any]) -> Delivery:
        """With customer service: the bot is told that there is something to fetch."""
        app = self.contact.app
        token = self.world.service.keep(app.appid, self.contact.openid, content, msg_id=msg_id)
        event = {"MsgType": "event", "Event": "kf_msg_or_event"}
        return await self._deliver(msg_id, about, {**event, "Token": token, "OpenKfId": app.appid})

    async def _event(self, event: str, fields: dict[str, Any]) -> Delivery:
        about = event if not fields.get("EventKey") else f"{event} {fields['EventKey']}"
        return await self._deliver("", about, {"MsgType": "event", "Event": event, **fields})

    async def _deliver(self, msg_id: str, about: str, fields: dict[str, Any]) -> Delivery:
        app, created = self.contact.app, {"CreateTime": self.world.clock.seconds()}
        sender = {} if app.kind == "kf" else {"FromUserName": self.contact.openid}
        head = {"ToUserName": app.original_id, **sender, **created}
        if app.kind == "wecom":
            fields = {**fields, "AgentID": app.agent_id}
        id_ = msg_id or f"{fields['Event']}-{created['CreateTime']}"
        delivery = Delivery(id_, about, self.world.clock.now(), {**head, **fields})
        self.contact.deliveries.append(delivery)
        self.world.changed()
        reply = await self.world.courier.deliver(self.contact, delivery)
        self._conclude(delivery, reply, str(fields.get("Event", "")))
        return delivery

    def _conclude(self, delivery: Delivery, reply: Reply | None, event: str) -> None:
        if event not in UNSEEN:
            self._show_outcome(delivery, reply)
        self.world.changed()

    def _show_outcome(self, delivery: Delivery, reply: Reply | None) -> None:
        if reply is not None and reply.kind != "transfer_customer_service":
            self._show(bubble_of(self.world, reply))
        elif self._told_of_failure(delivery):
            self._show(Bubble("system", "failure", FAILED, self.world.clock.now()))

    def _told_of_failure(self, delivery: Delivery) -> bool:
        failed = delivery.outcome in ("malformed", "failed", "suspended")
        return failed and not self.contact.app.corporate

    def _show(self, bubble: Bubble) -> None:
        self.contact.bubbles.append(bubble)
        self.contact.typing = self.contact.typing and bubble.side != "account"
        self.world.changed()

    def _opened(self, cause: Cause) -> None:
        self.contact.ledger.opened(cause, self.world.clock.now())

    def _following(self) -> None:
        if not self.contact.follows:
            raise NotPossible("this person does not follow the account")

    def _scene(self, ticket: str) -> str:
        if ticket and ticket not in self.world.scenes:
            raise NotPossible("no such QR code")
        return self.world.scenes.get(ticket, "")


def _content(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    """A message as customer service keeps it."""
    if kind == "text":
        menu = {"menu_id": fields["bizmsgmenuid"]} if "bizmsgmenuid" in fields else {}
        return {"msgtype": "text", "text": {"content": fields["Content"], **menu}}
    if kind == "location":
        place = {"latitude": fields["Location_X"], "longitude": fields["Location_Y"]}
        return {"msgtype": "location", "location": {**place, "name": fields["Label"]}}
    return {"msgtype": kind, kind: {"media_id": fields["MediaId"]}}

"""The world as JSON: for scripts, and for the page."""

from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any

from parkline.simulate.wechat.ledger import ALLOWED
from parkline.simulate.wechat.people import Contact
from parkline.simulate.wechat.world import World

SHOWN_CALLS = 60
SHOWN_DELIVERIES = 40


def world_state(world: World) -> dict[str, Any]:
    return {
        "now": world.clock.now().isoformat(),
        "apps": [
            {
                "kind": app.kind,
                "appid": app.appid,
                "name": app.name,
                "mode": app.mode,
                "format": app.format,
                "url": app.url,
                "may_push": app.may_push,
                "suspended": world.courier.suspended(app),
            }
            for app in world.apps.values()
        ],
        "rules": {"deliveries": world.rules.deliveries, "patience": world.rules.patience},
        "faults": as_json(world.faults.waiting),
        "scenes": [{"ticket": ticket, "scene": scene} for ticket, scene in world.scenes.items()],
        "templates": [{"id": one.id, "title": one.title} for one in world.templates.values()],
        "calls": as_json(list(world.calls)[-SHOWN_CALLS:]),
    }


def phone_state(world: World, person: str) -> dict[str, Any]:
    """Everything that one phone and its inspector show."""
    threads = [_thread(world, world.contact(app, person)) for app in world.apps.values()]
    if world.group:
        threads.append(_group(world))
    return {**world_state(world), "person": person, "threads": threads}


def _group(world: World) -> dict[str, Any]:
    """The corp's group in which robots speak; nobody answers there."""
    nothing: dict[str, Any] = {"menu": [], "windows": [], "deliveries": [], "accepted": {}}
    about = {"kind": "group", "name": "园区值班群", "openid": "", "follows": True, "typing": False}
    return {**about, **nothing, "bubbles": as_json(list(world.group))}


def _thread(world: World, contact: Contact) -> dict[str, Any]:
    windows = [
        {**as_json(window), "of": ALLOWED[window.cause][0]}
        for window in contact.ledger.open_at(world.clock.now())
        if contact.app.kind != "wecom"  # Members have no windows.
    ]
    return {
        "kind": contact.app.kind,
        "name": contact.app.name,
        "openid": contact.openid,
        "follows": contact.follows,
        "typing": contact.typing,
        "accepted": contact.accepted,
        "menu": world.menus.get(contact.app.appid, {}).get("button", []),
        "windows": windows,
        "bubbles": as_json(list(contact.bubbles)),
        "deliveries": as_json(list(contact.deliveries)[-SHOWN_DELIVERIES:]),
    }


def as_json(value: Any) -> Any:
    """Dataclasses as objects, times as ISO 8601."""
    if is_dataclass(value) and not isinstance(value, type):
        return as_json(asdict(value))
    if isinstance(value, dict):
        return {name: as_json(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else value

"""How what an account says becomes a bubble."""

from typing import Any

from parkline.simulate.wechat.people import Bubble, Via
from parkline.simulate.wechat.reply import Reply
from parkline.simulate.wechat.world import Media, World


def bubble_of(world: World, reply: Reply) -> Bubble:
    """The passive answer's."""
    fields, now = reply.fields, world.clock.now()
    if reply.kind == "text":
        return Bubble("account", "text", fields["Content"], now, "passive")
    if reply.kind == "news":
        article = reply.articles[0]
        link = {"url": article["Url"], "picture": article.get("PicUrl", "")}
        data = {**link, "description": article.get("Description", "")}
        return Bubble("account", "news", article["Title"], now, "passive", data)
    media_id = next((value for name, value in fields.items() if name.endswith("MediaId")), "")
    return media_bubble(world, reply.kind, media_id, "passive")


def file_bubble(world: World, media: Media) -> Bubble:
    """Shown by its name, to be opened."""
    data = {"url": f"/mmbiz/{media.id}", "name": media.name}
    return Bubble("account", "file", media.name, world.clock.now(), "push", data)


def media_bubble(world: World, kind: str, media_id: str, via: Via) -> Bubble:
    data: dict[str, Any] = {"url": f"/mmbiz/{media_id}"}
    return Bubble("account", kind, "", world.clock.now(), via, data)

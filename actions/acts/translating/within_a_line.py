"""What a message says once more of a line that it has named: of one of its portions, or how many
there are of it after all."""

from typing import TYPE_CHECKING

from actions.kit.said import Entity, Said

if TYPE_CHECKING:
    from actions.acts.translating.lines import Group


def pointed_at(group: "Group", entity: Entity, said: Said) -> "Group | None":
    """The portion that words point at by how it is done: "一碗特辣一碗微辣，特辣那碗多面"."""
    if entity["entity"] != "option" or not group.more or entity.get("role") == "without":
        return None
    points = any(
        one["entity"] == "relation"
        and one["value"] == "that_one"
        and one.get("start") == entity.get("end")
        for one in said.entities
    )
    so = [one for one in (group, *group.more) if str(entity["value"]) in one.options]
    return so[0] if points and len(so) == 1 else None


def counts_anew(before: "Group", group: "Group") -> bool:
    """Whether a number is for a line that has one: "two packs of crisps, one pack is enough"."""
    plain = before.role is None and before.how is None and before.part is None
    again = group.role is None and group.how == "set" and not group.is_wish
    return plain and again and before.quantity is not None and group.quantity is not None

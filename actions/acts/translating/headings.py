"""A word for a kind that the things themselves follow: "coffee: two lattes and a mocha"."""

from dataclasses import replace

from actions.acts.translating.manners import relations
from actions.acts.translating.portions import overlap
from actions.kit.said import Said


def without(said: Said) -> Said:
    """The message without what was heard in such words: they are no item of their own."""
    headings = relations(said, "heading")
    if said.pressed or not headings:
        return said
    left = (one for one in said.spans if not any(overlap(one, each) for each in headings))
    return replace(said, spans=tuple(left))

"""Words that say how the rest of a message is meant."""

from actions.kit.said import Entity, Said


def manners(said: Said, manner: str) -> list[Entity]:
    """Where it says so."""
    return [one for one in said.entities if one["entity"] == "manner" and one["value"] == manner]


def says_manner(said: Said, manner: str) -> bool:
    return bool(manners(said, manner))


def placed(said: Said) -> list[Entity]:
    """Entities of which it is known where they stand."""
    return [e for e in said.entities if "start" in e and "end" in e]


def relations(said: Said, kind: str) -> list[Entity]:
    """Where it says how something follows from what stands."""
    return [e for e in placed(said) if e["entity"] == "relation" and e["value"] == kind]


def relation(said: Said, kind: str) -> Entity | None:
    return next(iter(relations(said, kind)), None)

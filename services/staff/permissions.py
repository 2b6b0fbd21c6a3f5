"""Who may do what at the desk: roles, and the permissions that domains give to each."""

from collections.abc import Iterable, Mapping
from functools import cache

import services
from services.kit.plugins import found
from services.kit.roles import Roles

ROLES = ("agent", "dispatcher", "engineer", "reception", "manager", "operator")


@cache
def by_role() -> Mapping[str, frozenset[str]]:
    """The permissions of each role."""
    return {
        role: frozenset(
            permission
            for one in found(services, Roles)
            for permission in one.given.get(role, "").split()
        )
        for role in ROLES
    }


def all_permissions() -> frozenset[str]:
    return frozenset().union(*by_role().values())


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """What somebody with these roles may do; an unknown role gives nothing."""
    return frozenset().union(*(by_role().get(role, frozenset()) for role in roles))

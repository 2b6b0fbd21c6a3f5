"""Which failures of the database pass by themselves, so that asking again may help."""

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_CLASSES = {"08", "40", "53", "57"}
"""Of SQLSTATE: connection, serialisation and deadlock, resources, an operator's intervention."""
_LOCK_NOT_AVAILABLE = "55P03"


def sqlstate(error: DBAPIError) -> str:
    """What PostgreSQL called it; empty where it never said."""
    return getattr(error.orig, "sqlstate", None) or ""


def is_outage(error: BaseException) -> bool:
    """Whether the database is away, restarting, or busy beyond its connections."""
    match error:
        case PoolTimeout() | OSError():  # A TimeoutError is an OSError.
            return True
        case DBAPIError():
            state = sqlstate(error)
            known = state[:2] in _CLASSES or state == _LOCK_NOT_AVAILABLE
            return known or error.connection_invalidated
    return False

"""How the platform's API fails. No error carries an address, a token or a person's id."""

from datetime import timedelta


class WeChatError(Exception):
    """Nothing was done."""


class ApiError(WeChatError):
    """The platform said no. Its words are left out: they repeat what was asked."""

    def __init__(self, code: int) -> None:
        super().__init__(f"errcode {code}")
        self.code = code


class Blocked(ApiError):
    """Its quota is used up: ask again after `pause`."""

    def __init__(self, pause: timedelta, code: int = 0) -> None:
        super().__init__(code)
        self.pause = pause


class Unreachable(WeChatError):
    """It did not answer, or not in its protocol. `str` is the kind of failure."""

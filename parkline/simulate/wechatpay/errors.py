"""What the platform answers when it refuses."""


class Refused(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message

    def answer(self) -> dict[str, str]:
        return {"code": self.code, "message": self.message}

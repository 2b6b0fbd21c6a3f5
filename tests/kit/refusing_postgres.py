"""A PostgreSQL that refuses everybody's password, as one does that was set up with passwords."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

SSL_REQUEST = 80877103
GSS_REQUEST = 80877104
FIELDS = (b"SFATAL", b"VFATAL", b"C28P01", b'Mpassword authentication failed for user "parkline"')
ERROR = b"\x00".join(FIELDS) + b"\x00\x00"
PASSWORD_WANTED = b"R" + struct.pack("!II", 8, 3)
"""AuthenticationCleartextPassword: https://www.postgresql.org/docs/18/protocol-message-formats.html"""


@contextmanager
def refusing_postgres() -> Iterator[str]:
    """Its URL, with a password that is wrong."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_serve, args=(server,), daemon=True).start()
        port = server.getsockname()[1]
        yield f"postgresql://parkline:wrong@127.0.0.1:{port}/parkline"
        server.shutdown(socket.SHUT_RDWR)


def _serve(server: socket.socket) -> None:
    with suppress(OSError):
        while True:
            connection, _ = server.accept()
            threading.Thread(target=_refuse, args=(connection,), daemon=True).start()


def _refuse(connection: socket.socket) -> None:
    with connection, suppress(OSError, struct.error):
        while True:
            length, code = struct.unpack("!II", connection.recv(8, socket.MSG_WAITALL))
            connection.recv(length - 8, socket.MSG_WAITALL)
            if code not in {SSL_REQUEST, GSS_REQUEST}:
                break
            connection.sendall(b"N")
        connection.sendall(PASSWORD_WANTED)
        _, length = struct.unpack("!cI", connection.recv(5, socket.MSG_WAITALL))
        connection.recv(length - 4, socket.MSG_WAITALL)
        connection.sendall(b"E" + struct.pack("!I", len(ERROR) + 4) + ERROR)

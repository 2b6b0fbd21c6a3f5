"""WeRoBot as a bot: says what it understood, and is slow if asked to be."""

import json
import sys
import time
from collections import Counter
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from bottle import Bottle
from werobot import WeRoBot
from werobot.contrib.bottle import make_view

config = json.loads(sys.argv[1])
robot = WeRoBot(
    token=config["token"],
    enable_session=False,
    APP_ID=config["appid"],
    ENCODING_AES_KEY=config["key"],
)
seen = Counter()


@robot.handler
def heard(message):
    id_ = getattr(message, "message_id", None) or message.type
    seen[id_] += 1
    content = getattr(message, "content", "")
    if content == "slow" and seen[id_] < 3:
        time.sleep(5)
    names = ("content", "img", "recognition", "label", "key")
    what = next((str(found) for name in names if (found := getattr(message, name, ""))), "")
    return f"{message.type}|{what}|{seen[id_]}"


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


app = Bottle()
app.route("/", ["GET", "POST"], make_view(robot))
server = make_server("127.0.0.1", 0, app, server_class=Threads, handler_class=Quiet)
print(server.server_port, flush=True)
server.serve_forever()

"""wechatpy's enterprise client and code_to_session: what they were asked in, what they got out."""

import json
import sys

from wechatpy import WeChatClient
from wechatpy.client.api import WeChatWxa
from wechatpy.enterprise import WeChatClient as Corp

asked = json.load(sys.stdin)


class Work(Corp):
    API_BASE_URL = asked["url"] + "/cgi-bin/"

    def fetch_access_token(self):
        return self._fetch_access_token(
            url=self.API_BASE_URL + "gettoken",
            params={"corpid": self.corp_id, "corpsecret": self.secret},
        )


class Wxa(WeChatWxa):
    API_BASE_URL = asked["url"] + "/"


class Client(WeChatClient):
    wxa = Wxa()


corp, mini = asked["corp"], asked["mini"]
work = Work(corp["corpid"], corp["secret"])
client = Client(mini["appid"], mini["secret"], access_token="not asked for")
got = {
    "sent": work.message.send_text(corp["agent"], [corp["member"]], asked["text"]),
    "session": client.wxa.code_to_session(mini["code"]),
}
json.dump(got, sys.stdout)

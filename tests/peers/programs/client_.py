"""wechatpy's WeChatClient against a platform: what it was asked in, what it got out."""

import base64
import io
import json
import sys

from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException

asked = json.load(sys.stdin)


class Client(WeChatClient):
    API_BASE_URL = asked["url"] + "/cgi-bin/"

    def fetch_access_token(self):
        return self._fetch_access_token(
            url=self.API_BASE_URL + "token",
            params={
                "grant_type": "client_credential",
                "appid": self.appid,
                "secret": self.secret,
            },
        )


client = Client(asked["appid"], asked["secret"])
got = {"token": client.access_token}
got["menu"] = client.menu.create({"button": asked["button"]})
got["sent"] = client.message.send_text(asked["openid"], asked["text"])
got["qrcode"] = client.qrcode.create(
    {
        "action_name": "QR_LIMIT_STR_SCENE",
        "action_info": {"scene": {"scene_str": asked["scene"]}},
    }
)
picture = base64.b64decode(asked["picture"])
got["uploaded"] = client.media.upload("image", ("p.jpg", io.BytesIO(picture), "image/jpeg"))
got["downloaded"] = len(client.media.download(got["uploaded"]["media_id"]).content)
got["user"] = client.user.get(asked["openid"])
try:
    client.message.send_text("o" + "0" * 27, "hi")
except WeChatClientException as refused:
    got["stranger"] = [refused.errcode, refused.errmsg]
json.dump(got, sys.stdout)

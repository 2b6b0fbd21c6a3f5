"""What the bot hands out of this installation: pages of visitors' passes, and where one pays."""

from dataclasses import dataclass

from actions.kit.links import Links, MiniProgram
from edge.parks import Parks
from edge.problems import Unavailable
from models.visits import Visit, VisitPass
from parkline.channels import miniapp
from parkline.channels.accounts import Accounts
from parkline.process.pass_keys import PassKeys
from parkline.process.sites import Addresses
from parkline.settings.settings import Settings
from services.visits import pass_tokens


@dataclass(slots=True)
class Merchants:
    """Those of parks' own accounts, once the gateway has them."""

    accounts: Accounts | None = None


def of(
    settings: Settings, parks: Parks, keys: PassKeys, merchants: Merchants | None = None
) -> Links:
    """Addresses of each park's own host, signed with its key."""
    addresses = Addresses(settings)

    def pass_url(visit: Visit, held: VisitPass) -> str:
        site, key = parks.find(visit.park_id), keys.of(visit.park_id)
        if site is None or key is None:
            raise Unavailable("the park is new here; ask again in a minute")
        signed = pass_tokens.issue(pass_tokens.claims_of(key.name, visit, held), key.signing)
        return f"{addresses.base(site)}/pass/{signed}"

    def pay_in(park_id: int) -> MiniProgram | None:
        site = parks.find(park_id)
        accounts = merchants.accounts if merchants is not None else None
        if site is None:
            return None
        appid = accounts.collects(park_id) if accounts is not None else None
        if appid is not None:
            return MiniProgram(appid, f"{addresses.base(site)}{miniapp.PREFIX}/")
        return mini_program(settings) if site.is_usual else None

    return Links(pass_url, pay_in)


def mini_program(settings: Settings) -> MiniProgram | None:
    """None if the settings name no merchant."""
    if not settings.wechatpay_mchid:
        return None
    web_url = f"{settings.base_url}{miniapp.PREFIX}/"
    return MiniProgram(settings.wechat_mini_app_id, web_url)

"""What the bot hands out of this installation: pages of visitors' passes, and where one pays."""

from actions.kit.links import Links, MiniProgram
from edge.parks import Parks
from edge.problems import Unavailable
from models.visits import Visit, VisitPass
from parkline.channels import miniapp
from parkline.process.pass_keys import PassKeys
from parkline.process.sites import Addresses
from parkline.settings.settings import Settings
from services.visits import pass_tokens


def of(settings: Settings, parks: Parks, keys: PassKeys) -> Links:
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
        return mini_program(settings) if site is not None and site.is_usual else None

    return Links(pass_url, pay_in)


def mini_program(settings: Settings) -> MiniProgram | None:
    """None if the settings name no merchant."""
    if not settings.wechatpay_mchid:
        return None
    web_url = f"{settings.base_url}{miniapp.PREFIX}/"
    return MiniProgram(settings.wechat_mini_app_id, web_url)

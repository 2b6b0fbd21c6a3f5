"""What the bot hands out of this installation: pages of visitors' passes, and where one pays."""

from actions.kit.links import Links, MiniProgram
from models.visits import Visit, VisitPass
from parkline.channels import miniapp
from parkline.settings.secrets import passes_key
from parkline.settings.settings import Settings
from services.visits import pass_tokens


def of(settings: Settings) -> Links:
    """Addresses of this installation, signed with its park's key."""
    key = passes_key(settings, settings.park)

    def pass_url(visit: Visit, held: VisitPass) -> str:
        claims = pass_tokens.Claims(
            park=settings.park,
            serial=held.serial,
            visit_no=visit.visit_no,
            valid_from=held.valid_from,
            valid_until=held.valid_until,
            max_entries=held.max_entries,
        )
        return f"{settings.base_url}/pass/{pass_tokens.issue(claims, key)}"

    return Links(pass_url, lambda: mini_program(settings))


def mini_program(settings: Settings) -> MiniProgram | None:
    """None if the settings name no merchant."""
    if not settings.wechatpay_mchid:
        return None
    web_url = f"{settings.base_url}{miniapp.PREFIX}/"
    return MiniProgram(settings.wechat_mini_app_id, web_url)

"""Commands of the channels that have some."""

from parkline.channels import telegram_webhook, wechat_account
from parkline.cli.commands import Commands

RANK = 90
BRINGS = (
    Commands(telegram_webhook.add_to),
    Commands(wechat_account.add_to),
)

"""What is filled in of an account on a platform."""

from typing import Annotated, Any

from pydantic import BaseModel, StringConstraints

from desk.frame.changes import Version
from services.channels import template_forms
from services.channels.account_forms import (
    LONGEST_ID,
    LONGEST_NAME,
    LONGEST_SECRET,
    OWN,
    Channel,
    Mode,
)
from services.channels.merchant_forms import LONGEST_KEY

Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_NAME)]
AppId = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_ID)]
Secret = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_SECRET)]
Pem = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_KEY)]
TemplateId = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_ID)]
TemplateFields = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=template_forms.LONGEST_FIELDS)
]


class EnteredSecrets(BaseModel):
    secret: Secret = ""
    token: Secret = ""
    aes_key: Secret = ""
    kf_secret: Secret = ""
    serial: Secret = ""
    private_key: Pem = ""
    api_key: Secret = ""
    platform_serial: Secret = ""
    platform_key: Pem = ""

    def secrets(self) -> dict[str, str]:
        names = {name for own in OWN.values() for name in own}
        return self.model_dump(include=names)


class EnteredNew(EnteredSecrets):
    channel: Channel
    name: Name = ""
    app_id: AppId = ""
    corp_id: AppId = ""
    agent_id: AppId = ""
    mchid: AppId = ""
    mode: Mode = "safe"
    push: bool = False
    kf_id: AppId = ""

    def whole_id(self) -> str:
        match self.channel:
            case "wecom":
                return f"{self.corp_id}/{self.agent_id}"
            case "wechatpay":
                return f"{self.mchid}/{self.app_id}"
            case _:
                return self.app_id


class EnteredAgain(BaseModel):
    name: Name = ""
    mode: Mode = "safe"
    push: bool = False
    kf_id: AppId = ""
    id_order: TemplateId = ""
    id_repair: TemplateId = ""
    id_visit: TemplateId = ""
    id_reply: TemplateId = ""
    fields_order: TemplateFields = ""
    fields_repair: TemplateFields = ""
    fields_visit: TemplateFields = ""
    fields_reply: TemplateFields = ""
    version: Version = ""

    def templates(self) -> dict[str, dict[str, Any]]:
        """Raises Invalid."""
        given = self.model_dump()
        return template_forms.parsed(
            {kind: (given[f"id_{kind}"], given[f"fields_{kind}"]) for kind in template_forms.KINDS}
        )

"""Who I am, and what I want to hear."""

from api.frame.call import Call
from api.frame.problems import NotConfigured
from api.frame.routing import Area
from api.frame.texts import say
from api.people.shapes import (
    CompanyShown,
    JoinCode,
    Me,
    MeChange,
    NoticeKind,
    NoticeKinds,
    OneKind,
    PhoneCode,
    Wanted,
)
from models.people import Company
from services.notices import opt_outs
from services.people import company_codes
from services.people.company_codes import AlreadyThere, CodeWrong, TriesSpent
from services.people.logins import LoginRefused

area = Area("me")


@area.get("/me", grant="read")
async def show_me(call: Call) -> Me:
    """Who I am."""
    me = call.me
    company = None
    if me.company_id is not None:
        row = await call.session.get_one(Company, (me.park_id, me.company_id))
        company = CompanyShown(name=call.named(row))
    return Me(
        name=me.name,
        phone=me.phone,
        language=me.language,  # type: ignore[arg-type]
        company=company,
        timezone=call.park.timezone,
    )


@area.patch("/me")
async def change_me(call: Call, body: MeChange) -> Me:
    """Change my name, my phone number, or the language that I am spoken to in."""
    given = body.model_dump(include=body.model_fields_set)
    if given.get("language") is None:
        given.pop("language", None)
    for column, value in given.items():
        setattr(call.me, column, value)
    if "language" in given:
        (await call.conversation()).language = given["language"]
    await call.session.flush()
    return await show_me(call)


@area.post("/me/company", errors=[CodeWrong, TriesSpent, AlreadyThere])
async def join_company(call: Call, body: JoinCode) -> Me:
    """Join a company with a code that it gave me. It is good once and for a week."""
    try:
        await company_codes.redeem(call.session, await call.conversation(), body.code, now=call.now)
    except CodeWrong:
        await call.session.commit()  # A wrong code counts as a try.
        raise
    await call.session.refresh(call.me)
    return await show_me(call)


@area.post("/me/phone/wechat", errors=[LoginRefused, NotConfigured])
async def take_phone_of_wechat(call: Call, body: PhoneCode) -> Me:
    """Take my phone number from WeChat."""
    if call.deps.wechat is None:
        raise NotConfigured("no mini-program is configured here")
    await call.session.commit()  # The network is asked outside the transaction.
    call.me.phone = await call.deps.wechat.phone(body.code)
    await call.session.flush()
    return await show_me(call)


@area.get("/me/notices")
async def list_notice_kinds(call: Call) -> NoticeKinds:
    """Which kinds of notices I want."""
    unwanted = await opt_outs.of_person(call.session, call.me)
    return NoticeKinds(
        kinds=[
            NoticeKind(
                kind=kind, name=say(call.language, f"notices-{kind}"), wanted=kind not in unwanted
            )
            for kind in opt_outs.kinds()
        ]
    )


@area.put("/me/notices/{kind}")
async def want_notices(call: Call, path: OneKind, body: Wanted) -> NoticeKinds:
    """Want a kind of notices, or not any more. Danger is told all the same."""
    if body.wanted:
        await opt_outs.opt_in(call.session, call.me, path.kind)
    else:
        await opt_outs.opt_out(call.session, call.me, path.kind, now=call.now)
    return await list_notice_kinds(call)

"""Signing in and out."""

from functools import partial

from api.frame import tokens
from api.frame.call import Call
from api.frame.deps import Guest
from api.frame.limits import take
from api.frame.problems import NotConfigured
from api.frame.routing import Area
from api.frame.texts import say
from api.people.shapes import (
    Challenge,
    CodeLogin,
    HandoffToken,
    IdToken,
    PhoneCodeLogin,
    PhoneNumber,
    Refresh,
    Tokens,
    WeChatCode,
)
from edge.addresses import address_of
from edge.problems import Unavailable
from models.conversations import Conversation
from services.accounts import tokens as account_tokens
from services.conversations import conversations
from services.people import app_sessions, browsers, logins, phone_codes, provider_logins
from services.people.app_sessions import Begun
from services.people.logins import LoginRefused
from services.people.phone_codes import TooManyCodes

login = Area("login", scope="public")
area = Area("login")


@login.post("/login/code", errors=[LoginRefused])
async def login_with_code(call: Call, body: CodeLogin) -> Tokens:
    """Sign in with a code that the web chat shows.

    The mini-app then goes on with the web chat's conversation and cart.
    """
    conversation = await logins.by_code(call.session, call.park.id, body.code, now=call.now)
    return await _begin(call, conversation)


@login.post("/login/browser", errors=[LoginRefused, NotConfigured])
async def login_with_browser(call: Call) -> Tokens:
    """Sign in as whoever this browser is in the web chat.

    For pages of the same origin, which send its cookie along. A browser that is new gets a cookie,
    and is somebody new.
    """
    if call.deps.guest_of is None:
        raise NotConfigured("no web chat here")
    guest = await call.deps.guest_of(call.request)
    if guest is None:
        raise LoginRefused("not from a page of ours")
    _pace(call, guest)
    try:
        conversation = await conversations.open_conversation(
            call.session,
            call.park.id,
            channel=guest.channel,
            external_id=guest.external_id,
            language=call.language,
            now=call.now,
        )
    except conversations.SignedOut as meanwhile:
        raise LoginRefused("signed out just now") from meanwhile
    call.mark = guest.mark
    return await _begin(call, conversation)


@login.post("/login/wechat", errors=[LoginRefused, NotConfigured])
async def login_with_wechat(call: Call, body: WeChatCode) -> Tokens:
    """Sign in with a code of `wx.login`."""
    if call.deps.wechat is None:
        raise NotConfigured("no mini-program is configured here")
    user = await call.deps.wechat.user(body.code)
    conversation = await logins.by_wechat(
        call.session,
        call.park.id,
        account=user.account,
        openid=user.openid,
        union_id=user.union_id,
        pushed=call.deps.wechat.pushed,
        language=call.language,
        now=call.now,
    )
    return await _begin(call, conversation)


@login.post("/login/phone", errors=[NotConfigured, TooManyCodes], status=202)
async def ask_for_code(call: Call, body: PhoneNumber) -> Challenge:
    """Have a code sent to a phone, to sign in with.

    Any number may be asked for, and the answer is the same whether somebody has signed in with it
    before. `challenge` is shown with the code.
    """
    if call.deps.sms is None:
        raise NotConfigured("no text messages are configured here")
    sent = await phone_codes.issue(
        call.session,
        call.park.id,
        body.phone,
        network=call.deps.network_of(call.request),
        key=call.deps.key,
        now=call.now,
    )
    await call.session.commit()  # The network is asked outside the transaction.
    minutes = int(phone_codes.HOLDS.total_seconds() // 60)
    text = say(
        call.language, "login-sms", code=sent.code, park=call.named(call.park), minutes=minutes
    )
    try:
        await call.deps.sms.send_code(sent.row.phone, sent.code, text, call.language)
    except Unavailable:
        await phone_codes.not_sent(call.session, sent)
        await call.session.commit()
        raise
    return Challenge(
        challenge=sent.challenge,
        expires_at=call.local(sent.row.expires_at),
        again_at=call.local(sent.again_at),
    )


@login.post("/login/phone/code", errors=[LoginRefused])
async def login_with_phone(call: Call, body: PhoneCodeLogin) -> Tokens:
    """Sign in with the code that a phone got.

    A code is good once, for five minutes and five tries. The session goes on with the conversation
    that the number's owner used last.
    """
    conversation = await phone_codes.redeem(
        call.session,
        call.park.id,
        body.challenge,
        body.code,
        keys=(call.deps.key, *call.deps.accepted_keys),
        language=call.language,
        now=call.now,
    )
    return await _begin(call, conversation)


@login.post("/login/oidc", errors=[LoginRefused, NotConfigured])
async def login_with_provider(call: Call, body: IdToken) -> Tokens:
    """Sign in with an ID token of the operator's identity provider.

    Your app goes through the authorization code flow with PKCE there, as a client of its own, whose
    id the operator has entered here. Who has signed in by the same verified phone number is the
    same person.
    """
    if call.deps.provider is None:
        raise NotConfigured("no identity provider is configured here")
    vouched = await call.deps.provider.vouch(body.id_token, body.nonce)
    conversation = await provider_logins.by_provider(
        call.session, call.park.id, vouched, language=call.language, now=call.now
    )
    return await _begin(call, conversation)


@login.post("/login/handoff", errors=[LoginRefused])
async def login_with_handoff(call: Call, body: HandoffToken) -> Tokens:
    """Sign in with the token that another park gave somebody who is known in both.

    They are who they are in this park; the session in the other one goes on.
    """
    conversation = await account_tokens.arrive_as_person(
        call.session, call.park.id, body.token, now=call.now
    )
    return await _begin(call, conversation)


@login.post("/login/refresh", errors=[LoginRefused])
async def refresh(call: Call, body: Refresh) -> Tokens:
    """The next pair of tokens.

    A refresh token is good once. Within a minute the same one gives another pair, in place of an
    answer that was lost; when it comes later its session ends, since somebody else may have it.
    Renew one at a time.
    """
    begun = await app_sessions.renew(call.session, call.park.id, body.refresh_token, now=call.now)
    if begun is None:
        raise LoginRefused("this refresh token does not hold")
    return _tokens(call, begun)


@area.post("/logout")
async def logout(call: Call) -> None:
    """Sign out here."""
    await app_sessions.end(call.session, call.held.session, now=call.now)


@area.post("/logout/everywhere")
async def logout_everywhere(call: Call) -> None:
    """Sign out on every device, at once.

    Browsers that know you from the web chat, this one too, are somebody new from then on, without
    what was said there. What you have on other channels stays.
    """
    talks = await browsers.sign_out_everywhere(call.session, call.me, now=call.now)
    call.later += [partial(call.deps.show, call.park.id, talk) for talk in talks]


def _pace(call: Call, guest: Guest) -> None:
    """A browser that we know has a rate of its own; new ones are counted by address.

    Raises TooManyRequests.
    """
    limits = call.deps.limits
    if guest.is_new:
        take(limits.newcomers, address_of(call.request, call.deps.trusted_proxies))
    else:
        take(limits.people, f"{guest.channel}:{guest.external_id}")


async def _begin(call: Call, conversation: Conversation) -> Tokens:
    return _tokens(call, await app_sessions.begin(call.session, conversation, now=call.now))


def _tokens(call: Call, begun: Begun) -> Tokens:
    token, until = tokens.issue(call.park.id, begun.session.id, call.deps.key, now=call.now)
    return Tokens(
        access_token=token, expires_at=call.local(until), refresh_token=begun.refresh_token
    )

### Links: what tenants read. The same keys as zh.ftl.

## Linking channels
link-code =
    Your code is { $code }
    Within 10 minutes, send it to me on the other channel, such as WeChat or the web chat. Once you have said yes on both, they know you as one person, with the same orders, repairs and visitors. Keep it to yourself.
link-done = Done! Both channels now know you as one person: look up orders, repairs and visitors on either; news goes to the one that you wrote on last.
link-offer = This code was asked for on { $channel } by somebody called { $name }, who has been talking to us since { $since }. Once linked, orders, repairs, visitors and the company of both sides become one, and either side sees them. Is that you as well? If somebody else asked you to press this, please choose "Don't link".
link-nameless = (no name given)
link-agreed = All right. Please also press "It's me, link" where you asked for the code, within { $minutes } minutes. Nothing is joined before that.
link-is-it-you = Somebody has typed your code on { $channel }; they are called { $name } and have been talking to us since { $since }. Once linked, orders, repairs, visitors and the company of both sides become one, and either side sees them. Is that you? You can answer within { $minutes } minutes.
link-is-it-you-company = Once linked, you are registered with { $company }.
link-refused = The other side did not agree; nothing was linked.
link-over = That is over, and nothing was changed. To link the two, say "link my account" on the other channel again.
link-wrong =
    { $left ->
        [0] That code is wrong or no longer valid. There were too many tries; please come back in an hour.
        [one] That code is wrong or no longer valid. Say "link my account" on the other channel to get a new one. You can try once more.
       *[other] That code is wrong or no longer valid. Say "link my account" on the other channel to get a new one. You can try { $left } more times.
    }
link-tries-spent = There were too many wrong codes. Please try again in an hour, or call the service desk on { $phone }.
link-same-conversation = That code is for the other channel; sending it here does nothing.
link-already-one = The two are linked already.
link-which-company = The two are registered with different companies: { $first } and { $second }. Which one is it once they are linked?
link-which-company-found = WeChat tells us that you have talked to us on another channel too, but under different companies: { $first } and { $second }. Which one is it, if we link the two?
link-not-done = All right, nothing was linked.
unlink-sure = Each channel will then count as a person of its own, with its own orders, repairs and visitors. Unlink them?
unlink-done = They are unlinked; each channel is on its own again.
unlink-none = No other channel is linked to this one.
unlink-kept = All right, they stay linked.
button-not-me = Not me, unlink
button-link = It's me, link
button-not-link = Don't link
button-unlink = Unlink
button-keep-linked = Keep linked
channel-webchat = the web chat
channel-wechat = WeChat
channel-miniapp = the mini-program
channel-miniprogram = the mini-program's customer service
channel-wecom = WeCom
channel-wecom_kf = WeChat customer service
channel-console = the terminal
channel-phone = an app, by phone number
channel-oidc = an app, by company account

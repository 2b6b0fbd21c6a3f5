### 绑定，说给租户的话。与 en.ftl 逐条对应。

## 绑定渠道
link-code =
    绑定码：{ $code }
    10 分钟内在另一个渠道（比如微信、网页）把它发给我，两边都确认以后，就认您为同一个人，订单、报修、访客互通。请只自己用，不要发给别人。
link-done = 绑定好了！两边现在认您为同一个人：订单、报修、访客哪边都能查，通知发到您最近说话的那边。
link-offer = 这个绑定码是在{ $channel }要的，那边的人自称{ $name }，从 { $since } 起跟我们聊。绑定以后，两边的订单、报修、访客和登记的公司都合在一起，两边都看得到。那边也是您本人吗？如果是别人让您来点的，请选“先不绑定”。
link-nameless = （没留名字）
link-agreed = 好的，还要在要绑定码的那一边点一下“是我，绑定”，{ $minutes } 分钟内有效。点之前什么都不会合并。
link-is-it-you = 有人在{ $channel }输入了您的绑定码，自称{ $name }，从 { $since } 起跟我们聊。绑定以后，两边的订单、报修、访客和登记的公司都合在一起，两边都看得到。那边是您本人吗？{ $minutes } 分钟内有效。
link-is-it-you-company = 绑定以后，登记的公司是：{ $company }。
link-refused = 那一边没有同意，什么都没有绑定。
link-over = 这次绑定已经结束了，什么都没有改动。要绑定的话，请在另一个渠道重新说“绑定”。
link-wrong =
    { $left ->
        [0] 这个绑定码不对，或者已经过期了。输错的次数有点多，请一小时后再试。
       *[other] 这个绑定码不对，或者已经过期了。请回到另一个渠道说“绑定”，重新拿一个。还可以再试 { $left } 次。
    }
link-tries-spent = 绑定码输错太多次了，请一小时后再试，着急请打服务台 { $phone }。
link-same-conversation = 这个绑定码要发到另一个渠道去，在这里发没有用。
link-already-one = 两边已经绑定在一起了，不用再绑。
link-which-company = 两边登记的公司不一样：{ $first } 和 { $second }。绑定后算哪一家？
link-which-company-found = 微信告诉我们，您在另一个渠道也跟我们聊过，但两边登记的公司不一样：{ $first } 和 { $second }。绑定在一起的话，算哪一家？
link-not-done = 好的，没有绑定。
unlink-sure = 解绑之后，每个渠道各算一个人，各管各的订单、报修和访客。确定解绑吗？
unlink-done = 已经解绑，每个渠道现在各管各的。
unlink-none = 您这边没有绑定别的渠道。
unlink-kept = 好的，还绑定着。
button-not-me = 不是我，解绑
button-link = 是我，绑定
button-not-link = 先不绑定
button-unlink = 确定解绑
button-keep-linked = 先不解绑
channel-webchat = 网页聊天
channel-wechat = 微信公众号
channel-miniapp = 微信小程序
channel-miniprogram = 微信小程序客服
channel-wecom = 企业微信
channel-wecom_kf = 微信客服
channel-console = 终端
channel-phone = 手机号登录的应用
channel-oidc = 单位账号登录的应用

### API 说的话。与 en.ftl 逐条对应。

## 为什么没办成
problem-other = 这件事现在办不了。
problem-internal = 我们这边出了点问题，请稍后再试。
problem-bad-request = 无法识别这个请求。
problem-method-not-allowed = 这里不支持这个操作。
problem-unauthorized = 请重新登录。
problem-scope-missing = 这个令牌没有这项权限。
problem-too-many-codes = 验证码发送得太频繁，请 { $retry_after } 秒后再试。
problem-too-many-tokens = 您已有 { $limit } 个令牌，请先撤销一个。
problem-login-refused = 登录已失效，请重新登录。
problem-not-configured = 这里还没有开通这种方式。
problem-not-found = 没有找到。
problem-invalid = 填写的内容有误，请检查。
problem-conflict = 情况有变，暂时无法完成，请刷新后再看看。
problem-illegal-transition = 状态已经变了，这一步不能再做，请刷新后再看看。
problem-idempotency-mismatch = 这个请求编号已经用过了。
problem-too-large = 内容太大了。
problem-unsupported-media-type = 这里不支持这种内容。
problem-too-many-requests = 操作有点快，请 { $retry_after } 秒后再试。
problem-park-at-rest = 园区服务正在搬家，一分钟后回来，请稍后再试。
problem-park-gone = 园区服务已经搬到新的地址。
problem-unavailable = 服务暂时繁忙，请稍后再试。
problem-bad-upload = 上传不完整，请重新选择照片。
problem-photo-type = 只能发照片，支持 JPEG、PNG 和 WebP。
problem-photo-too-large = 照片太大了，每张不超过 10 MB、4000 万像素。
problem-photo-broken = 这张照片打不开，文件可能已损坏，请换一张。
problem-too-many-photos = 照片已经够多了，请稍后再发。
problem-file-type = 这里只能发 PDF 和语音。
problem-file-too-large = 文件太大了：PDF 不超过 8 MB，语音不超过 60 秒。
problem-too-many-files = 一小时内最多发 { $limit } 个文件。
problem-join-code-wrong = 加入码不对，或已失效。一小时内还可以试 { $left } 次。
problem-join-tries-spent = 错的次数太多了，请一小时后再试。
problem-join-already-there = 您已经是这家公司的人了。
problem-building-unknown = 园区里没有这栋楼。
problem-floor-unknown = { $building }座没有 { $floor } 楼。
problem-room-elsewhere = 按房号，{ $room } 室在 { $usual } 楼。请再看看楼层和房间号。
problem-guest-limit = 没有登记身份时，一小时内最多只能这么多。加入公司或用微信登录后就不受限制，也可以 { $retry_after } 秒后再试。
problem-too-many-waiting = 您已有 { $limit } 件还在等答复，有了结果再试吧。

## 短信
login-sms = { $code } 是您登录{ $park }的验证码，{ $minutes } 分钟内有效。我们不会向您索要验证码，请勿告诉他人。

## 哪一项不对
field-missing = 这一项必填。
field-unknown = 没有这一项。
field-wrong-type = 内容的类型不对。
field-malformed = 格式不对。
field-too-short = 太短了，至少 { $least }。
field-too-long = 太长了，最多 { $most }。
field-too-small = 太小了，至少 { $least }。
field-too-large = 太大了，最多 { $most }。
field-not-allowed = 只能是：{ $allowed }。
field-not-fitting = 这一项不合适。

## 文档页面
page-raw = OpenAPI 3.1 原文
page-base = 所有路径都在
page-contents = 目录
page-open = 无需登录。
page-parameters = 参数
page-must = 必填
page-body = 请求体：
page-answers = 响应
page-schemas = 数据结构

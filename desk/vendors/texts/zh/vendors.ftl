vendors-saved = 已保存
vendors-no-endpoint = 还没有接收地址，新订单不会推送给这家商家。
vendors-nothing-sent = 还没有推送过
vendors-endpoint-new = 新增接收地址
vendors-endpoint-added = 接收地址已启用，商家用这个密钥验签：
vendors-url = 接收地址（URL）
vendors-url-hint = 必须是公网的 https 地址。
vendors-scheme = 签名方式
vendors-rate = 每秒最多推送
vendors-events = 推送的事件
vendors-events-hint = 都不选表示推送全部订单事件。预订事件（booking.*）只在选中时推送，供园区自己的系统使用。
vendors-all = 全部
vendors-refresh = 刷新
vendors-settings = 接收设置

## 状态
vendors-healthy = 正常
vendors-failing = 推送失败中
vendors-disabled = 已停用
vendors-breaker-open = 已熔断
vendors-breaker-half_open = 正在试探恢复
vendors-breaker-told = 已连续失败 { $failures } 次，暂停推送；{ $at }起再试一次，成功即恢复。
vendors-failing-since = { $at }起一直推送失败，持续 5 天会自动停用。
vendors-reason-gone = 对方回复 410（地址已不存在），{ $at }自动停用。
vendors-reason-failing = 连续 5 天推送失败，{ $at }自动停用。
vendors-reason-operator = { $at }由管理员停用。
vendors-waiting = { $count ->
    [0] 没有等待推送的事件。
   *[other] 有 { $count } 条推送在等待，重新启用后会依次发出。
 }
vendors-twins = 另有 { $count } 个接收地址把同样的事件推送到同一个网址，会重复收到：
vendors-twin = 接收地址 { $id }
vendors-enable = 重新启用
vendors-disable = 停用
vendors-disable-hint = 停用后不再推送。期间的事件最多保留一周，重新启用后依次发出。
vendors-disable-sure = 确定停用这个接收地址吗？

## 测试
vendors-test = 测试推送
vendors-test-hint = 发送一条带签名的测试事件（endpoint.ping），不影响推送统计。
vendors-test-send = 发送测试
vendors-test-good = 对方回复 { $status }，用时 { $ms } 毫秒，接口正常。
vendors-test-bad = 对方回复 { $status }，用时 { $ms } 毫秒，没有接受这条测试。
vendors-test-none = 没有收到回复：
vendors-no-answer = 无回复

## 推送记录
vendors-deliveries = 推送记录
vendors-next = { $at }再试
vendors-attempt = 第 { $number } 次
vendors-ms = { $ms } 毫秒
vendors-no-attempts = 还没有尝试过
vendors-older = 更早的记录
vendors-replay-one = 重新推送
vendors-replay-all = 批量补发
vendors-replay-hint = 推送这一时间之后失败、取消或从未推送的全部事件。事件编号不变，商家收过的会自动忽略。
vendors-since = 从（园区时间）
vendors-replay = 补发
vendors-replay-sure = 确定补发这段时间里失败、取消和从未推送的全部事件吗？
vendors-replayed = 已重新排队 { $count } 条推送

## 密钥
vendors-secret = 签名密钥与停用
vendors-rotate = 更换密钥
vendors-rotate-hint = 生成新的签名密钥。过渡期内新旧密钥同时签名，商家可以从容更换。
vendors-rotate-sure = 确定更换签名密钥吗？
vendors-rotated = 新的签名密钥：
vendors-overlap = 过渡期
vendors-overlap-days = { $days ->
    [0] 不过渡，旧密钥立即失效
   *[other] 过渡 { $days } 天
 }
vendors-overlap-until = 旧密钥在{ $at }之前仍然有效。
vendors-keys = API 密钥
vendors-key-new = 生成 API 密钥
vendors-key-added = 商家调用接口用的 API 密钥：
vendors-key-made = { $at }生成
vendors-key-used = 最近使用：{ $at }
vendors-key-ended = 已吊销
vendors-key-revoke = 吊销
vendors-key-revoke-sure = 确定吊销这个密钥吗？使用它的系统会立即无法调用接口。
vendors-key-revoked = 密钥已吊销

## 出错时
vendors-error-url = 这个地址不能用：必须是公网的 https 地址，不能带账号密码或 # 片段。
vendors-error-event-types = 有不认识的事件，请从列表中选择。
vendors-error-rate-per-second = 每秒推送数为 1 到 1000。
vendors-error-refused = 接收地址已停用，请先启用再补发。
vendors-error-key-revoked = 这个密钥已经吊销了。
vendors-error-not-connected = 当前服务没有连接商家接口，无法进行这项操作。
vendors-phone = 电话（没接单时打给谁）
vendors-error-phone = 请填写能拨通的号码。
vendors-sandbox = 沙箱
vendors-sandbox-new = 只用来试（沙箱）：收不到真订单，商家可以播放样例事件
vendors-people = 商家工作台的人
vendors-people-hint = 商家自己的人在 /vendor/ 登录：接单、改库存和价格、看推送记录和对账单。店员只看订单和库存。
vendors-role-manager = 店长
vendors-role-counter = 店员
vendors-invite = 邀请
vendors-invite-again = 再发邀请链接
vendors-invited = 把这个链接发给{ $name }：打开后自己设密码，{ $days } 天内有效，只能用一次
vendors-invited-until = 邀请到 { $at } 为止
vendors-member-name = 姓名
vendors-member-login = 登录名
vendors-member-role = 角色
vendors-member-language = 语言
vendors-member-end = 停用
vendors-member-end-sure = 停用这个账号吗？会马上退出登录。
vendors-member-ended = { $name }不能再登录了
vendors-error-login-taken = 这个登录名已经有人用了
vendors-error-login = 登录名是 2 到 64 个字母、数字或 . _ @ -

### 工单，说给租户的话。与 en.ftl 逐条对应。

## 报修通知
ticket-kind-repair = 报修
ticket-kind-complaint = 投诉
ticket-kind-question = 咨询
notice-ticket-assigned =
    { $kind ->
        [repair] 报修 { $ticket_no } 已安排{ $who }上门处理。
       *[other] { $what } { $ticket_no } 已由{ $who }跟进。
    }
notice-ticket-started = { $what } { $ticket_no } 正在处理，修好后马上告诉您。
notice-ticket-waiting-materials = { $what } { $ticket_no } 需要的配件还没到，到货后马上继续。
notice-ticket-waiting-tenant = { $what } { $ticket_no } 正在等报修人答复，收到答复后继续处理。
notice-ticket-waiting-tenant-ask = { $what } { $ticket_no } 需要您配合才能继续。请说“转人工”告诉我们，或打服务台 { $phone }。
notice-ticket-resolved = { $what } { $ticket_no } 已处理完。
notice-ticket-resolved-ask = { $what } { $ticket_no } 已处理完，问题解决了吗？
notice-ticket-closed = { $what } { $ticket_no } 已关闭。要是问题又出现，随时告诉我。
notice-ticket-cancelled = { $what } { $ticket_no } 已取消。有疑问请打服务台 { $phone }。
notice-ticket-merged = { $what } { $ticket_no } 和 { $into } 是同一件事，已合并处理，之后查进度请用 { $into }。
notice-ticket-restored = { $what } { $ticket_no } 刚才取消了，现在又恢复了，我们会接着处理。
notice-ticket-reopened = { $what } { $ticket_no } 已重新打开，我们会接着处理。
notice-ticket-message = { $who }（{ $what } { $ticket_no }）：{ $words }
notice-ticket-message-photos = { $who }发来了照片（{ $what } { $ticket_no }）。
notice-ticket-wished = 您希望的时间：{ $when }，同事看得到。
notice-ticket-appointment = 报修 { $ticket_no }：{ $who }会在{ $when } 上门。
notice-ticket-appointment-moved = 报修 { $ticket_no } 的上门时间改了：{ $who }会在{ $when } 来。
button-another-window = 换个时间
notice-ticket-reason = 说明：{ $reason }
button-fixed = 解决了
button-not-fixed = 还没解决

## 给同事的提醒
alert-what-order = 商家还没接单
alert-ticket-danger = 危险：{ $what }
alert-ticket-called = 危险没有人接手，轮到您：{ $what }
alert-ticket-late-role = 逾期上报给您：{ $number }
alert-ticket-late-respond = 您的工单响应超时：{ $number }
alert-ticket-late-resolve = 您的工单处理超时：{ $number }
alert-ticket-assigned = 派给您：{ $number }
alert-ticket-reply = 租户有新消息：{ $number }
alert-ticket-appointed = 约好上门 { $when }：{ $number }
alert-ticket-put_off = 租户改约到 { $when }：{ $number }
alert-ticket-mentioned = 同事在备注里提到您：{ $number }
alert-ticket-flagged = 按规则“{ $rule }”，请您看一下：{ $number }
alert-spoken =
    { $where ->
        [nowhere] 园区紧急情况：{ $what }，地点还不清楚，没有人接手，请马上打开工作台。
       *[other] 园区紧急情况：{ $what }，{ $where }，没有人接手，请马上打开工作台。
    }

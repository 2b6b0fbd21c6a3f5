### 人工服务，说给租户的话。与 en.ftl 逐条对应。

## 转人工
handed-off = 好的，已经为您转人工。
handed-off-waits = 您已经在排队了。
answered-now = 马上有同事在这里回复您。着急请打 { $phone }。
answered-after = 前面还有 { $ahead } 位，轮到您时同事会在这里回复。着急请打 { $phone }。
answered-from = 现在不在服务时间，{ $when } 起有同事在这里回复您。着急请打 { $phone }。
out-of-scope-in-form = 抱歉，这句我没听明白。
no-words = 收到。要订餐、报修，或者问园区里的事，直接跟我说就行。
out-of-scope-handed-off = 抱歉，还是没听明白。我已经把您转给服务台同事。
complaint-taken = 实在抱歉让您有不好的体验。投诉已登记，编号 { $ticket_no }，24 小时内给您答复，也已经转给服务台同事。
bot-down-handed-off = 我这边还没恢复，已经把您转给服务台同事，他们会在这里回复您。着急请打 { $phone }。
button-person = 转人工
file-unread-document = 收到文件“{ $name }”。我看不懂文件内容：需要同事看，请点“转人工”；也可以直接打字告诉我要做什么。
file-unread-voice = 收到语音。我在这里听不懂语音：需要同事听，请点“转人工”；也可以打字告诉我。

## 评价
rating-ask = 这次服务您打几分？1 到 5 分，也可以顺便说两句，比如“4分，来得有点慢”。
rating-thanks = 谢谢您的评价！
rating-sorry = 谢谢您告诉我们，很抱歉这次没做好。需要的话，可以转人工让同事跟进。
rating-over = 这次服务已经评过了，谢谢您！

## 给同事的提醒
alert-conversation-assigned = 有对话交给您
alert-conversation-reply = 租户回话了
alert-conversation-due = 您放一放的对话到时间了
alert-conversation-mentioned = 同事在备注里提到您
alert-conversation-flagged = 按规则“{ $rule }”，请您看一下这条对话
alert-conversation-line =
    { $times ->
        [1] 对话 { $number }
       *[other] 对话 { $number }，{ $times } 条新消息
    }

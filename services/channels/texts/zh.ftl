### 平台，说给租户的话。与 en.ftl 逐条对应。

## 平台（微信、企业微信等）
channel-greeting =
    您好，这里是{ $park }服务号，终于等到您！
    订餐、报修、访客登记、问园区里的事，直接发消息就行，语音和照片也可以。比如：
    · 中午两份套餐，12点送到我办公室
    · 二楼茶水间漏水
    · 明天下午三点王总来
    English works, too.
channel-greeting-back = 您好，我是{ $park }的小助手，有事直接说，语音和照片也可以。
channel-seen-at = 您在{ $place }。两小时内报修、送餐没说地点的话，就按这里来。
channel-unreadable = 这类消息我还看不了。麻烦打字、发语音或者发照片告诉我，也可以说“转人工”。
channel-voice-unheard = 这条语音我没听清，麻烦再说一遍或者打字告诉我。
channel-voice-untyped = 这里还听不了语音，麻烦打字告诉我。
channel-photo-gone = 这张照片没能收到，麻烦再发一次。
channel-still-working = 还在处理您刚才的消息，过一会儿随便回复一句，就能看到结果。
missed-notices = 之前有 { $count } 条消息没能送到您这里：

### 失物招领，说给租户的话。与 en.ftl 逐条对应。

## 物品
lost-category-phone = 手机
lost-category-computer = 电脑或平板
lost-category-wallet = 钱包
lost-category-card = 工牌或门禁卡
lost-category-documents = 证件或银行卡
lost-category-keys = 钥匙
lost-category-jewellery = 首饰或手表
lost-category-bag = 包
lost-category-umbrella = 雨伞
lost-category-clothing = 衣物
lost-category-glasses = 眼镜
lost-category-earphones = 耳机
lost-category-charger = 充电用品
lost-category-bottle = 水杯
lost-category-book = 书本文件
lost-category-other = 物品
lost-in-the-park = 园区里
lost-days = { $first }至{ $last }

## 进展
lost-status-reported = 还在找
lost-status-stored = 服务台已收到
lost-status-matched = 可能找到了，等您确认
lost-status-claimed = 您说是您的，正在办理领取
lost-status-handed_out = 已领回
lost-status-returned = 已退给拾到的人
lost-status-disposed = 已处理
lost-status-withdrawn = 已撤销
lost-status-expired = 一直没有找到，已结束
found-status-reported = 等您交到服务台
found-status-stored = 服务台保管中
found-status-matched = 可能找到失主了
found-status-claimed = 有人来认领，核对中
found-status-handed_out = 已还给失主
found-status-returned = 无人认领，已退给您
found-status-disposed = 无人认领，已处理
found-status-withdrawn = 已撤销
found-status-expired = 已结束

## 对话
lost-ask-what = 好的，丢的是什么东西？比如“一把黑色长柄伞”，也可以发照片。
lost-ask-where = 大概丢在哪里？不确定就说“不知道”。
lost-ask-when = 大概什么时候丢的？比如“昨天下午”，不确定就说“不知道”。
lost-ask-mark = 最后一个问题：有什么只有您知道的特征？比如里面装了什么、屏保是什么、哪里有划痕。只给服务台核对用，不会告诉别人；没有就说“没有”。
found-ask-what = 谢谢您！捡到的是什么？比如“一串钥匙”，也可以发照片。
found-ask-where = 在哪里捡到的？不确定就说“不知道”。
lost-reported =
    已登记报失 { $item_no }：{ $what }
    { $details }
    有人交来相似的东西，我马上告诉您。随时可以问“我的东西找到了吗”，找到了就说“撤销报失”。
found-reported =
    谢谢您！已登记 { $item_no }：{ $what }
    { $details }
    麻烦方便时交到服务台（电话 { $phone }），别交给自称失主的人。您的姓名和电话不会告诉对方。
lost-details = { $where } · { $when }
lost-where-unknown = 地点不详
lost-photos-added = 照片已加到 { $item_no }，只有服务台能看到。
lost-photos-full = { $item_no } 的照片已经够多了，这次的没有加上。
lost-too-many = 您已有 { $limit } 件在登记中，先处理完再登记，或打服务台 { $phone }。
lost-time-odd = 这个时间不太对，大概是什么时候？
lost-hazard =
    请不要碰它，离远一点，也别让别人靠近。
    已经通知值班同事，紧急工单 { $ticket_no }。情况紧急请打园区应急 { $emergency }。
lost-dropped = 好的，这次就不登记了。
dropped-lost = 失物登记
lost-waits = 刚才的失物登记还没说完，我们接着来。
lost-line =
    { $item_no } · { $what }
    { $status }
track-lost-none = 您现在没有登记过失物。丢了什么、在哪里丢的，告诉我就行。
track-lost-last = 您没有正在找的东西。最近一件：
lost-not-found = 没有找到登记 { $item_no }，麻烦核对一下编号。
lost-withdraw-which = 要撤销哪一件？
lost-withdraw-none = 您没有可以撤销的登记。
lost-withdrawn = { $item_no }（{ $what }）已撤销。
lost-with-desk = { $item_no } 已经在服务台了，撤销不了，我们会找到失主的。
lost-settled = { $item_no } 现在是“{ $status }”，不能再改了。
lost-claimed = 好的，{ $item_no } 已经告诉服务台，核对好了马上通知您来取。
lost-claimed-agreed = 太好了！{ $item_no } 可以取了，点“取件码”就能拿到领取用的码。
lost-disowned = 好的，不是这件，我们接着帮您找。
lost-claim-over = 这件已经处理好了，不用再回答。
lost-code = 取件码 { $code }，{ $until } 前有效。到服务台报给同事就能取 { $item_no }，别发给别人。
lost-code-not-yet = 服务台还没有确认 { $item_no } 是您的，确认后马上通知您。
button-lost-mine = 是我的
button-lost-not-mine = 不是我的
button-lost-code = 取件码

## 通知
notice-lost-match =
    您报失的{ $thing }（{ $item_no }）可能找到了：{ $when }在{ $where }有人捡到一件。
    是您的吗？
notice-lost-agreed = 服务台确认了，{ $item_no } 是您的，可以来取了。点下面拿取件码，到服务台报给同事。
notice-lost-refused = 很抱歉，服务台核对后认为那件{ $thing }不是您的。{ $reason }有疑问请打 { $phone }，我们会接着找 { $item_no }。
notice-lost-expired = 很抱歉，{ $item_no }（{ $thing }）一直没有找到，这次登记已结束。还需要找的话，再说一声就行。
notice-lost-stored = 服务台收到您捡到的{ $thing }了（{ $item_no }），谢谢您！
notice-lost-thanks = 您捡到的{ $thing }（{ $item_no }）已经还给失主了，谢谢您！
notice-lost-returned = 您捡到的{ $thing }（{ $item_no }）一直没有人认领，已经退还给您了。

## 提醒同事
alarm-lost-match = 失物可能对上了：{ $number } 和 { $found }
alarm-lost-claimed = 有人认领 { $found }（报失 { $number }），请核对
alarm-lost-unclaimed = { $number } 一直没有人认领，请决定怎么处理

## 种类
dangers-kind-fire = 火情
dangers-kind-smoke = 冒烟
dangers-kind-gas = 燃气
dangers-kind-trapped = 被困
dangers-kind-flood = 大量进水
dangers-kind-electric = 触电或漏电
dangers-kind-medical = 有人受伤或发病
dangers-kind-violence = 暴力威胁
dangers-kind-chemical = 化学品
dangers-kind-collapse = 坍塌或坠物
dangers-kind-self_harm = 轻生
dangers-kind-other = 种类不明
dangers-which = 是哪一种？

## 怎么听到的
dangers-zone-alarm = 报警
dangers-zone-ask = 追问
dangers-zone-none = 漏报
dangers-how-rule = 由规则听出，用词明确
dangers-how-learned = 由模型听出，{ $sure }（{ $p }）
dangers-how-missed = 机器人没有听出来
dangers-sure-very = 非常确定
dangers-sure-quite = 比较确定
dangers-sure-rather = 偏向危险
dangers-sure-torn = 拿不准
dangers-answer-open = 还没回答
dangers-answer-yes = 租客说正在发生
dangers-answer-no = 租客说没有
dangers-answer-silence = 一分钟没有回答，已按危险处理
dangers-withdrawn = 租客说是误报

## 标记
dangers-mark-right = 确有危险
dangers-mark-wrong = 没有危险
dangers-verdict-right = 确有危险
dangers-verdict-wrong = 没有危险
dangers-verdict-missed = 漏报的危险
dangers-unmarked = 未标记
dangers-undo = 撤销
dangers-marked-by = { $name } 标记
dangers-marked-right = 已标记：确有危险。机器人下次训练时会学。
dangers-marked-wrong = 已标记：没有危险。机器人下次训练时会学。
dangers-marked-undone = 标记已撤销
dangers-marked-missed = 已记为漏报的危险，机器人下次训练时会学。
dangers-was-danger = 这是危险

## 工单上
dangers-ticket = 机器人听到的危险
dangers-nobody-yet = { $clock } 报告，还没有人接手
dangers-unheard = 机器人当时停着，这些话还没有听过。请看一下：
dangers-unsure = 机器人听着像是有危险，但没有聊天可以问本人。请核实。
dangers-told = 已告诉租客的话
dangers-taken-back = 租客 { $clock } 说是误报：
dangers-taken-back-hint = 仍请到现场看一眼。工单由员工关闭，机器人不会自己关。

## 列表
dangers-intro = 机器人听到的每一次危险，没标记的排在前面。标记后，机器人下次训练会从中学习；姓名和号码会先隐去。
dangers-tune = 号码与阈值
dangers-figures = 每月统计
dangers-month = 月份
dangers-all = 总数
dangers-no-figures = 还没有听到过危险。
dangers-filter-zone = 怎么处理的
dangers-filter-kind = 种类
dangers-filter-mark = 标记
dangers-every = 全部
dangers-filter = 筛选
dangers-no-words = 原话已过保存期限。
dangers-conversation = 会话
dangers-more = 显示更多
dangers-empty = 没有符合条件的记录

## 横幅
dangers-banner = 还没有人接手的危险
dangers-banner-one = 危险，还没有人接手：{ $kind }，{ $where }。
dangers-nowhere = 位置未知
dangers-nobody-since = 自 { $clock } 起没有人接手
dangers-not-accepted = { $clock } 报告，已派给 { $name }，尚未接受
dangers-take = 我来接手
dangers-open = 打开工单
dangers-acknowledge = 我来安排
dangers-acknowledged = 工单 { $number } 由您安排，不再上报别人
dangers-seen-to = { $name } { $clock } 起在安排
dangers-taken = 工单 { $number } 由您接手

## 设置
dangers-numbers = 紧急号码
dangers-numbers-hint = 有人遇险时，机器人让他们拨打这些号码。请逐个拨打核实。
dangers-number-emergency_phone = 园区应急电话
dangers-number-fire_phone = 火警
dangers-number-ambulance_phone = 急救
dangers-number-police_phone = 报警
dangers-number-crisis_phone = 心理援助热线
dangers-thresholds = 机器人多容易报警
dangers-thresholds-hint = 0 到 1 之间的概率，两项都不填则用训练时的值。从下一条消息起生效。着火、漏气这类明确的话，无论填多少都会报警。
dangers-alarm-from = 达到多少就直接报警
dangers-alarm-from-hint = 调低会少漏报，多误报。
dangers-ask-from = 达到多少就追问一句
dangers-ask-from-hint = 不能高于报警的值。
dangers-saved = 已保存
dangers-tried = 用本园区的标记试算
dangers-tried-hint = 过去一年里由模型听出并已标记的消息，有多少会达到这个值。低于当前追问值的消息没有记录，因此不在其中。
dangers-tried-from = 阈值
dangers-tried-right = 确有危险
dangers-tried-wrong = 没有危险
dangers-curve = 出厂测试的曲线
dangers-curve-hint = 按不同作者的句子测得：误报率对应的听出率。圆点和方块是出厂的两个阈值。
dangers-curve-alt = 曲线图：各作者句子的听出率随误报率变化

## 错误
dangers-error-kind = 没有这种危险
dangers-error-emergency-phone = 请填能拨通的号码
dangers-error-fire-phone = 请填能拨通的号码
dangers-error-ambulance-phone = 请填能拨通的号码
dangers-error-police-phone = 请填能拨通的号码
dangers-error-crisis-phone = 请填能拨通的号码
dangers-error-danger-alarm-from = 两个阈值要么都填，要么都不填
dangers-error-danger-ask-from = 两个阈值都要填，追问的值不能高于报警的值
dangers-error-not-yours = 您不能接手这张工单，或者同事已经先接手了

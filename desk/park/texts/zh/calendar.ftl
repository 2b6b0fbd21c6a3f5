
## 门店供应时间
calendar-outlets = 门店供应时间
calendar-no-windows = 还没有供应时间，租户无法在这里下单
calendar-windows-edit = 修改

## 年历
calendar-year = { $year }年节假日与调休
calendar-year-before = 上一年
calendar-year-after = 下一年
calendar-year-hint = 点某一天即可设置
calendar-year-empty = { $year }年还没有设置节假日。国务院公布放假安排后，请在这里录入。
calendar-kind = 类型
calendar-kind-holiday = 放假
calendar-kind-workday = 调休上班
calendar-name-zh = 中文名称
calendar-name-en = 英文名称
calendar-days-new = 设置节假日或调休
calendar-first = 从
calendar-until = 到（可不填）
calendar-day-remove = 恢复为普通日子
calendar-weekday-1 = 一
calendar-weekday-2 = 二
calendar-weekday-3 = 三
calendar-weekday-4 = 四
calendar-weekday-5 = 五
calendar-weekday-6 = 六
calendar-weekday-7 = 日

## 园区时间
calendar-hours = 园区工作时间
calendar-hours-hint = 工单时限只在工作时间内计时。午休就是两段之间的空档；23:59 表示到午夜。
calendar-times = 通知与会话
calendar-quiet-from = 免打扰开始
calendar-quiet-until = 免打扰结束
calendar-quiet-hint = 不急的通知等到结束后再发；两项都留空表示不设。
calendar-handback = 自动交还（分钟）
calendar-handback-hint = 人工会话无人说话多久后交还机器人
calendar-acceptance = 商家接单时限（分钟）
calendar-acceptance-hint = 超过后提醒租户和服务台

## 出错时
calendar-error-weekdays = 请至少选择一天。
calendar-error-starts = 和已有的 { $starts }–{ $ends } 重叠了，请改时间或改那一条。
calendar-error-ends = 结束时间要晚于开始时间。
calendar-error-cutoff = 截单时间不能晚于供应开始的时间。
calendar-error-quiet-until = 免打扰的开始和结束要么都填，要么都不填，而且不能相同。
calendar-error-until = 结束日期不能早于开始日期，一次最多 31 天。
calendar-error-name-zh = 请填写中文名称，最多 40 个字。
calendar-error-name-en = 请填写英文名称，最多 40 个字符。
calendar-error-day-taken = { $day } 已经设置过了，请直接点那一天修改。
calendar-error-last-hours = 至少要保留一段工作时间，否则工单时限无法计算。

### 报价在接口里的说法。键与 en.ftl 一致。

problem-quote-over = 这份报价已经不能答复了（可能已答复、过期或有新版本），请刷新看最新的。
problem-ticket-over = 这张工单已经结束，报价不再有效。

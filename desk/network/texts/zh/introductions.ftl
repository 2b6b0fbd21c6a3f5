### 服务台里的牵线。键与 en 相同。

introductions-title = 牵线
introductions-intro = 其他园区想认识本园区企业的人。请转告企业，再点“已转告”，提出的人就会收到答复。
introductions-none = 还没有人提出。
introductions-who = 谁想认识
introductions-nobody = 没有留姓名和电话
introductions-words = 原话
introductions-asked = 提出时间
introductions-reply = 留言
introductions-reply-hint = 对方会看到原文。
introductions-do-passed_on = 已转告
introductions-do-declined = 不方便
introductions-done-passed_on = 对方会知道已经转告。
introductions-done-declined = 对方会知道不方便。
introductions-status-sent = 等待答复
introductions-status-passed_on = 已转告
introductions-status-declined = 已婉拒
introductions-status-recalled = 已收回
introductions-error-already-answered = 已经有人答复了。

### 访客：API 说的话。与 en.ftl 逐条对应。

shortcut-register_visitor = 邀请访客
problem-visitor-blocked = 这次来访无法在这里登记，请致电服务台。
problem-too-many-visits = 24 小时内最多登记 { $limit } 次来访。
problem-visit-settled = 这次来访已经不能再改了，请重新登记。
problem-too-many-changes = 一次来访最多改 { $limit } 次，请重新登记。

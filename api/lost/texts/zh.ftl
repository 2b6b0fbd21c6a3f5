### 失物招领：API 说的话。与 en.ftl 逐条对应。

shortcut-report_lost = 失物招领
notices-lost = 失物招领
problem-too-many-lost = 最多同时登记 { $limit } 件。
problem-lost-with-desk = 这件已经在服务台，撤销不了。
problem-lost-not-agreed = 服务台还没有确认这件是您的。
problem-lost-closed = 这件的登记已经结束。
problem-lost-hazard = 请不要碰它，离远一点，马上打园区应急电话 { $phone }。

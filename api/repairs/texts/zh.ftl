### 报修：API 说的话。与 en.ftl 逐条对应。

shortcut-report_repair = 报修
problem-place-needed = 请说明地点：哪栋楼，或者大家都知道的地方。
problem-only-reporter = 只有报修人才能这样操作。
problem-danger-stays = 涉及安全的报修不能自己取消，工作人员会到现场查看，处理完再关闭。如果是误报，请打服务台电话说明。
problem-nothing-asked = 这个问题已经有回答了，或者工作人员已经在路上。
problem-too-late = 这一单关闭已超过 7 天，请重新报修。
problem-already-rated = 您已经评价过了，谢谢！
problem-window-not-offered = 这个时段刚被约走，或已经约不了了，请选别的时段。
problem-appointment-not-movable = 这次上门已经改不了时间了。不方便的话，请给我们留言或打服务台。
problem-thread-over = 这一单已经结束，这里没有人再看了。问题还在就重新打开，或者重新报修。

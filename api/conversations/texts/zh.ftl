### 对话：API 说的话。与 en.ftl 逐条对应。

shortcut-ask = 问一问
problem-text-empty = 消息是空的，写点什么再发吧。
problem-text-too-long = 这条消息超过 { $limit } 字，请分成几条发送。

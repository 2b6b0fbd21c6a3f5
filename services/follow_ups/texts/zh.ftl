alert-follow-up-due = 您定的跟进时间到了
alert-follow-up-conversation = 第 { $number } 号对话

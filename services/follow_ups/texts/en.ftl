alert-follow-up-due = A follow-up of yours is due
alert-follow-up-conversation = Conversation { $number }

### What is said of acts: doubts, what nothing fits. The same keys as en.ftl.

## Doubts
act-which = 您指的是哪一个？
act-which-cancel = { $kind ->
    [repair] 要取消哪一张工单？
    [visit] 要取消哪一次来访？
   *[other] 要取消哪一个？
}
act-which-urge = { $kind ->
    [repair] 要催哪一张工单？
   *[other] 要催哪一个？
}
act-sure = 您是说{ $reading }吗？
act-yes = 是的
act-no = 不是
act-kind =
    { $kind ->
        [order] 订单
        [repair] 报修
        [visit] 访客登记
        [booking] 预订
        [handoff] 人工服务
       *[other] 事项
    }
act-new =
    { $kind ->
        [order] 另下一单
        [repair] 另报一个修
        [visit] 另登记一位访客
        [booking] 另外预订
       *[other] 都不是，另外的
    }

## What nothing fits
act-none = 抱歉，这条没收到内容，请再说一遍。
act-not-understood = “{ $words }”我没看懂，能换个说法吗？
act-ask-place = { $title }：您说的是哪个地方？之前没有别的地点可以照着用，请说一下具体位置。
act-ask-when = { $title }：您说的是什么时间？之前没有时间可以照着改，请说一下日期和钟点。
act-ask-until = { $title }：到什么时候结束？请说一下具体时间。
act-ask-headcount = { $title }：一共几个人？
act-stands = 现在是：{ $title }
act-stands-with = { $title }，现在有：{ $lines }
act-stands-lines = 现在有：{ $lines }
act-refused-not-of-orders = 这一点单子里不用写，没有改动。要改份数，直接说哪一样、几份就行。
act-refused-nothing-there =
    { $kind ->
        [order] 您现在没有可以这样改的订单。
        [repair] 您现在没有相应的报修。
        [visit] 您现在没有相应的访客登记。
        [booking] 您现在没有相应的预订。
       *[other] 我没找到您说的是哪一件事。
    }
act-refused-not-in-cart = 单子里没有这一样。
act-refused-too-late =
    { $kind ->
        [order] 这一单商家已经接了，这里改不了了。
        [repair] 这个工单已经在处理，这里改不了了。
        [visit] 这次来访已经不能改了。
       *[other] 现在已经改不了了。
    }
act-refused-nothing-to-restore = 没有刚取消的东西可以恢复。
act-refused-nothing-to-undo = 刚才没有改动可以撤回。
act-refused-unclear-line = 我没分清您说的是哪一样。
act-refused-no-answer = 这个我不清楚，您可以问一下服务台。
act-refused-not-possible =
    { $kind ->
        [order] 订单这里办不了这件事。
        [repair] 报修这里办不了这件事。
        [visit] 访客登记这里办不了这件事。
       *[other] 这件事我办不了，需要的话可以转人工。
    }
act-refused-given-up = 这个已经取消了，要先恢复才能改。
act-refused-unclear-thing = 我没分清您说的是哪一个。
act-refused-not-so-many = 没有这么多。
act-refused-more-there = 现在已经不止这个数了。
act-refused-uneven = 这个数没法平分，要几份还请说一下。
act-refused-nothing-named = 要改成多少、换成什么，还请说一下。

## Waiting for a person
act-handoff-title = 等待人工服务
act-handoff-withdrawn = 好的，不用转人工了，我来继续为您服务。
act-handoff-stays = 这件事已经转给服务人员跟进，会继续处理。
act-complaint-added = 已补充到投诉 { $ticket_no }。
act-handoff-noted = 收到，同事接手时会看到您说的。

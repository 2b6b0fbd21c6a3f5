### 园区之间的名录和牵线。键与 en 相同。

network-none = 本园区还没有加入园区联盟，查不到别的园区的名录。需要的话可以问问服务台（{ $phone }）。
network-nothing = 其他园区的名录里没有找到相符的。换个说法再问我，或者请服务台帮忙打听（{ $phone }）。
network-found = 其他园区的名录里有：
network-unreachable = { $parks }暂时联系不上，那边的名录这会儿不算在内。
network-line = 【{ $park }】{ $name }
network-line-about = 【{ $park }】{ $name }：{ $about }
network-seats = 可容纳 { $seats } 人
network-gone = 这一条已经撤下了，没法再牵线。
introduction-ask =
    我可以请{ $park }的服务台帮您和“{ $company }”牵线。会转告对方：
    { $contact }
    您说的话：“{ $words }”
    可以转告吗？
introduction-nameless = 您没有留姓名和电话，对方会通过两边的服务台答复您。
introduction-sent = 好的，已经转告{ $park }的服务台，请他们和“{ $company }”牵线。那边一有答复我就告诉您。
introduction-before =
    { $status ->
        [passed_on] 之前已经替您向“{ $company }”牵过线，那边也转达了，不再重复打扰。
        [declined] 之前替您问过“{ $company }”，对方这次没能答应，不再重复打扰。
       *[sent] 已经替您向“{ $company }”转告过了，正在等那边答复，不再重复打扰。
    }
introduction-not-sent = 好的，不转告，对方什么也不会收到。
button-introduce = 认识一下：{ $name }
button-introduction-yes = 可以，请转告
button-introduction-no = 不用了
notice-introduction-replied =
    { $status ->
        [declined] 您想认识的“{ $company }”，那边的服务台说这次不方便引荐。
       *[passed_on] 您想认识的“{ $company }”，那边的服务台已经转达，对方会联系您。
    }
notice-introduction-met =
    其他园区有人想认识“{ $company }”：{ $who ->
        [empty] 未留姓名
       *[other] { $who }
    } { $phone }
    “{ $words }”
introduction-desk-says = 服务台留言：{ $reply }
alert-introduction = 其他园区有人想认识本园区的企业

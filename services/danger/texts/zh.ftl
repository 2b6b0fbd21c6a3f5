### 危险，说给租户的话。与 en.ftl 逐条对应。

## 马上怎么做
danger-fire =
    马上离开，别回去拿东西，别坐电梯。有烟就弯下腰走，身后的门随手关上。
    到了外面打火警 { $fire } 和园区应急 { $emergency }。出不去就关好门、堵住门缝，到窗口呼救。
danger-smoke =
    先离开有烟的地方，弯下腰走，别坐电梯，身后的门随手关上，别回去看。
    到了外面打火警 { $fire } 和园区应急 { $emergency }。出不去就关好门、堵住门缝，到窗口呼救。
danger-gas =
    别开关灯和电器，别点火，别在屋里打电话。顺路能开窗就开，马上离开。
    到了室外再打火警 { $fire } 和园区应急 { $emergency }，也别让别人进去。
danger-trapped =
    在电梯里就按警铃或对讲按钮，原地等：别扒门，别蹦跳，别往外爬。轿厢通风，不会闷着。
    园区应急 { $emergency }；有人不舒服打急救 { $ambulance }，联系不上我们打 { $fire }。
danger-flood =
    离开积水，往高处走；别碰泡了水的插座、电线和电器，别去地下室或车库抢东西、挪车。
    园区应急 { $emergency }；有人被水困住打 { $fire }。
danger-electric =
    别碰触电的人，也别碰他身边的金属和水。能安全够到开关就先断电。
    打急救 { $ambulance } 和园区应急 { $emergency }。断电后没有呼吸的，马上做心肺复苏。
danger-medical =
    马上打急救 { $ambulance }，开免提，照调度员说的做，别让他一个人。
    叫不醒又没有正常呼吸：按压胸口正中，每分钟 100–120 下，让人去拿 AED。园区应急 { $emergency }。
danger-violence =
    先离开，别去劝、别去拦。走不了就锁上门躲好，手机调静音。
    到了安全的地方报警 { $police }；园区应急 { $emergency }。
danger-chemical =
    先离开那里，脱掉沾上的衣物。皮肤或眼睛沾到了，用流动的清水一直冲，至少 15 分钟。
    吞下去的不要催吐。打急救 { $ambulance }，告诉他们是什么东西；园区应急 { $emergency }。
danger-collapse =
    马上离开，往空旷的地方走，离墙、玻璃和挂着的东西远一点，别回去。
    有人被压住或受伤打 { $fire_and_ambulance }；园区应急 { $emergency }。
danger-self-harm =
    谢谢您说出来，这一定很不容易。我已经叫了同事，马上会有真人在这里和您说话。
    不管说的是您自己还是身边的人：现在安全吗？有人陪着吗？
    心理援助热线 { $crisis } 随时可以打；马上有危险就打 { $ambulance_or_police }。

## 报警之后
danger-what =
    { $kind ->
        [medical] 有人受伤或发病
        [collapse] 坍塌或坠物
        [trapped] 有人被困
       *[other] 紧急情况
    }
danger-where-open = 位置还不知道
danger-self-harm-raised = 值班同事已经收到消息（{ $ticket_no }）。

## 反问
danger-ask =
    { $kind ->
        [fire] 是现在正在着火吗？
        [smoke] 是现在正在冒烟吗？
        [gas] 是现在闻到燃气味、正在漏吗？
        [trapped] 是现在有人被困住了吗？
        [flood] 是现在水正在涌进来吗？
        [electric] 是现在有人触电，或者正在漏电、冒火花吗？
        [medical] 是现在有人身体出事、需要急救吗？
        [violence] 是现在有人动手或者威胁人吗？
        [chemical] 是现在有人沾到、吸到或者吞了化学品吗？
        [collapse] 是现在有东西正在塌、要掉下来吗？
        [self_harm] 听起来很难受。您或者身边的人，现在有伤害自己的念头吗？
       *[other] 您现在有危险吗？
    }
danger-ask-words = 您刚才写的“{ $words }”，我想先确认一下：
danger-ask-minute = 一分钟内没有回答，我就先叫人过去。着急就直接打 { $emergency }。
button-danger-yes = 正在发生，需要人来
button-danger-no = 只是问问
danger-not = 好的，那就没有惊动值班同事。
danger-silence = 没等到您的回答，我先叫值班同事过去了（紧急工单 { $ticket_no }）。没事的话，回一句“没事了”就好。

## 收回
danger-over = 没事就好。我已经在紧急工单 { $ticket_no } 上记下了您的话；为了稳妥，值班同事还是会来看一眼。
danger-over-none = 没事就好。

## 有人接手，或者还没有
notice-danger-assigned = 紧急工单 { $ticket_no } 已经派给{ $who }，正等着确认接手。
notice-danger-accepted = { $who }已接手，正在赶来（{ $ticket_no }）。
notice-danger-started = { $who }已经开始处理（{ $ticket_no }）。
notice-danger-next =
    { $minutes } 分钟了还没有人接手（{ $ticket_no }），已经上报{ $role }。请别等，{ $outside ->
        [yes] 马上打 { $helps }，或者园区应急 { $emergency }
       *[no] 直接打园区应急 { $emergency }
    }。
notice-danger-phone =
    { $minutes } 分钟了还没有人接手（{ $ticket_no }），现在正给负责人打电话。请别等，{ $outside ->
        [yes] 马上打 { $helps }，或者园区应急 { $emergency }
       *[no] 直接打园区应急 { $emergency }
    }。
notice-danger-acknowledged = { $who }知道了，正在安排人（{ $ticket_no }）。
danger-role-dispatcher = 调度
danger-role-manager = 园区经理
danger-role-operator = 系统管理员
danger-nobody =
    { $assigned ->
        [yes] 警报发出 { $minutes } 分钟了，已经派给{ $who }，但还没有确认接手（{ $ticket_no }）。请别等，直接打园区应急 { $emergency }。
       *[no] 警报发出 { $minutes } 分钟了，值班的同事都收到了，但还没有人接手（{ $ticket_no }）。请别等，直接打园区应急 { $emergency }。
    }
danger-nobody-again = { $minutes } 分钟了，还是没有人确认接手（{ $ticket_no }），警报还开着。请马上打 { $helps }，或者园区应急 { $emergency }。

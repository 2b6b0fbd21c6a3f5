"""Words that names of people are made of, and words that stand around them and around reasons."""

# ruff: noqa: E501, SIM905 - word lists read better unquoted and on few lines

from __future__ import annotations

#: Frequent surnames; a name with another one is found by the words around it, or not.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "祁尤康施牛洪温季俞章鲁葛柳樊殷阎岳庄童柯耿关焦左甄梅庞颜倪凌霍翟詹申辛祝宁裴丘骆聂简饶曲齐路冉蓝邢路"
    "卓翁阮巩单解辜缪褚屈邬项芦涂喻窦苗欧佟闵晏覃蒙冼麦卞边寇屠包舒苑桂萧娄盛靳舍乔艾车米池靖阳甘蔺戚谷楼巫仇商牟窦仝刁逯荣咸毕郎籍柏晁和"
)
COMPOUND_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 申屠 东方 独孤 南宫 端木 宇文 长孙 轩辕 呼延 百里 闻人".split()
)
#: Characters that given names are mostly written with.
GIVEN = frozenset(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红飞鹏辉玲文斌宇浩凯健俊帆雪琳慧颖佳欣怡婷晨轩博涵梓"
    "子思雨嘉诺瑞阳晓小建国志海燕春梅莉萍云峰波彬鑫龙威东亮光荣新生德福永和安康宁祥顺昌盛世家庆林森楠松柏青山"
    "石川江河泽润清源远航翔鸿雁雯霞彤彩虹月星辰曦旭昊天一乐天悦心怀若如依倩蓉莲菲薇芸芝芬蕾萌茜荷莹瑶琪琦瑾珊"
    "珍珠璐璇丹妮妍媛婉婧娇姗姝妙淑贤惠美爱珂可君瑜昕睿哲智仁义礼诚信忠厚正元启恒毅坚刚立诗语书墨舒逸凡尘景"
    "尧舜禹贵良善学民成业广进宝利财兴旺连锋钧锐铭镇锦钰烨炜炎焱煜培坤城垚均培圣贝皓"
)
#: What is put behind a surname, and sometimes behind a whole name.
TITLES_AFTER = frozenset(
    "总 工 哥 姐 叔 姨 爷 董 局 处 科 所 师 经理 女士 先生 小姐 老师 师傅 主任 科长 处长 局长 院长 校长 队长 班长 组长 部长 厂长 行长 所长 会长 秘书 博士 医生 教授 老板 大爷 大妈 叔叔 "
    "阿姨 律师 总监 总工 助理 同学 工程师 会计 审计 记者 导演 教练 顾问 专家 代表 院士 警官".split()
)
TITLES_BEFORE = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "madam", "mister"}
)
#: 老张, 小马, 阿强.
NICKS = frozenset("老小阿大")
ENGLISH_NAMES = frozenset(
    "aaron adam adrian ahmed aisha alan albert alex alexander alexandra alfred alice alicia alison ali amanda amber amelia amir amit amy ana anders andrea andreas andrew andy angela angelina "
    "anita anjali ann anna anne annie anthony anton antonio april ari arjun arthur ashley austin barbara beatrice becky ben benjamin bernard beth betty bill billy bob bonnie brad brandon brenda brian "
    "bruce bruno carl carla carlos carmen carol caroline catherine cathy cecilia charles charlie charlotte chen cheng chloe chris christian christina christine christopher cindy claire clara claudia cody "
    "colin connie connor craig crystal cynthia daisy dan daniel daniela david dave dawn dean deborah debbie denise dennis derek diana diego dmitri dominic don donald donna doris dorothy doug douglas "
    "dylan eddie edgar edward edwin eileen elaine elena eli elijah elizabeth ella ellen emily emma eric erica erik erin ethan eugene eva evan eve evelyn fatima felix fernando fiona florence frances "
    "francis francois frank fred frederick gabriel gareth gary gavin george gerald gina giovanni giulia glenn gloria gordon grace graham grant greg gregory hannah hans harold harry harriet hassan heather "
    "hector helen henry hiro hiroshi howard hugh hugo ian ibrahim igor ingrid irene iris isaac isabel isabella ivan ivy jack jackie jackson jacob jade jake james jamie jan jane janet jason jasmine "
    "jasper javier jay jean jeff jeffrey jennifer jenny jeremy jerry jesse jessica jim jimmy jin joan joanna joe joel johan johannes john johnny jon jonathan jorge jose joseph josh joshua joy joyce "
    "juan judy julia julian julie june justin karen karl kate katherine kathy katie keith kelly kelvin ken kenneth kenji kevin kim kimberly kyle lara larry laura lauren lawrence lee leila leo leon "
    "leonard leslie liam lily linda lionel lisa liz louis louise lucas lucia lucy luis luke lydia maggie manuel marc marco marcus margaret maria marie mario marion mark martha martin mary mason matt "
    "matthew maurice max maya megan mei melanie melissa mia michael michelle miguel mike mila milan mohammed mohamed molly monica morgan muhammad nadia nancy naomi natalie natasha nathan neil nicholas "
    "nick nicole nigel nikolai nina noah nora norman olga oliver olivia omar oscar otto owen pablo pam pamela patricia patrick paul paula pauline pedro peggy peter phil philip philippe pierre priya "
    "rachel raj rajesh ralph ramesh ray raymond rebecca renee ricardo richard rick rita rob robert roberto robin rodney roger roland roman ron ronald rosa rose ross roy ruben ruby russell ruth ryan "
    "sally sam samantha samir samuel sandra sandy sanjay sara sarah scott sean sebastian sergei serena shane shannon sharon sheila shirley sid silvia simon sofia sonia sophia sophie stella stephanie "
    "stephen steve steven stuart sue sunil susan suzanne sven sylvia takeshi tanya tara ted teresa terry theo theresa thomas tiffany tim timothy tina todd tom tomas tommy tony tracy travis trevor "
    "tyler valerie vanessa vera veronica vicky victor victoria vikram vincent violet vivian vladimir walter wang wayne wendy wei will william winnie xavier yan yang yasmin yuki yusuf yves yvonne zach zara zoe "
    "li zhang liu zhao huang zhou wu xu sun hu zhu gao lin guo luo liang song zheng tang deng xie han feng cao peng zeng xiao tian dong yuan pan cai jiang yu du ye su lu ding shen tan kim park lee singh khan "
    "patel kumar gupta smith jones brown johnson williams miller davis wilson taylor clark lewis walker hall young king wright green baker adams nelson hill campbell mitchell roberts carter phillips "
    "evans turner parker collins edwards stewart morris murphy cook rogers morgan cooper reed bailey bell kelly howard ward cox diaz richardson wood watson brooks bennett gray hughes price myers long "
    "foster sanders ross powell sullivan russell jenkins perry butler barnes fisher tanaka suzuki sato yamamoto muller schmidt schneider fischer weber meyer wagner becker hoffmann rossi ferrari russo "
    "garcia martinez lopez gonzalez hernandez perez sanchez ramirez torres silva santos nguyen tran pham".split()
)
#: Behind these a name is likely: 客户王磊, my guest Anna.
PEOPLE_BEFORE = frozenset(
    "客户 访客 客人 朋友 同学 候选人 供应商 来宾 嘉宾 同事 师傅 老公 老婆 爸爸 妈妈 表妹 表弟 哥哥 弟弟 姐姐 妹妹 讲师 老师 专家 律师 销售 设计师 摄影师 工程师 销售员 经理 司机 快递员".split()
)
ENGLISH_BEFORE = frozenset(
    "guest guests visitor visitors client clients customer candidate interviewee contractor supplier vendor friend brother sister wife husband mother father mom dad mum boss colleague investor auditor "
    "lawyer plumber electrician technician engineer photographer speaker trainer courier driver consultant partner named name called surname uninvite invite".split()
)
#: What visitors come to do.
DEEDS = frozenset(
    "面 开 参 送 谈 签 修 装 检 审 拍 培 考 验 洽 讲 教 取 拿 换 调 维 访 聊 量 查 看 接 抄 测 采 试 访 学 交 搬 清 借 还 咨 对 办 驻 巡 探 吃 喝 应 报 体 施 勘 做".split()
)
ENGLISH_DEEDS = frozenset(
    "interview interviews meeting delivery maintenance inspection audit training tour demo workshop lunch dinner consultation signing negotiation visit install installation repair repairs fix fixing "
    "deliver delivering pick pickup collect collecting discuss discussion presentation seminar lecture talk shoot photoshoot calibration survey survey review onboarding kickoff kick inspect check repair "
    "replace replacing clean cleaning service servicing drop dropping sign open measure teach present test testing see attend help set".split()
)
#: A name or a reason follows one of these within a few words: 叫王磊, 来面试, for an interview.
OPENERS = frozenset(
    "来 叫 姓 是 给 帮 去 要 为 约 请 由 让 for to is name named called with register".split()
)
#: Words of messages about visits.
VISITS = frozenset(
    "访客 来访 登记 放行 进园 进来 过来 客人 客户 来宾 预约 访问 通行 报备 visitor visitors visit visiting guest guests pass register badge gate reception lobby coming comes arrive arrives arriving".split()
)

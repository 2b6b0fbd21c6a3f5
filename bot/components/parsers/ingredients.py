"""Ingredients, and how much of one may be wished for, in both languages."""

# ruff: noqa: E501 - word lists read better on one line

from __future__ import annotations

#: Ingredients, with the English words for them; what both languages and both ways of asking are compared by.
INGREDIENTS = {
    "辣": "辣椒|辣味|辣 chili chilli chile chilies chillies chilis spice spices spicy hot", "香菜": "香菜|芫荽 cilantro coriander",
    "葱": "小葱|葱花|大葱|葱 spring-onion scallion scallions", "洋葱": "洋葱 onion onions", "蒜": "大蒜|蒜末|蒜 garlic",
    "姜": "生姜|姜 ginger", "花生": "花生米|花生 peanut peanuts", "坚果": "坚果 nut nuts", "盐": "盐|咸 salt salty",
    "糖": "糖|甜 sugar sweet syrup sweetener", "油": "油腻|油 oil oily grease", "醋": "醋|酸 vinegar",
    "饭": "米饭|白饭|饭 rice", "面": "面条|面 noodles noodle", "冰": "冰块|冰 ice",
    "味精": "味精|鸡精 msg", "汤": "汤 soup broth", "酱": "酱料|酱汁|沙拉酱|酱|汁 sauce dressing mayo ketchup",
    "花椒": "花椒|麻", "蛋": "荷包蛋|煎蛋|鸡蛋|卤蛋|蛋 egg eggs", "肉": "牛肉|猪肉|羊肉|鸡肉|肉 meat beef pork chicken",
    "奶": "牛奶|奶 milk dairy", "奶油": "奶油|奶泡 cream foam", "芝士": "芝士|奶酪|起司 cheese", "菜": "青菜|蔬菜|菜 vegetables veggies greens",
    "番茄": "番茄|西红柿 tomato tomatoes", "胡椒": "胡椒 pepper", "芝麻": "芝麻 sesame", "豆芽": "豆芽", "酸菜": "酸菜|咸菜",
    "海鲜": "海鲜|虾|虾仁|鱼 seafood shrimp fish", "餐具": "餐具|筷子|一次性筷子|吸管 cutlery chopsticks straw", "浓缩": "浓缩 shot espresso",
}  # fmt: skip
CHINESE = {
    word: code for code, words in INGREDIENTS.items() for word in words.split(" ")[0].split("|")
}
ENGLISH = {
    word.replace("-", " "): code
    for code, words in INGREDIENTS.items()
    for word in words.split(" ")[1:]
}
ZH_WORD = "|".join(sorted(CHINESE, key=len, reverse=True))
EN_WORD = "|".join(sorted(ENGLISH, key=len, reverse=True))

DEGREES = {
    "no": "不要|不放|不加|别放|别加|别要|不用放|不吃|免|去|走|无|不|没有|没 no without hold-the hold skip-the minus non",
    "less": "少放|少加|少来|少要|少|微|小|稍微|稍|不要太|不太|别太|别放太多|不要那么|别那么 less light less-of easy-on-the easy-on go-easy-on-the go-easy-on not-too not-so mild a-little slightly little",
    "more": "多放|多加|多来|多给|多要|多|加|特|重|超|变态|爆|加重 extra more lots-of plenty-of add double heavy with-extra additional very",
    "half": "半|中 half medium",
}  # fmt: skip
ZH_DEGREE = {
    word: code for code, words in DEGREES.items() for word in words.split(" ")[0].split("|")
}
EN_DEGREE = {
    word.replace("-", " "): code for code, words in DEGREES.items() for word in words.split(" ")[1:]
}
# "不要米饭了" takes a dish off the order; "不要香菜了" is a wish.
DISHES = ("饭", "面", "汤", "奶", "菜", "肉", "蛋")
ZH_DEGREES = "|".join(sorted(ZH_DEGREE, key=len, reverse=True))
EN_DEGREES = "|".join(sorted(EN_DEGREE, key=len, reverse=True)) + "|not"

catalogue-search = 搜索菜品或商品
catalogue-new = 新增商品
catalogue-outlets = 门店
catalogue-item = 名称
catalogue-meals = 供应餐段
catalogue-price = 价格
catalogue-stock = 库存
catalogue-on-sale = 在售
catalogue-uncategorised = 未分类
catalogue-none = 没有符合条件的商品
catalogue-none-hint = 换个词试试，或新增一件商品。
catalogue-no-limit = 不限
catalogue-sold-out = 已售完
catalogue-few = 快售完
catalogue-price-of = { $name }的价格
catalogue-stock-of = { $name }的库存
catalogue-more-of = 增减{ $name }的库存
catalogue-more-hint = 填 20 表示补货 20 份，填 -3 表示减少 3 份
catalogue-sell = 出售{ $name }
catalogue-price-moved = 价格刚刚被改为 { $price }，您的改动没有保存
catalogue-stock-moved = 库存刚刚有变动，您的改动没有保存，请核对后再改
catalogue-added = 已新增{ $name }，现在就可以点单
catalogue-saved = 已保存，现在就生效

## 餐段
catalogue-meal-breakfast = 早餐
catalogue-meal-lunch = 午餐
catalogue-meal-dinner = 晚餐
catalogue-meal-all_day = 全天

## 商品
catalogue-names = 名称
catalogue-name-zh = 中文名称
catalogue-name-en = 英文名称
catalogue-aliases = 别名
catalogue-aliases-hint = 租户可能的叫法，中英文都可以，每行一个。
catalogue-selling = 售卖
catalogue-stock-hint = 留空表示不限
catalogue-min = 最少购买
catalogue-max = 最多购买
catalogue-unit-zh = 中文单位
catalogue-unit-en = 英文单位
catalogue-category-zh = 中文分类
catalogue-category-en = 英文分类
catalogue-active = 在售
catalogue-options = 可选项
catalogue-options-hint = 同一组里的选项只能选一个，例如“辣度”。
catalogue-option-new = 新增选项
catalogue-option-group = 分组
catalogue-price-delta = 加价
catalogue-option-remove-sure = 确定删除这个选项吗？已下的订单不受影响。

## 出错时
catalogue-error-name-zh = 请填写中文名称，最多 80 个字。
catalogue-error-name-en = 请填写英文名称，最多 80 个字符。
catalogue-error-aliases = 别名最多 40 个，每个最多 80 个字。
catalogue-error-price = 请填写价格，例如 22 或 22.50。
catalogue-error-pieces = 库存不能小于 0，也不能超过一百万。
catalogue-error-meals = 请至少选择一个这家门店供应的餐段。
catalogue-error-max-quantity = 最多购买的数量不能小于最少购买的数量。
catalogue-error-group = 请填写分组，最多 80 个字。
catalogue-error-names-taken = 园区里还有商品也叫“{ $names }”。同名时机器人会先问租户要哪一个；如果确实需要，请勾选“仍然保存”。
catalogue-error-option-taken = 这件商品已经有这个选项了。

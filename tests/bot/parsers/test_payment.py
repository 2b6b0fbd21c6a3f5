import pytest

from bot.components.parsers.payment import find_payment


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("挂公司账", "company_account"),
        ("记公司账上", "company_account"),
        ("记在公司账上吧", "company_account"),
        ("两份牛肉面送到A座301，挂公司的账", "company_account"),
        ("走公账", "company_account"),
        ("挂账", "company_account"),
        ("公司付", "company_account"),
        ("这单由我们公司买单", "company_account"),
        ("用公司账户付款", "company_account"),
        ("公司账户", "company_account"),
        ("掛公司賬", "company_account"),
        ("charge it to the company", "company_account"),
        ("put it on the company account", "company_account"),
        ("Two beef noodles at noon on the company account please", "company_account"),
        ("bill the company", "company_account"),
        ("the company pays", "company_account"),
        ("bill to team account", "company_account"),
        ("charge to cost centre", "company_account"),
        ("charge design dept not my own card", "company_account"),
        ("on the project budget please", "company_account"),
        ("对公转账支付", "company_account"),
        ("送至C座12楼，月结", "company_account"),
        ("掛部門的賬", "company_account"),
        ("我自己付", "on_pickup"),
        ("还是我自己付吧", "on_pickup"),
        ("自费", "on_pickup"),
        ("到付", "on_pickup"),
        ("取餐时付", "on_pickup"),
        ("I'll pay myself", "on_pickup"),
        ("I'll pay for it myself", "on_pickup"),
        ("pay on pickup", "on_pickup"),
        ("I'd like to pay at the counter", "on_pickup"),
        ("别挂公司账", "on_pickup"),
        ("don't charge it to the company", "on_pickup"),
        ("不挂公司账了，我自己付", "on_pickup"),
        ("微信支付", "wechat_pay"),
        ("我用微信付", "wechat_pay"),
        ("can I pay with WeChat Pay?", "wechat_pay"),
        ("He brings two more persons from quality department", None),
        ("怎么付款", None),
        ("公司账户怎么用", None),
        ("how do I pay?", None),
        ("How does the company account work?", None),
        ("加入公司 K7M2QX", None),
        ("我们公司在A座301", None),
        ("王总的公司", None),
        ("我自己去取", None),
        ("账单在哪", None),
        ("送到公司前台", None),
        ("微信群在哪", None),
    ],
)
def test_who_pays(text: str, value: str | None) -> None:
    assert [span.value for span in find_payment(text)] == ([] if value is None else [value])


def test_the_span_is_what_was_said() -> None:
    (span,) = find_payment("两份牛肉面，挂公司账，12点")
    assert (span.entity, span.text) == ("payment", "挂公司账")

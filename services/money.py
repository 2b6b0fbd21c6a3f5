"""Sums as people read them."""

from decimal import Decimal

from babel.numbers import format_currency, get_currency_precision

WHOLE = "¤#,##0;-¤#,##0"
LOCALES = {"zh": "zh_Hans_CN", "en": "en"}


def format_money(minor: int, currency: str, language: str) -> str:
    """`minor` units of an ISO 4217 currency, without decimals when whole: ¥22, ¥22.50."""
    precision = get_currency_precision(currency)
    amount = Decimal(minor).scaleb(-precision)
    locale = _locale(currency, language)
    if minor % 10**precision == 0:
        return format_currency(amount, currency, WHOLE, locale=locale, currency_digits=False)
    return format_currency(amount, currency, locale=locale)


def _locale(currency: str, language: str) -> str:
    # CLDR's English writes CN¥; on a menu in China the sign is ¥ in either language.
    return LOCALES["zh" if currency == "CNY" else language]

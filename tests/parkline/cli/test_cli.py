"""The command line, as far as it needs no running park."""

import pytest
from sqlalchemy import select

from models.catalogue import Item, Outlet
from models.knowledge import KnowledgeVersion
from models.vendors import ApiKey, Endpoint, Vendor
from services.kit.errors import Invalid
from services.kit.money import minor_units
from tests.parkline.cli.commands import Parkline, read

FISH_SOUP = (
    *("item", "add", "--outlet", "sunshine_canteen", "--code", "fish_soup"),
    *("--zh", "鱼汤", "--en", "fish soup", "--price", "22.50", "--aliases", "鲜鱼汤, 鱼羹"),
)


def test_help_names_every_command(parkline: Parkline) -> None:
    result = parkline("--help")
    assert result.exit_code == 0
    for name in ("up", "gateway", "worker", "bot", "chat", "nlu", "train", "seed", "item"):
        assert f" {name} " in result.output


def test_an_added_dish_is_on_the_menu_and_the_bot_is_told(operate: Parkline, demo_url: str) -> None:
    [before] = read(demo_url, select(KnowledgeVersion.version))
    result = operate(*FISH_SOUP)

    assert result.exit_code == 0, result.output
    assert "鱼汤 / fish soup is on the menu of" in result.output
    [dish] = read(demo_url, select(Item).where(Item.code == "fish_soup"))
    assert (dish.name_zh, dish.name_en, dish.price) == ("鱼汤", "fish soup", 2250)
    assert (dish.aliases, dish.meals) == (["鲜鱼汤", "鱼羹"], ["lunch", "dinner"])
    [outlet] = read(demo_url, select(Outlet).where(Outlet.id == dish.outlet_id))
    assert outlet.code == "sunshine_canteen"
    [after] = read(demo_url, select(KnowledgeVersion.version))
    assert after > before


@pytest.mark.parametrize(
    ("option", "value", "problem"),
    [
        ("--outlet", "moon_canteen", "no outlet 'moon_canteen'"),
        ("--price", "cheap", "a price is a number such as 22 or 22.50, not 'cheap'"),
        ("--price", "22.505", "at most two decimals"),
        ("--price", "-1", "not negative"),
        ("--price", "NaN", "a price is a number"),
        ("--meals", "lunch,supper", "supper"),
        ("--code", "beef_noodles", "beef_noodles"),
    ],
)
def test_a_dish_that_cannot_be_added_says_why_in_one_line(
    operate: Parkline, demo_url: str, option: str, value: str, problem: str
) -> None:
    result = operate(*FISH_SOUP, option, value)
    assert result.exit_code == 1, result.output
    [line] = result.stderr.splitlines()
    assert line.startswith("parkline: ")
    assert problem in line
    assert read(demo_url, select(Item).where(Item.code == "fish_soup")) == []


@pytest.mark.parametrize(
    ("price", "minor"), [("22", 2200), ("22.5", 2250), ("22.50", 2250), ("0", 0), ("0.01", 1)]
)
def test_prices(price: str, minor: int) -> None:
    assert minor_units(price) == minor


@pytest.mark.parametrize("price", ["", "¥22", "22,50", "1e-3", "inf", "nan", "-0.01"])
def test_what_is_no_price(price: str) -> None:
    with pytest.raises(Invalid, match="a price"):
        minor_units(price)


def test_an_endpoint_and_its_secret(operate: Parkline, demo_url: str) -> None:
    vendor = read(demo_url, select(Vendor).order_by(Vendor.id))[0]
    result = operate("vendor", "endpoint", vendor.code, "https://93.184.216.34/hooks")
    assert result.exit_code == 0, result.output
    [endpoint] = read(demo_url, select(Endpoint))
    assert endpoint.vendor_id == vendor.id
    assert f"endpoint {endpoint.id}: whsec_" in result.output


@pytest.mark.parametrize("url", ["http://10.0.0.1/hooks", "https://127.0.0.1/hooks", "nonsense"])
def test_an_endpoint_that_webhooks_may_not_reach(
    operate: Parkline, demo_url: str, url: str
) -> None:
    vendor = read(demo_url, select(Vendor))[0]
    result = operate("vendor", "endpoint", vendor.code, url)
    assert result.exit_code == 1
    assert read(demo_url, select(Endpoint)) == []


def test_a_vendors_key(operate: Parkline, demo_url: str) -> None:
    vendor = read(demo_url, select(Vendor))[0]
    result = operate("vendor", "key", vendor.code)
    [key] = read(demo_url, select(ApiKey))
    assert (result.exit_code, key.vendor_id) == (0, vendor.id)
    assert key.prefix in result.output


def test_a_vendor_that_is_not_there(operate: Parkline) -> None:
    result = operate("vendor", "key", "nobody")
    assert (result.exit_code, "no vendor 'nobody'" in result.stderr) == (1, True)


def test_a_replay_of_nothing(operate: Parkline, demo_url: str) -> None:
    vendor = read(demo_url, select(Vendor))[0]
    operate("vendor", "endpoint", vendor.code, "https://93.184.216.34/hooks")
    [endpoint] = read(demo_url, select(Endpoint))
    result = operate("vendor", "replay", str(endpoint.id), "2026-12-02T09:00:00", "--dry-run")
    assert (result.exit_code, result.output) == (0, "0 deliveries would be sent again\n")


def test_operating_needs_a_database(parkline: Parkline) -> None:
    result = parkline(*FISH_SOUP, DEMO="true")
    assert result.exit_code == 1
    assert "set PARKLINE_DATABASE_URL" in result.stderr


@pytest.mark.parametrize("role", ["gateway", "worker", "migrate", "seed"])
def test_one_role_alone_needs_stores_that_outlive_it(parkline: Parkline, role: str) -> None:
    result = parkline(role, DEMO="true")
    assert result.exit_code == 2
    assert "set PARKLINE_DATABASE_URL and PARKLINE_REDIS_URL" in result.stderr


@pytest.mark.parametrize("command", ["up", "gateway", "worker", "chat", "migrate"])
def test_without_a_secret_a_command_says_how_to_make_one(parkline: Parkline, command: str) -> None:
    result = parkline(command)
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert "secrets.token_urlsafe" in line


def test_seeding_again_changes_nothing(parkline: Parkline, demo_url: str) -> None:
    stores = {"DATABASE_URL": demo_url, "REDIS_URL": "redis://127.0.0.1:1/0", "DEMO": "true"}
    assert "seeded" in parkline("seed", **stores).stderr  # The park was there; its staff are new.
    result = parkline("seed", **stores)
    assert result.exit_code == 0
    assert "the demo park is there already" in result.stderr


def test_talking_to_a_park_needs_one(parkline: Parkline) -> None:
    result = parkline("chat", DEMO="true")
    assert result.exit_code == 1
    assert "use --scratch" in result.stderr

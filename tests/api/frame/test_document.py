"""The OpenAPI document: valid, whole, and served."""

import re

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.frame import page, texts
from api.frame.app import document, routes
from api.frame.openapi import Json, errors_of
from services.texts import LANGUAGES
from tests.api.driver import Api

FOUND = routes()
DOCUMENT = document()


def test_an_independent_validator_has_nothing_to_say() -> None:
    assert list(OpenAPIV31SpecValidator(DOCUMENT).iter_errors()) == []


async def test_what_is_served_is_the_document(api: Api) -> None:
    answer = await api.ask("GET", "/openapi.json")
    assert (answer.status, await answer.json()) == (200, DOCUMENT)


def test_an_operation_has_a_name_of_its_own_and_says_what_it_does() -> None:
    names = [route.name for route in FOUND]
    assert len(names) == len(set(names))
    operations = [one for path in DOCUMENT["paths"].values() for one in path.values()]
    assert [one["operationId"] for one in operations if not one["summary"]] == []


def test_every_parameter_of_a_path_is_described() -> None:
    for path, item in DOCUMENT["paths"].items():
        named = set(re.findall(r"{(\w+)}", path))
        for operation in item.values():
            described = {
                one["name"] for one in operation.get("parameters", ()) if one["in"] == "path"
            }
            assert described == named, path


def test_every_refusal_has_words_of_its_own_in_both_languages() -> None:
    codes = {error.code for route in FOUND for error in errors_of(route)}
    missing = [
        (language, code)
        for code in sorted(codes)
        for language in LANGUAGES
        if not texts.TEXTS.has(texts.key_of(code))
    ]
    assert missing == []


def test_only_logins_and_what_a_secret_address_opens_are_open() -> None:
    public = {route.path for route in FOUND if route.scope == "public"}
    assert public == {
        *("/login/code", "/login/browser", "/login/wechat", "/login/refresh"),
        *("/login/phone", "/login/phone/code", "/login/oidc", "/login/handoff"),
        "/booking-calendars/{token}",
        "/openactive",
        "/openactive/facility-uses",
        "/openactive/slots",
    }
    declared = {
        path
        for path, item in DOCUMENT["paths"].items()
        if any(operation.get("security") == [] for operation in item.values())
    }
    assert declared == public


@pytest.mark.parametrize(
    ("path", "title"), [("/docs", "Parkline"), ("/vendors/docs", "Parkline for vendors")]
)
async def test_the_page_asks_for_nothing_elsewhere_and_leads_nowhere_wrong(
    api: Api, path: str, title: str
) -> None:
    for language, words in (("zh", "目录"), ("en", "Contents")):
        answer = await api.ask("GET", path, headers={"Accept-Language": language})
        html = await answer.text()
        assert (answer.status, words in html) == (200, True)
        assert f"<h1>{title}</h1>" in html
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert re.findall(r'(?:src|href)="(?!#|/api/v1/)[^"]*"', html) == []
        assert "<script" not in html
        wanted = set(re.findall(r'href="#([^"]+)"', html))
        assert wanted - set(re.findall(r'id="([^"]+)"', html)) == set()
    assert (await api.ask("GET", "/style.css")).content_type == "text/css"


def test_a_page_is_written_once_a_language_however_often_somebody_asks_for_it() -> None:
    read = []

    def described() -> Json:
        read.append(True)
        return DOCUMENT

    for language in ("zh", "en", "zh", "en"):
        page.page(described, language, raw="/openapi.json", prefix="/api/v1")
    assert len(read) == 2


def test_no_shape_is_called_by_the_place_where_its_code_stands() -> None:
    """Two classes of one name would be: whoever makes a client of the document gets that name."""
    assert [name for name in DOCUMENT["components"]["schemas"] if "__" in name] == []

"""Joining a company through the API."""

from models.people import Company
from services.kit.audit import By
from services.people import company_codes
from tests.api.driver import Api
from tests.given.companies import account_of


async def test_a_code_makes_somebody_one_of_a_companys_people_and_wrong_ones_count(
    api: Api,
) -> None:
    li = await api.tenant(language="en")
    async with api.demo.sessions.begin() as session:
        account = await account_of(session, api.demo)
        company = await session.get_one(Company, (api.demo.id, account.company_id))
        code = await company_codes.issue(session, By(api.demo.id, None, api.clock()), company)
    for left in (4, 3):
        refused = await li.post("/me/company", {"code": "AAAAAA"}, status=422)
        assert (refused["code"], refused["details"]) == ("join_code_wrong", {"left": left})
    joined = await li.post("/me/company", {"code": code.lower()})
    assert joined["company"] == {"name": company.name_en}
    assert (await li.get("/me"))["company"] == joined["company"]

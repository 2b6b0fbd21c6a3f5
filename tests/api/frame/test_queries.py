"""A query parameter that an operation does not know is refused, and named."""

from tests.api.driver import Api


async def test_a_parameter_that_is_written_wrongly_chooses_nothing_silently(api: Api) -> None:
    li = await api.tenant()
    told = await li.get("/items?mael=lunch&q=x", status=400)
    assert told["code"] == "invalid"
    [field] = told["details"]["fields"]
    assert (field["source"], field["field"], field["code"]) == ("query", "mael", "unknown")
    assert (await li.get("/items?q=x"))["items"]

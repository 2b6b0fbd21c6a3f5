"""Photos on the desk: with their address and the permission, and not otherwise."""

from models.tickets import Photo
from tests.desk.driver import Desk


async def keep(desk: Desk) -> Photo:
    async with desk.demo.sessions.begin() as session:
        photo = Photo(
            park_id=desk.demo.id,
            token="unguessable",
            media_type="image/jpeg",
            width=4,
            height=3,
            image=b"whole",
            thumbnail=b"small",
            created_at=desk.clock(),
        )
        session.add(photo)
    return photo


async def test_staff_see_a_photo_and_its_thumbnail(desk: Desk) -> None:
    photo = await keep(desk)
    async with desk.signed_in("engineer") as browser:
        answer = await browser.get(f"/photos/{photo.id}?token=unguessable")
        small = await browser.get(f"/photos/{photo.id}?token=unguessable&thumbnail=true")
    assert (await answer.read(), await small.read()) == (b"whole", b"small")
    assert answer.content_type == "image/jpeg"
    assert answer.headers["Cache-Control"].startswith("private")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_wrong_token_finds_nothing(desk: Desk) -> None:
    photo = await keep(desk)
    async with desk.signed_in("agent") as browser:
        for query in ("token=other", "token=%C3%A9"):
            assert (await browser.get(f"/photos/{photo.id}?{query}")).status == 404
        assert (await browser.get(f"/photos/{photo.id}")).status == 422
    async with desk.browser() as stranger:
        assert (await stranger.get(f"/photos/{photo.id}?token=unguessable")).status == 303

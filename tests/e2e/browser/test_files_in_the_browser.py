"""A file in the practice room, from the field into which it is put to the folder of whoever decides."""

from pathlib import Path

from playwright.async_api import expect

from tests.e2e.browser.room import PATIENCE, Chat, browser_page, demo, picture
from tests.e2e.browser.test_boost_in_the_browser import asks

PNG = b"\x89PNG\r\n\x1a\n the post as it stood"


async def test_a_picture_goes_to_whoever_decides(chromium: str, tmp_path: Path) -> None:
    async with demo(tmp_path / "room") as url, browser_page(chromium) as page:
        await page.goto(f"{url}?show=nadia,tobias")
        nadia, tobias = Chat(page, "nadia"), Chat(page, "tobias")
        await nadia.says("boost")
        await nadia.sees("Where")
        await nadia.all.locator(".attach summary").click()
        file = {"name": "post.png", "mimeType": "image/png", "buffer": PNG}
        await nadia.all.locator(".attach input").set_input_files(file)  # type: ignore[arg-type]  # a dictionary will do
        await nadia.all.get_by_role("button", name="Send", exact=True).click()
        await expect(nadia.all.get_by_text("I have your file post.png.")).to_be_visible(timeout=PATIENCE)
        await nadia.sees("post.png")
        await asks(nadia, page, kept=False)
        await nadia.press("Send for approval")
        await tobias.sees("post.png")
        await picture(page, "files")
        await tobias.press("Send me the files")
        await tobias.sees("Your copies")
        async with page.expect_download() as saving:
            await tobias.card.get_by_role("link").click()
        saved = await saving.value
        assert saved.suggested_filename == "post.png"
        assert Path(await saved.path()).read_bytes() == PNG

"""The README's picture, taken from a built site: `python -m tests.browser.screenshot SITE PICTURE`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PAGE = "repos/checkout-web/index.html"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


def take_screenshot(site: Path, picture: Path) -> None:
    """Write the repo page at 1280 by 900 as a PNG."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
        page.goto((site.resolve() / PAGE).as_uri())
        page.screenshot(path=str(picture))
        browser.close()


if __name__ == "__main__":
    take_screenshot(Path(sys.argv[1]), Path(sys.argv[2]))

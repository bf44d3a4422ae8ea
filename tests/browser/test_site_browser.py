"""What a reader meets, in Debian's Chromium: nothing runs that we did not write, nothing scrolls sideways."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import write_hostile_project

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
OWN_PAGES = (
    "",
    "agents/",
    "agents/coach/",
    "repos/",
    "repos/checkout-web/",
    "repos/event-relay/",
    "schedule/",
    "definitions/",
    "definitions/kaizen-weekly-coach-orientation/",
    "events/",
    "events/kaizen-schedule-prepared/",
    "decisions/",
    "decisions/adr-010/",
    "protocols/",
    "metrics/",
    "rules/",
    "rules/schedule-agent-unknown/",
    "reference/",
    "guides/quick-start/",
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Tests print nothing."""


# Playwright keeps an event loop running in this thread; it must end with this module, before other tests start theirs.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if not CHROMIUM.is_file():
        pytest.skip(f"{CHROMIUM} is absent")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def own_site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The project's own site with its example fleet, served."""
    plugin = pytest.importorskip("kaizen_site.plugin", reason="the extra [site] is not installed")
    out = tmp_path_factory.mktemp("own") / "site"
    plugin.build(project, out)
    yield from serve(out)


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plugin = pytest.importorskip("kaizen_site.plugin", reason="the extra [site] is not installed")
    root = tmp_path_factory.mktemp("hostile")
    write_hostile_project(root)
    plugin.build(root, root / "site")
    return root / "site"


@pytest.fixture(scope="session")
def hostile_site(hostile_folder: Path) -> Iterator[str]:
    yield from serve(hostile_folder)


def serve(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


class Visit:
    """One page with everything that it asked for and complained about."""

    def __init__(
        self, browser: Any, address: str, *, width: int = 1280, scheme: str = "light", script: bool = True
    ) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        self.page = self.context.new_page()
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        base = address.split("/", 3)[2]
        self.page.on("request", lambda request: self._note(request.url, base))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)
        self.page.goto(address)

    def _note(self, url: str, base: str) -> None:
        if base not in url and not url.startswith(("data:", "blob:", "file:")):
            self.foreign.append(url)

    def _listen(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def hostile_paths(folder: Path) -> list[str]:
    return [
        f"{path.parent.relative_to(folder).as_posix()}/".removeprefix("./")
        for path in sorted(folder.rglob("index.html"))
        if "rules/" not in path.as_posix()
    ]


def test_no_hostile_page_runs_anything_or_asks_another_host(
    chromium: Any, hostile_site: str, hostile_folder: Path
) -> None:
    paths = hostile_paths(hostile_folder)
    assert len(paths) > 15
    for path in paths:
        with Visit(chromium, hostile_site + path) as visit:
            assert visit.page.evaluate("window.pwned") is None, path
            assert visit.foreign == [], path
            assert visit.complaints == [], path
            assert visit.page.evaluate("document.querySelectorAll('iframe, object, img, base').length") == 0, path


def test_a_hostile_title_is_the_title(chromium: Any, hostile_site: str) -> None:
    with Visit(chromium, f"{hostile_site}decisions/adr-001/") as visit:
        title = visit.page.title()
        assert "<script>window.pwned=1</script>" in title
        assert visit.page.locator("h1").count() == 1
        assert "<script>window.pwned=1</script>" in visit.page.locator("h1").inner_text()


def test_a_hostile_prompt_adds_its_source_and_no_element(chromium: Any, hostile_site: str) -> None:
    with Visit(chromium, f"{hostile_site}agents/evil/") as visit:
        source = visit.page.locator("#prompt ~ details pre").text_content()
        assert "</code></pre></textarea><script>window.pwned=5</script>" in source
        assert visit.page.locator(".kz-page script, .kz-page svg[onload], .kz-page textarea").count() == 0


def test_searching_for_hostile_pages_shows_text(chromium: Any, hostile_site: str) -> None:
    with Visit(chromium, hostile_site) as visit:
        visit.page.locator(".md-search__input").click()
        visit.page.get_by_text("Type to start searching").wait_for()
        visit.page.locator(".md-search__input").press_sequentially("evil")
        visit.page.wait_for_selector(".md-search-result__item")
        assert visit.page.evaluate("window.pwned") is None
        assert visit.page.locator(".md-search-result__list script, .md-search-result__list img").count() == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_scrolls_sideways(chromium: Any, own_site: str, width: int) -> None:
    for path in OWN_PAGES:
        with Visit(chromium, own_site + path, width=width) as visit:
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_hostile_words_do_not_push_a_page_sideways(chromium: Any, hostile_site: str, hostile_folder: Path) -> None:
    for path in hostile_paths(hostile_folder):
        with Visit(chromium, hostile_site + path, width=390) as visit:
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_own_page_asks_another_host_or_complains(chromium: Any, own_site: str, scheme: str) -> None:
    for path in OWN_PAGES:
        with Visit(chromium, own_site + path, scheme=scheme) as visit:
            assert (visit.foreign, visit.complaints) == ([], []), path


def test_no_id_stands_twice_and_headings_begin_with_one_title(chromium: Any, own_site: str) -> None:
    for path in OWN_PAGES:
        with Visit(chromium, own_site + path) as visit:
            doubled = visit.page.evaluate(
                "(() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
                " return ids.filter((id, i) => ids.indexOf(id) !== i) })()"
            )
            assert doubled == [], path
            assert visit.page.locator("h1").count() == 1, path


def test_the_category_filter_works_without_a_script(chromium: Any, own_site: str) -> None:
    with Visit(chromium, f"{own_site}agents/", script=False) as visit:
        cards = visit.page.locator(".kz-card:visible")
        assert cards.count() == 20
        visit.page.locator(".kz-chip", has_text="testing").click()
        assert cards.count() == 3
        assert "tdd-workflow" in " ".join(cards.all_inner_texts())


def test_a_bundle_is_two_steps_from_the_home_page_without_a_script(chromium: Any, own_site: str) -> None:
    with Visit(chromium, own_site, script=False) as visit:
        visit.page.locator(".kz-stats a", has_text="Repos").click()
        visit.page.locator(".kz-table a", has_text="checkout-web").click()
        address = visit.page.locator(".kz-btns a", has_text="JSON").first.get_attribute("href")
        answer = visit.page.request.get(f"{own_site}repos/checkout-web/{address}")
        assert answer.json()["agent"] == "coach"


def test_what_scrolls_can_be_reached_by_the_keyboard(chromium: Any, own_site: str) -> None:
    for path in OWN_PAGES:
        with Visit(chromium, own_site + path, width=390) as visit:
            unreachable = visit.page.evaluate(
                "[...document.querySelectorAll('.kz-page *')].filter(e => e.scrollWidth > e.clientWidth + 1"
                " && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.tabIndex < 0)"
                ".map(e => e.outerHTML.slice(0, 80))"
            )
            assert unreachable == [], path


def test_dark_is_a_scheme_of_its_own(chromium: Any, own_site: str) -> None:
    colours = []
    for scheme in ("light", "dark"):
        with Visit(chromium, f"{own_site}agents/", scheme=scheme) as visit:
            colours.append(visit.page.evaluate("getComputedStyle(document.querySelector('.kz-card')).backgroundColor"))
    assert colours[0] == "rgb(255, 255, 255)"
    assert colours[1] == "rgb(26, 31, 39)"


def test_a_site_of_files_is_read_from_the_disk(chromium: Any, tmp_path: Path, project: Path) -> None:
    plugin = pytest.importorskip("kaizen_site.plugin", reason="the extra [site] is not installed")
    shutil.copytree(project / "agents", tmp_path / "agents")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Files\nuse_directory_urls: false\ntheme: {name: material, font: false}\nplugins: [search, kaizen]\n"
    )
    plugin.build(tmp_path, tmp_path / "site")
    with Visit(chromium, f"file://{tmp_path}/site/index.html") as visit:
        visit.page.locator(".kz-stats a", has_text="Agents").click()
        visit.page.locator(".kz-card a", has_text="coach").first.click()
        assert visit.page.locator("h1").inner_text() == "coach"
        assert visit.foreign == []

"""MkDocs with Material builds the site: with its own configuration, with an adopter's, and over hostile content."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import time
from importlib.metadata import entry_points
from pathlib import Path
from urllib.request import urlopen

import pytest

pytest.importorskip("mkdocs", reason="the extra [site] is not installed")
pytest.importorskip("material", reason="the extra [site] is not installed")

from kaizen_site.errors import KaizenError, Misconfigured
from kaizen_site.operations.site import finish, stage
from kaizen_site.plugin import build, load_options
from tests.hostile import write_hostile_project
from tests.html_scan import PageScan

AGENT = '---\nname: coach\ndescription: "Looks after all."\ncategory: meta\n---\n\n# Coach\n'
RECORD = (
    "---\nid: ADR-001\ntitle: One\nstatus: accepted\ndate: 2026-01-01\n---\n\n# ADR-001: One\n\n[two](0002-two.md)\n"
)
SNAPSHOT = 'version: "1"\ntaken_at: "2026-11-20T06:00:00Z"\n'


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def read(path: Path) -> str:
    return path.read_text("utf-8")


def tree(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


@pytest.fixture
def adopter(tmp_path: Path) -> Path:
    """A project that has had a MkDocs site before."""
    root = tmp_path / "adopter"
    write(root / "agents/agent-coach.md", AGENT)
    write(
        root / "docs/index.md", "# Welcome\n\n[The record](adr/0001-one.md), [the agent](../agents/agent-coach.md).\n"
    )
    write(root / "docs/adr/0001-one.md", RECORD)
    write(root / "docs/adr/0002-two.md", RECORD.replace("ADR-001", "ADR-002"))
    write(root / "docs/adr/README.md", "# Our records\n\n[one](0001-one.md)\n")
    write(root / "fleet/snapshot.yml", SNAPSHOT)
    write(
        root / "mkdocs.yml",
        "site_name: Ours\nsite_url: https://ours.example/docs/\ntheme: {name: material, font: false}\n"
        "plugins: [search, kaizen]\nnav:\n  - index.md\n  - Why: adr/0001-one.md\n  - adr/README.md\n",
    )
    return root


def test_a_folder_with_agents_alone_is_enough(tmp_path: Path) -> None:
    write(tmp_path / "agents/agent-coach.md", AGENT)
    finished = build(tmp_path, tmp_path / "site")
    assert not finished.report.failed
    assert "Looks after all." in read(tmp_path / "site/agents/coach/index.html")
    assert "<title>Kaizen</title>" in read(tmp_path / "site/index.html")
    assert 'class="md-tabs__item md-tabs__item--active"' in read(tmp_path / "site/agents/coach/index.html")


def test_a_strict_build_of_an_adopters_site_has_no_warning(adopter: Path) -> None:
    finished = build(adopter, adopter / "site", strict=True)
    assert finished.receipt.written > 0


def test_authored_pages_link_to_catalogue_pages(adopter: Path) -> None:
    build(adopter, adopter / "site")
    home = read(adopter / "site/index.html")
    assert 'href="decisions/adr-001/"' in home
    assert 'href="agents/coach/"' in home
    assert "Welcome" in home
    assert "Everything that was checked is fine" in home


def test_records_among_the_docs_are_rendered_by_us_alone(adopter: Path) -> None:
    build(adopter, adopter / "site")
    assert not (adopter / "site/adr/0001-one").exists()
    assert 'href="../../decisions/adr-002/"' in read(adopter / "site/decisions/adr-001/index.html")
    assert "Our records" in read(adopter / "site/adr/index.html")


def test_sections_join_the_adopters_navigation(adopter: Path) -> None:
    build(adopter, adopter / "site")
    page = read(adopter / "site/adr/index.html")
    for title, target in (("Agents", "../agents/"), ("Decisions", "../decisions/"), ("Why", "../decisions/adr-001/")):
        assert f'href="{target}"' in page
        assert title in page
    assert 'href="../definitions/"' not in page


def test_our_own_project_builds_without_a_warning(project: Path, tmp_path: Path) -> None:
    build(project, tmp_path / "site", strict=True)
    for path in (tmp_path / "site").rglob("*.html"):
        scan = PageScan(read(path))
        assert (scan.handlers, scan.foreign, scan.doubled) == ([], [], []), path.relative_to(tmp_path).as_posix()


def test_no_link_of_our_own_site_is_broken(project: Path, tmp_path: Path) -> None:
    build(project, tmp_path / "site")
    site = tmp_path / "site"
    broken = set()
    for path in site.rglob("*.html"):
        for target in re.findall(r'\s(?:href|src)="([^"#?]+)', read(path)):
            if "://" in target or target.startswith(("javascript:", "mailto:", "/")):
                continue
            place = (path.parent / target).resolve()
            if not (place / "index.html" if place.is_dir() else place).is_file():
                broken.add((path.relative_to(site).as_posix(), target))
    assert broken == set()


def test_the_theme_of_an_adopter_is_left_alone(adopter: Path) -> None:
    build(adopter, adopter / "site")
    assert "theme.css" not in read(adopter / "site/adr/index.html")


def test_the_plugin_joins_a_configuration_that_does_not_name_it(adopter: Path) -> None:
    config = adopter / "mkdocs.yml"
    write(config, read(config).replace("[search, kaizen]", "[search]"))
    build(adopter, adopter / "site")
    assert (adopter / "site/agents/coach/index.html").is_file()


def test_the_plugins_options_say_where_documents_lie(adopter: Path) -> None:
    config = adopter / "mkdocs.yml"
    (adopter / "agents").rename(adopter / "prompts")
    options = "plugins:\n  - search\n  - kaizen:\n      agents: [prompts]\n      repo_pages: false\n"
    write(config, read(config).replace("plugins: [search, kaizen]\n", options))
    build(adopter, adopter / "site")
    assert "prompts/agent-coach.md" in read(adopter / "site/agents/coach/index.html")


def test_a_missing_docs_folder_is_no_failure(tmp_path: Path) -> None:
    write(tmp_path / "agents/agent-coach.md", AGENT)
    write(tmp_path / "mkdocs.yml", "site_name: Ours\ndocs_dir: nowhere\ntheme: {name: material, font: false}\n")
    build(tmp_path, tmp_path / "site")
    assert (tmp_path / "site/agents/coach/index.html").is_file()


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("site_name: [", "mkdocs.yml is not valid YAML"),
        ("site_name: x\ntheme: {name: nosuch}", "nosuch"),
        ("site_name: x\nplugins: [{kaizen: {agnets: [a]}}]", "agnets"),
        ("site_name: x\nplugins: [{kaizen: {agents: [nowhere]}}]", "nowhere, which does not exist"),
        ("site_name: x\nplugins: [{kaizen: {profile: nosuch}}]", "profile"),
    ],
)
def test_a_configuration_that_can_not_be_used_is_one_sentence(tmp_path: Path, config: str, said: str) -> None:
    write(tmp_path / "mkdocs.yml", f"{config}\n")
    with pytest.raises(KaizenError, match=said):
        build(tmp_path, tmp_path / "site")


def test_an_unknown_option_is_the_configurations_fault(tmp_path: Path) -> None:
    write(tmp_path / "mkdocs.yml", "site_name: x\nplugins: [{kaizen: {agnets: [a]}}]\n")
    with pytest.raises(Misconfigured):
        build(tmp_path, tmp_path / "site")


def test_two_builds_of_the_same_input_are_the_same_tree(adopter: Path) -> None:
    build(adopter, adopter / "one")
    time.sleep(1.1)  # long enough for a clock to show
    build(adopter, adopter / "two")
    assert tree(adopter / "one") == tree(adopter / "two")


def test_the_site_map_has_catalogue_pages_and_the_snapshots_date(adopter: Path) -> None:
    build(adopter, adopter / "site")
    xml = read(adopter / "site/sitemap.xml")
    assert "<loc>https://ours.example/docs/agents/coach/</loc>" in xml
    assert "<lastmod>2026-11-20</lastmod>" in xml
    assert gzip.decompress((adopter / "site/sitemap.xml.gz").read_bytes()).decode() == xml


def test_search_finds_agents_by_name_and_description(adopter: Path) -> None:
    build(adopter, adopter / "site")
    docs = json.loads(read(adopter / "site/search/search_index.json"))["docs"]
    assert {"location": "agents/coach/", "title": "coach", "text": "Looks after all."} in docs
    assert len({doc["location"] for doc in docs if "#" not in doc["location"]}) == len(
        [d for d in docs if "#" not in d["location"]]
    )


def test_files_instead_of_folders_are_linked_as_files(adopter: Path) -> None:
    config = adopter / "mkdocs.yml"
    write(config, f"{read(config)}use_directory_urls: false\n")
    build(adopter, adopter / "site")
    assert 'href="../agents/coach/index.html"' in read(adopter / "site/agents/index.html")


def test_another_builder_with_the_same_theme_takes_the_staged_pages(adopter: Path) -> None:
    from mkdocs.commands.build import build as build_with_mkdocs
    from mkdocs.config import load_config

    plan, options, docs = load_options(adopter)
    stage(plan, options, docs, adopter / "staged")
    write(
        adopter / "other.yml",
        "site_name: Ours\ndocs_dir: staged\nsite_dir: out\ntheme: {name: material, font: false}\n",
    )
    build_with_mkdocs(load_config(str(adopter / "other.yml")))
    finish(plan, options, adopter / "out")
    assert "Looks after all." in read(adopter / "out/agents/coach/index.html")
    assert 'href="decisions/adr-001/"' in read(adopter / "out/index.html")


def test_no_banner_of_the_builders_is_printed() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "import kaizen_site.plugin"], capture_output=True, text=True, check=True
    )
    assert run.stdout + run.stderr == ""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    write_hostile_project(root)
    build(root, root / "site")
    return root / "site"


def test_hostile_content_adds_no_script_handler_or_address(hostile: Path) -> None:
    pages = sorted(hostile.rglob("*.html"))
    clean = PageScan(read(hostile / "404.html"))
    assert len(pages) > 20
    for path in pages:
        scan = PageScan(read(path))
        name = path.relative_to(hostile).as_posix()
        assert [src.rsplit("/", 1)[-1] for src in scan.scripts] == [src.rsplit("/", 1)[-1] for src in clean.scripts], (
            name
        )
        assert scan.handlers == [], name
        assert scan.foreign == [], name
        assert scan.doubled == [], name
        assert scan.tags["iframe"] + scan.tags["img"] + scan.tags["object"] + scan.tags["base"] == 0, name


def test_hostile_content_is_shown_as_it_was_typed(hostile: Path) -> None:
    page = read(hostile / "agents/evil/index.html")
    assert "{{ 7*7 }} {% raw %}" in page
    assert "--8&lt;-- &#34;secret.txt&#34;" in page
    assert "TOP-SECRET" not in page
    assert page.count("&lt;/code&gt;&lt;/pre&gt;&lt;/textarea&gt;&lt;script&gt;window.pwned=5") == 2


def test_hostile_titles_do_not_leave_their_element(hostile: Path) -> None:
    for path in hostile.rglob("*.html"):
        scan = PageScan(read(path))
        assert scan.tags["title"] == scan.tags["head"] == scan.tags["body"] == 1


def test_machine_files_of_hostile_content_parse(hostile: Path) -> None:
    for path in hostile.rglob("*.json"):
        json.loads(read(path))
    index = read(hostile / "search/search_index.json")
    assert "<script" not in index
    assert "&lt;script" not in index


def test_a_served_site_is_rebuilt_when_an_agent_changes(tmp_path: Path) -> None:
    write(tmp_path / "agents/agent-coach.md", AGENT)
    code = (
        "import sys\nfrom pathlib import Path\nfrom kaizen_site.plugin import serve\n"
        "serve(Path(sys.argv[1]), address=('127.0.0.1', int(sys.argv[2])))\n"
    )
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path), str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            assert "Looks after all." in fetch(port, "Looks after all.")
            write(tmp_path / "agents/agent-coach.md", AGENT.replace("Looks after all.", "Changed since."))
            assert "Changed since." in fetch(port, "Changed since.")
        finally:
            server.terminate()


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def fetch(port: int, awaited: str) -> str:
    text = ""
    for _ in range(120):
        try:
            with urlopen(f"http://127.0.0.1:{port}/agents/coach/", timeout=30) as answer:
                text = answer.read().decode()
        except OSError:
            text = ""
        if awaited in text:
            break
        time.sleep(0.25)
    return text


def test_mkdocs_itself_runs_the_installed_plugin(adopter: Path) -> None:
    if not entry_points(group="mkdocs.plugins", name="kaizen"):
        pytest.skip("the package is not installed, so MkDocs can not find the plugin by its name")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "-q"], cwd=adopter, check=True)
    assert "Looks after all." in read(adopter / "site/agents/coach/index.html")

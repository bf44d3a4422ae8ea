"""Staging and finishing work with any builder: here one of ten lines."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from kaizen_site.errors import NothingToCheck
from kaizen_site.model.configuration import Configuration
from kaizen_site.model.site import SiteOptions
from kaizen_site.operations.check import run_check
from kaizen_site.operations.site import finish, stage
from kaizen_site.operations.site_staging import SitePlan, plan_site, section_stubs, shown_sections
from kaizen_site.plugin import build as build_site
from kaizen_site.render.shell import ShellBroken
from kaizen_site.schemas import load_schema, schema_names

OPTIONS = SiteOptions(name="Test")
AGENT = '---\nname: coach\ndescription: "Looks after all."\ncategory: meta\n---\n\n# Coach\n\nRead ADR-001.\n'
RECORD = "---\nid: ADR-001\ntitle: One\nstatus: accepted\ndate: 2026-01-01\n---\n\n# ADR-001: One\n\nFor `coach`.\n"
SCHEDULE = (
    'version: "1"\ntimezone: Europe/Berlin\nagents:\n  coach: {cadence: weekly, cron: "0 9 * * 1", enabled: true}\n'
)
MEMORY = (
    "---\nagent: coach\nproject: api\nlast_updated: 2026-11-01\nsession_count: 1\n---\n\n## Watch Points\n\nThe moon.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    write(root / "agents/agent-coach.md", AGENT)
    write(root / "docs/adr/ADR-001-one.md", RECORD)
    write(root / "docs/guides/start.md", "# Start\n\n[why](../adr/ADR-001-one.md)\n")
    write(root / "docs/assets/dot.bin", "\x00\x01")
    write(root / "fleet/snapshot.yml", 'version: "1"\ntaken_at: "2026-11-20T06:00:00Z"\n')
    write(
        root / "fleet/repos/api/repo.json",
        '{"slug": "api", "domain": "d", "root": "/home/zaphod-beeblebrox/api", "skipped": null}',
    )
    write(root / "fleet/repos/api/schedule.yml", SCHEDULE)
    write(root / "fleet/repos/api/agents/coach/memory.md", MEMORY)
    return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def build_plainly(staged: Path, site: Path) -> None:
    """Another builder: front matter off, the rest into a page; pictures and styles as they are."""
    for path in sorted(staged.rglob("*")):
        place = site / path.relative_to(staged)
        if path.suffix == ".md":
            place = place.with_suffix(".html") if path.stem == "index" else place.with_suffix("") / "index.html"
            body = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL)
            write(place, f'<html><head><title>x</title></head><body><a href="./">self</a>{body}</body></html>')
        elif path.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())


def make_site(project: Path, tmp_path: Path, configuration: Configuration | None = None) -> tuple[SitePlan, Path]:
    plan = plan_site(project, configuration or Configuration())
    stage(plan, OPTIONS, "docs", tmp_path / "staged")
    build_plainly(tmp_path / "staged", tmp_path / "site")
    finish(plan, OPTIONS, tmp_path / "site")
    return plan, tmp_path / "site"


def read(path: Path) -> str:
    return path.read_text("utf-8")


def test_staging_writes_stubs_authored_pages_and_an_index_but_no_content(project: Path, tmp_path: Path) -> None:
    plan = plan_site(project, Configuration())
    staged = tmp_path / "staged"
    stage(plan, OPTIONS, "docs", staged)
    assert 'data-kaizen-slot="agents"' in read(staged / "agents/index.md")
    assert read(staged / "guides/start.md") == "# Start\n\n[why](../decisions/adr-001/index.md)\n"
    assert (staged / "assets/dot.bin").read_bytes() == b"\x00\x01"
    assert not (staged / "adr").exists()
    assert json.loads(read(staged / "kaizen.json"))["pages"]["agents/agent-coach.md"] == "agents/coach/"
    assert not any("Looks after all" in read(path) for path in staged.rglob("*.md"))


def test_finishing_fills_every_section_and_adds_leaf_pages(project: Path, tmp_path: Path) -> None:
    _, site = make_site(project, tmp_path)
    assert "Looks after all." in read(site / "agents/index.html")
    assert "<title>coach - Test</title>" in read(site / "agents/coach/index.html")
    assert "<title>api - Test</title>" in read(site / "repos/api/index.html")
    assert 'href="../../agents/"' in read(site / "agents/coach/index.html")
    assert not any("data-kaizen-slot" in read(path) for path in site.rglob("*.html"))


def test_pages_link_each_other_both_ways(project: Path, tmp_path: Path) -> None:
    _, site = make_site(project, tmp_path)
    assert 'href="../../decisions/adr-001/"' in read(site / "agents/coach/index.html")
    assert 'href="../../agents/coach/"' in read(site / "decisions/adr-001/index.html")
    assert 'href="../../repos/api/"' in read(site / "agents/coach/index.html")
    assert 'href="../../agents/coach/"' in read(site / "repos/api/index.html")


def test_no_link_of_the_finished_site_is_broken(project: Path, tmp_path: Path) -> None:
    _, site = make_site(project, tmp_path)
    broken = []
    for path in site.rglob("*.html"):
        for target in re.findall(r'(?:href|src)="([^"#?]+)', read(path)):
            if "://" not in target:
                place = (path.parent / target).resolve()
                if not (place / "index.html" if target.endswith("/") else place).is_file():
                    broken.append((path.relative_to(site).as_posix(), target))
    assert broken == []


def test_a_bundle_is_published_with_the_digest_its_manifest_names(project: Path, tmp_path: Path) -> None:
    _, site = make_site(project, tmp_path)
    manifest = json.loads(read(site / "v1/repos/api/manifest.json"))
    for form, suffix in (("json", "json"), ("md", "md")):
        content = (site / f"v1/repos/api/coach.{suffix}").read_bytes()
        assert manifest["agents"]["coach"][form]["sha256"] == hashlib.sha256(content).hexdigest()
    assert manifest["generated_at"] == "2026-11-20T06:00:00Z"


def test_every_page_has_twins_and_the_index_has_their_digests(project: Path, tmp_path: Path) -> None:
    _, site = make_site(project, tmp_path)
    twins = json.loads(read(site / "twins.json"))["twins"]
    listed = {twin["path"] for twin in twins}
    assert {"index.json", "agents.json", "agents/coach.json", "agents/coach.md", "repos/api.json", "llms.txt"} <= listed
    for twin in twins:
        assert hashlib.sha256((site / twin["path"]).read_bytes()).hexdigest() == twin["sha256"]
    for path in site.rglob("index.html"):
        folder = path.parent.relative_to(site).as_posix()
        if not folder.startswith("guides"):
            assert (site / f"{'index' if folder == '.' else folder}.json").is_file()


def test_the_paths_of_a_machine_are_nowhere(project: Path, tmp_path: Path) -> None:
    _, site = make_site(project, tmp_path)
    for path in site.rglob("*"):
        if path.is_file():
            assert b"/home/zaphod-beeblebrox" not in path.read_bytes()
            assert str(tmp_path).encode() not in path.read_bytes()


def test_memory_stays_home_when_the_project_says_so(project: Path, tmp_path: Path) -> None:
    _, site = make_site(project, tmp_path, Configuration(publish_memory=False))
    assert not any(b"The moon" in path.read_bytes() for path in site.rglob("*") if path.is_file())


def test_the_same_input_gives_the_same_tree(project: Path, tmp_path: Path) -> None:
    _, first = make_site(project, tmp_path / "1")
    _, second = make_site(project, tmp_path / "2")
    assert tree(first) == tree(second)


def test_one_changed_repo_changes_its_files_and_the_overviews_alone(project: Path, tmp_path: Path) -> None:
    write(project / "fleet/repos/other/repo.json", '{"slug": "other", "skipped": null}')
    write(project / "fleet/repos/other/schedule.yml", SCHEDULE)
    _, first = make_site(project, tmp_path / "1")
    write(project / "fleet/repos/api/schedule.yml", SCHEDULE.replace("0 9", "0 11"))
    _, second = make_site(project, tmp_path / "2")
    before, after = tree(first), tree(second)
    changed = {path for path in before if before[path] != after[path]}
    assert before.keys() == after.keys()
    assert not [path for path in changed if "other" in path or path.startswith(("decisions", "rules", "guides"))]
    assert {"repos/api/index.html", "v1/repos/api/coach.json", "schedule/index.html"} <= changed


def test_finishing_again_writes_nothing_that_was_not_built_again(project: Path, tmp_path: Path) -> None:
    plan, site = make_site(project, tmp_path)
    build_plainly(tmp_path / "staged", site)
    receipt = finish(plan, OPTIONS, site).receipt
    # The builder has overwritten the sections' pages and the staged pages of the documents, nothing else.
    assert receipt.written == len(section_stubs(OPTIONS)) + len(plan.references.pages)


def test_finishing_a_finished_site_is_refused(project: Path, tmp_path: Path) -> None:
    plan, site = make_site(project, tmp_path)
    with pytest.raises(ShellBroken, match="build it again"):
        finish(plan, OPTIONS, site)


def test_finishing_nothing_says_what_to_do(project: Path, tmp_path: Path) -> None:
    with pytest.raises(NothingToCheck, match="run your builder first"):
        finish(plan_site(project, Configuration()), OPTIONS, tmp_path / "nowhere")


def test_an_authored_page_at_our_address_keeps_its_text(project: Path, tmp_path: Path) -> None:
    write(project / "docs/index.md", "# Welcome\n\nOur own words.\n")
    _, site = make_site(project, tmp_path)
    page = read(site / "index.html")
    assert "Our own words." in page
    assert "<h2>Test</h2>" in page


def test_without_a_fleet_the_pages_say_what_to_do(project: Path, tmp_path: Path) -> None:
    plan, site = make_site(project, tmp_path, Configuration(fleet=()))
    assert "kaizen-agentic fleet snapshot" in read(site / "repos/index.html")
    assert "0 %" not in read(site / "agents/index.html")
    assert set(shown_sections(plan)) == {"", "agents", "decisions", "rules", "reference"}


def test_repo_pages_can_be_left_out_and_bundles_stay(project: Path, tmp_path: Path) -> None:
    plan = plan_site(project, Configuration())
    options = SiteOptions(name="Test", repo_pages=False)
    stage(plan, options, "docs", tmp_path / "staged")
    build_plainly(tmp_path / "staged", tmp_path / "site")
    finish(plan, options, tmp_path / "site")
    assert not (tmp_path / "site/repos/api").exists()
    assert (tmp_path / "site/v1/repos/api/coach.json").is_file()
    assert "repos/api/" not in read(tmp_path / "site/repos/index.html")


def test_where_files_are_named_links_name_them(project: Path, tmp_path: Path) -> None:
    plan = plan_site(project, Configuration())
    options = SiteOptions(name="Test", leaf="index.html")
    stage(plan, options, "docs", tmp_path / "staged")
    build_plainly(tmp_path / "staged", tmp_path / "site")
    finish(plan, options, tmp_path / "site")
    assert 'href="../agents/coach/index.html"' in read(tmp_path / "site/agents/index.html")


def tree(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def test_the_site_and_the_check_say_the_same(project: Path, tmp_path: Path) -> None:
    checked = run_check(project)
    built = build_site(project, tmp_path / "site").report

    assert [(f.path, f.span, f.card.code) for f in built.findings] == [
        (f.path, f.span, f.card.code) for f in checked.findings
    ]
    assert built.checked == checked.checked


def test_the_published_schemas_lie_under_a_stable_address(tmp_path: Path) -> None:
    (tmp_path / "agents").mkdir()
    (tmp_path / "agents" / "agent-coach.md").write_text(AGENT, "utf-8")
    build_site(tmp_path, tmp_path / "site")

    for name in schema_names():
        published = json.loads((tmp_path / "site" / "v1" / "schemas" / f"{name}.schema.json").read_text("utf-8"))
        assert published == load_schema(name)

"""Each page says what is known, never more, and says what to do where nothing is."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from kaizen_site.cards.schedule import AGENT_UNKNOWN
from kaizen_site.model.catalogue import Agent, Catalogue, Decision, DecisionLink
from kaizen_site.model.definition import Action, ContextSource, Definition, Rule, Trigger
from kaizen_site.model.diagnostic import Finding, Severity
from kaizen_site.model.fleet import AgentRow, CalendarDay, CalendarWeek, FleetRow, Repo, RepoState, Skip, Snapshot
from kaizen_site.model.metrics import Interval
from kaizen_site.model.site import (
    AgentFigures,
    BundleFiles,
    CrossReferences,
    Fires,
    Fleet,
    InvalidRepo,
    Link,
    NextRun,
    NotActive,
    Page,
    Place,
    Published,
    RuleExample,
    Site,
)
from kaizen_site.model.source import Span
from kaizen_site.render.site.catalogue import make_pages
from kaizen_site.render.site.repo import make_repo
from kaizen_site.render.site.views import split_pages, view_pager

SNAPSHOT = Snapshot("1", "2026-11-20T06:00:00Z")
EMPTY = Site("Kaizen", Catalogue(), CrossReferences())
FINDING = Finding(
    AGENT_UNKNOWN,
    Severity.ERROR,
    "there is no agent `coahc`",
    "fleet/repos/api/schedule.yml",
    Span(4, 3, 4, 8),
    "did you mean `coach`?",
    (),
    None,
    ((3, "agents:"), (4, "  coahc:")),
)


def make_agent(name: str = "coach", **values: object) -> Agent:
    given = {"description": "Looks after all. More.", "category": "meta", "prompt": "# Coach\n\nDo.", **values}
    return Agent(name, name, f"agents/agent-{name}.md", prompt_line=5, digest="d" * 64, **given)  # type: ignore[arg-type]


def make_site(*agents: Agent, **values: object) -> Site:
    catalogue = Catalogue(agents=agents)
    pages = {agent.path: f"agents/{agent.slug}/" for agent in agents}
    references = CrossReferences(pages, {page: page for page in pages.values()})
    by_name = {agent.name: pages[agent.path] for agent in agents}
    return replace(EMPTY, catalogue=catalogue, references=references, agent_pages=by_name, **values)  # type: ignore[arg-type]


def find(site: Site, path: str) -> Page:
    return next(page for page in make_pages(site) if page.path == path)


def text_of(page: Page) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.html).split())


def figures(**values: object) -> AgentFigures:
    given: dict[str, object] = {
        "agent": "coach",
        "repos": 1,
        "enabled": 1,
        "cadences": ("weekly",),
        "health": (("healthy", 1),),
        "execution_count": 0,
        "successes": 0,
        "success_rate": None,
        "success_interval": None,
        "next_fire": None,
        "places": (),
        **values,
    }
    return AgentFigures(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("", "Put agents into"),
        ("agents/", "Write agents/agent-&lt;name&gt;.md"),
        ("repos/", "kaizen-agentic fleet snapshot"),
        ("schedule/", "kaizen-agentic fleet snapshot"),
        ("definitions/", "Write activity-definitions/&lt;slug&gt;.md"),
        ("events/", "Write event-types/&lt;type&gt;.md"),
        ("decisions/", "Write docs/adr/ADR-001-&lt;slug&gt;.md"),
        ("protocols/", "Write agents/protocols/&lt;agent&gt;/&lt;slug&gt;.md"),
        ("metrics/", "kaizen-agentic metrics record"),
    ],
)
def test_an_empty_page_says_what_to_do(path: str, advice: str) -> None:
    page = find(EMPTY, path)
    assert advice in re.sub(r"\s+", " ", page.html.replace("<code>", "").replace("</code>", ""))
    assert "0 %" not in page.html


def test_a_page_and_its_twins_hold_the_same() -> None:
    page = find(make_site(make_agent()), "agents/coach/")
    twin = json.loads(page.twin_json)
    assert twin["prompt"] == "# Coach\n\nDo."
    assert twin["path"] == "agents/coach/"
    assert 'href="../../agents/coach.json"' in page.html
    assert "```text\n# Coach\n\nDo.\n```" in page.twin_md


def test_a_prompt_is_shown_as_source_and_laid_out() -> None:
    page = find(make_site(make_agent(prompt="# Coach\n\n</pre><script>x</script>")), "agents/coach/")
    assert page.html.count("&lt;/pre&gt;&lt;script&gt;x&lt;/script&gt;") == 2
    assert '<h3 id="prompt-coach">Coach</h3>' in page.html
    assert "<script" not in page.html


def test_no_runs_are_said_in_words() -> None:
    site = make_site(make_agent(), fleet=Fleet(SNAPSHOT, agents={"coach": figures(health=(("no-runs", 1),))}))
    for path in ("agents/", "agents/coach/", "metrics/"):
        assert "no runs yet" in text_of(find(site, path))
        assert "0 %" not in text_of(find(site, path))


def test_a_rate_stands_with_its_number_of_runs() -> None:
    known = figures(execution_count=3, successes=2, success_rate=2 / 3, success_interval=Interval(0.2, 0.94))
    site = make_site(make_agent(), fleet=Fleet(SNAPSHOT, agents={"coach": known}))
    assert "67 % of 3 runs" in text_of(find(site, "agents/"))
    assert "20 to 94 %" in text_of(find(site, "metrics/"))


def test_what_needs_attention_comes_first() -> None:
    bad = figures(agent="z", health=(("failing", 1),))
    site = make_site(make_agent("a"), make_agent("z"), fleet=Fleet(SNAPSHOT, agents={"z": bad}))
    names = re.findall(r'kz-card__name"><a [^>]*>(\w+)', find(site, "agents/").html)
    assert names == ["z", "a"]


def test_a_malformed_agent_is_marked_with_its_finding() -> None:
    agent = make_agent(malformed=True)
    finding = replace(FINDING, path=agent.path, message="the value of `description` has no quotes")
    page = find(make_site(agent, findings={agent.path: (finding,)}), "agents/")
    assert "Malformed" in page.html
    assert "the value of <code>description</code> has no quotes" in page.html


def test_many_agents_are_a_table_of_a_hundred_rows_a_page() -> None:
    site = make_site(*(make_agent(f"a{number:03}") for number in range(301)))
    pages = [page for page in make_pages(site) if page.path == "agents/" or page.path.startswith("agents/page/")]
    assert [page.path for page in pages] == ["agents/", "agents/page/2/", "agents/page/3/", "agents/page/4/"]
    assert [page.html.count('<th scope="row">') for page in pages] == [100, 100, 100, 1]
    assert 'href="../../../agents/page/3/"' in pages[1].html
    assert [page.listed for page in pages] == [True, False, False, False]


def test_a_pager_shows_both_ends_and_the_neighbours() -> None:
    pager = view_pager("repos", 500, 1000)
    assert pager is not None
    assert [one["number"] for one in pager["pages"]] == [1, 498, 499, 500, 501, 502, 1000]
    assert [one["number"] for one in pager["pages"] if one["gap"]] == [498, 1000]
    assert view_pager("repos", 1, 1) is None
    assert split_pages("repos", []) == [("repos/", [])]


def test_a_decision_says_what_replaced_it() -> None:
    link = DecisionLink("superseded-by", "ADR-002", 3, resolved="adr/2.md")
    old = Decision(
        "adr/1.md",
        "adr",
        "one",
        "ADR-001",
        1,
        "One",
        "superseded",
        "Superseded",
        "2026-01-01",
        "x",
        "Body",
        1,
        "",
        "nygard",
        links=(link,),
    )
    new = Decision(
        "adr/2.md",
        "adr",
        "two",
        "ADR-002",
        2,
        "Two",
        "accepted",
        "Accepted",
        None,
        None,
        "[one](1.md)",
        1,
        "",
        "nygard",
    )
    pages = {"adr/1.md": "decisions/one/", "adr/2.md": "decisions/two/"}
    references = CrossReferences(pages, {"decisions/one/": "ADR-001 One", "decisions/two/": "ADR-002 Two"})
    site = replace(EMPTY, catalogue=Catalogue(decisions=(old, new)), references=references)
    assert "In force is ADR-002 Two" in text_of(find(site, "decisions/one/"))
    assert (
        '<a href="../../decisions/one/" rel="noopener noreferrer nofollow">one</a>' in find(site, "decisions/two/").html
    )
    log = find(site, "decisions/")
    assert "2 decisions: 1 accepted, 1 superseded." in log.html
    assert log.html.index("ADR-002") < log.html.index("ADR-001")


def test_a_definition_explains_its_rules_and_when_it_fires() -> None:
    rule = Rule(
        0,
        "run",
        9,
        Action("Do {{r.repo}}", "text", "{{r.repo}}", "high", ("a",)),
        "context.runs",
        "r",
        'r.agent == "coach"',
    )
    trigger = Trigger("cron", "0 9 * * 1", "Europe/Berlin", "skip")
    source = ContextSource("resolver", "runs", "discover", {"cadence": "weekly"})
    definition = Definition(
        "d", "defs/d.md", "Weekly", False, "o", "g", "proposed", trigger, (source,), (rule,), "# Weekly\n\nProse.", ""
    )
    site = replace(
        EMPTY,
        catalogue=Catalogue(definitions=(definition,)),
        references=CrossReferences({"defs/d.md": "definitions/d/"}, {"definitions/d/": "d"}),
        fires={"d": Fires("At 09:00 on Monday", ("2026-11-23T08:00:00Z",))},
        sources={"defs/d.md": "---\nid: d\n---\n"},
    )
    text = text_of(find(site, "definitions/d/"))
    assert "Off At 09:00 on Monday, Europe/Berlin" in text
    assert "For each item of context.runs , called r , when r.agent == &#34;coach&#34; , it creates a task" in text
    assert "23 Nov 2026 08:00 UTC" in text
    assert "1 definition, 0 switched on." in find(site, "definitions/").html


def week(*counts: int) -> CalendarWeek:
    hours = (*counts, *([0] * (24 - len(counts))))
    days = [
        CalendarDay("2026-11-20", hours, ()),
        *(CalendarDay(f"2026-11-{day}", (0,) * 24, ()) for day in range(21, 27)),
    ]
    return CalendarWeek("2026-11-20", tuple(days))


def test_the_calendar_has_its_numbers_in_the_cells_and_problems_stand_above_it() -> None:
    fleet = Fleet(
        SNAPSHOT,
        week=week(0, 35, 7),
        next_runs=(NextRun("2026-11-20T09:00:00Z", "coach", 3),),
        invalid=(InvalidRepo("api", "schedule_invalid", (FINDING,)),),
        invalid_count=1,
    )
    page = find(
        make_site(make_agent(), fleet=fleet, not_active=(NotActive("is switched off", "d", None),)), "schedule/"
    )
    assert '<td class="l5">35</td>' in page.html
    assert '<td class="l0"></td>' in page.html
    text = text_of(page)
    assert "42 runs in the week of 20 Nov 2026. Busiest hour: 20 Nov 2026 01:00 with 35 runs." in text
    assert text.index("there is no agent coahc") < text.index("Week of 20 Nov 2026")
    assert "fleet/repos/api/schedule.yml:4:3" in text
    assert "KZ301 schedule/agent-unknown" in text
    assert "d is switched off" in text


def repo_page(
    *agents: AgentRow,
    skipped: Skip | None = None,
    findings: tuple[Finding, ...] = (),
    errors: int = 0,
    **values: object,
) -> Page:
    state = RepoState(Repo("api", "storefront", "/home/me/api", skipped=skipped), schedule_text='version: "1"\n')
    row = FleetRow("api", "storefront", skipped, "Europe/Berlin", agents, errors)
    files = BundleFiles(
        "coach",
        Published("v1/repos/api/coach.json", "a" * 64, 9),
        Published("v1/repos/api/coach.md", "b" * 64, 8),
        None,
    )
    site = make_site(make_agent(), fleet=Fleet(SNAPSHOT), address="https://k.example/", **values)
    return make_repo(site, state, row, findings, {"coach": files})


COACH = AgentRow(
    "coach",
    "weekly",
    True,
    "0 9 * * 1",
    "Europe/Berlin",
    "healthy",
    26,
    25,
    25 / 26,
    "2026-11-16T08:00:00Z",
    ("2026-11-23T08:00:00Z",),
    "a" * 64,
    9,
    recent=(True, False),
)


def test_a_repo_shows_bundles_with_digest_size_and_a_command() -> None:
    page = repo_page(COACH)
    text = text_of(page)
    assert "aaaaaaaa 9 B" in text
    assert "curl -fsSL https://k.example/v1/repos/api/coach.md" in text
    assert "25 of 26 runs" in text
    assert 'href="../../v1/repos/api/coach.json"' in page.html
    assert 'href="../../agents/coach/"' in page.html
    assert "/home/me" not in page.html + page.twin_json + page.twin_md
    assert not page.listed


def test_a_repo_that_was_skipped_says_why_with_place_and_way_out() -> None:
    text = text_of(repo_page(skipped=Skip("schedule_invalid", ("line 4",)), findings=(FINDING,)))
    assert "Left out Takes no part in the schedule." in text
    assert "The snapshot says: schedule_invalid , line 4" in text
    assert "fleet/repos/api/schedule.yml:4:3 did you mean coach ?" in text


def test_a_repo_without_a_schedule_is_not_at_fault() -> None:
    text = text_of(repo_page(skipped=Skip("no_schedule")))
    assert "Not scheduled" in text
    assert "Left out" not in text


def test_a_rule_page_is_made_from_its_card_and_examples() -> None:
    rule = RuleExample(
        AGENT_UNKNOWN,
        ((".kaizen/schedule.yml", "bad: <b>\n"),),
        ((".kaizen/schedule.yml", "good: 1\n"),),
        "x:1:1: error",
    )
    text = text_of(find(replace(EMPTY, rules=(rule,)), f"rules/{AGENT_UNKNOWN.folder}/"))
    assert AGENT_UNKNOWN.remedy[:20] in text
    assert "bad: &lt;b&gt;" in text
    assert "x:1:1: error" in text


def test_the_home_page_begins_with_what_needs_attention() -> None:
    fleet = Fleet(SNAPSHOT, agents={"coach": figures(health=(("failing", 1),))}, invalid_count=2)
    site = make_site(make_agent(), fleet=fleet, errors=1, warnings=2, checked=(("agents", 1), ("repos", 3)))
    home = find(site, "")
    assert home.description == "Needs attention: 1 error, 2 warnings, 1 agent to look at, 2 repos left out."
    assert find(EMPTY, "").description == "Everything that was checked is fine."


def test_cross_references_are_shown_in_groups() -> None:
    site = make_site(make_agent())
    incoming = {
        "agents/coach/": (
            Link("fires", "definition", "weekly", "definitions/weekly/"),
            Link("mentions", "decision", "ADR-1", "decisions/a/"),
        )
    }
    page = find(replace(site, references=replace(site.references, incoming=incoming)), "agents/coach/")
    text = text_of(page)
    assert "Definitions that run it weekly definition" in text
    assert "Mentioned by ADR-1 decision" in text
    assert 'href="../../definitions/weekly/"' in page.html


def test_unknown_fields_are_shown_even_when_they_are_called_like_a_method() -> None:
    page = find(make_site(make_agent(extra={"items": "x<y", "keys": ["a"], "get": "z"})), "agents/coach/")
    assert "x&lt;y" in page.html


def test_places_link_to_repos_only_where_repos_have_pages() -> None:
    place = Place("api", "weekly", "healthy", 1, 1, None, None, (True,))
    fleet = Fleet(SNAPSHOT, agents={"coach": figures(places=(place,))})
    assert "repos/api/" in find(make_site(make_agent(), fleet=fleet), "agents/coach/").html
    assert "repos/api/" not in find(make_site(make_agent(), fleet=fleet, repo_pages=False), "agents/coach/").html

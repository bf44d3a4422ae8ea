"""`rule`: a rule's page without a network."""

from __future__ import annotations

import click

from kaizen_site.cli.door import example, format_option, terminal_width, write


@click.command(epilog=example("kaizen-agentic rule KZ301"))
@click.argument("code", required=False)
@click.option("--all", "show_all", is_flag=True, help="List every rule.")
@format_option("text", "json")
def rule(code: str | None, output_format: str, *, show_all: bool) -> None:
    """Explain the rule CODE (such as KZ301 or schedule/agent-unknown): why it exists, what is wrong and right."""
    from kaizen_site.cards.registry import all_cards
    from kaizen_site.operations.rules import explain_rule
    from kaizen_site.render.listing import card_to_json, render_json, render_rule, render_table

    if show_all:
        cards = all_cards()
        if output_format == "json":
            write(render_json([card_to_json(card) for card in cards]))
        else:
            rows = [(card.code, card.slug, str(card.severity), card.summary) for card in cards]
            write(render_table(("Code", "Rule", "Severity", "Summary"), rows, widest=terminal_width()))
        return
    if code is None:
        raise click.UsageError("name a rule, or give --all")
    card, examples = explain_rule(code)
    if output_format == "json":
        write(render_json({**card_to_json(card), "bad": dict(examples.bad), "good": dict(examples.good)}))
    else:
        write(render_rule(card, examples.bad, examples.good))

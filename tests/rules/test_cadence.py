from __future__ import annotations

from kaizen_site.rules.cadence import explain_cadence


def test_hourly_is_written_as_daily_with_an_hourly_cron() -> None:
    assert "`cadence: daily`" in explain_cadence("Hourly")
    assert '`cron: "15 * * * *"`' in explain_cadence("hourly")


def test_a_slip_gets_a_suggestion_and_anything_else_the_three_words() -> None:
    assert explain_cadence("weekley") == "did you mean `weekly`?"
    assert explain_cadence("sometimes") == "write daily, weekly or monthly"


def test_every_second_week_is_explained() -> None:
    assert explain_cadence("bi-weekly") == explain_cadence("fortnightly")

"""Valid documents of every kind, which tests mangle."""

from __future__ import annotations

SCHEDULE = """\
# Which runs this repo wants.
version: "1"
timezone: Europe/Berlin
engagement: acme
agents:
  coach:
    cadence: weekly
    cron: "0 9 * * 1"
    enabled: true
  optimization:
    cadence: monthly
    enabled: false
"""
DEFINITION = """\
---
id: weekly
name: Weekly orientation
enabled: false
owner: kaizen-agentic
governance: custodian
status: proposed
trigger:
  type: cron
  cron_expression: "0 9 * * 1"
  timezone: Europe/Berlin
  misfire_policy: skip
context_sources:
  - type: resolver
    query: discover_kaizen_scheduled_repos
    params:
      domain: custodian
      cadence: weekly
    bind_to: context.scheduled_runs
---

# Weekly orientation

On Mondays at nine, one task for every repo that schedules the coach.

```rule
id: run-weekly
for_each: context.scheduled_runs
bind_as: r
condition: 'r.agent == "coach" and r.enabled == true'
action:
  task_template: "Weekly: {{r.repo}}"
  description: |
    {{r.prepare_command}}
  target_repo: "{{r.repo}}"
  priority: medium
  labels: ["kaizen", "coach"]
```

```instruction
Be brief.
```
"""
EVENT_TYPE = """\
---
type_id: a.event
version: "1.0"
publisher: kaizen-agentic
governance: custodian
status: active
---

# a.event

Something happened.

## Attributes

| Name | Type | Required | Description |
|---|---|---|---|
| `agent` | string | yes | Name of the agent |
| `count` | integer | no | How often |
"""
AGENT = """\
---
name: scribe
description: Keeps the minutes of a session.
category: documentation
tools: [Read, Write]
memory: enabled
model: sonnet
---

# Scribe

Write down what was decided.

```yaml
a: 1
```
"""
DECISION = """\
---
id: ADR-001
title: One
status: accepted
date: "2026-06-17"
deciders: [a, b]
tags: [x]
---

# ADR-001: One

* Status: accepted
* Date: 2026-06-17

## Status

Accepted

| Field | Value |
|---|---|
| Date | 2026-06-17 |

## Decision

This was decided, and [ADR-002](0002-x.md) amends it.
"""
PROTOCOL = """\
---
agent: coach
slug: a
---

# A protocol

1. Do this.
"""
MEMORY = """\
---
agent: coach
project: payments
version: 1
last_updated: "2026-11-20T06:00:00Z"
---

# Memory

## Project Context

Notes.
"""
RECORD = (
    '{"timestamp": "2026-11-16T08:00:00Z", "agent": "coach", "success": true, "execution_time_s": 1.5,'
    ' "quality_score": 0.9, "idempotency_key": "k"}\n'
)
SNAPSHOT = """\
version: "1"
taken_at: "2026-11-20T06:00:00Z"
host: runner-01
source: https://hub.example.org/repos/
counts:
  repos: 14
  skipped: 2
  records: 1033
"""
REPO = """\
{
  "slug": "a",
  "domain": "custodian",
  "root": "~/src/a",
  "url": "https://git.example.org/custodian/a",
  "revision": "93fbc10dcc01b03c01f4b1237d6195276a955e6e",
  "skipped": null
}
"""

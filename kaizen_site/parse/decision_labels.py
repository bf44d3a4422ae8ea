"""The names under which records state their metadata and relations, and the names of their sections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kaizen_site.parse.decision_words import fold, terms

_FIELDS: tuple[tuple[str, int, str], ...] = (
    (
        "status",
        0,
        """status|state|adr status|decision status|current status|document status|record status|
        proposal status|status of decision|status of the decision|status of this decision|madr status|
        rfc status|statut|estado|stato|状态|ステータス|状態|상태|статус""",
    ),
    (
        "date",
        0,
        """date|decision date|date of decision|decided|decided on|date decided|accepted|accepted on|
        accepted date|date accepted|acceptance date|approved|approved on|approval date|date approved|
        adopted|adopted on|date adopted|adr date|status date|effective date|effective|dated|datum|fecha|
        data|日期|日付|날짜|дата""",
    ),
    (
        "date",
        1,
        """created|created date|date created|created on|created at|creation date|proposed|proposed on|
        proposed date|date proposed|opened|submitted|date submitted|written|started|start date|date written|
        published|publish date|publication date|pub date|pubdate|raised|introduced|introduced on|recorded|
        initiated|registered""",
    ),
    (
        "date",
        2,
        """updated|updated on|updated at|last updated|last update|last modified|modified|modified on|
        date updated|date modified|update date|revised|last revised|last changed|last edited|revision date|
        last reviewed date|lastmod|lastupdated|last update date|modification date|date last updated|
        last modified date|last updated date|last updated on""",
    ),
    ("date", 3, "implemented|implementation date|date implemented|implemented on|completed|completion date"),
    (
        "deciders",
        0,
        """deciders|decider|decision makers|decision maker|decisionmakers|decided by|approvers|approver|
        approved by|decision owner|decision owners|accepted by|entscheider|décideurs|decisores""",
    ),
    (
        "deciders",
        1,
        """authors|author|owners|owner|written by|proposed by|proposer|proposers|participants|contributors|
        creator|created by|author s|decider s|submitter|champion|autor|auteur|autores""",
    ),
    ("consulted", 0, "consulted|consulted with|consultees"),
    ("informed", 0, "informed"),
    ("tags", 0, "tags|tag|keywords|categories|category|topics|labels"),
    ("title", 0, "title|name|titel|título"),
    (
        "id",
        0,
        "id|number|adr|adr number|adr id|adr no|record id|record number|decision id|decision number|madr id|no|nr",
    ),
    ("changelog", 0, "changelog|change log|revision history|version history|document history|history|revisions"),
)
FIELDS: Mapping[str, tuple[str, int]] = {
    name: (field, rank) for field, rank, names in reversed(_FIELDS) for name in terms(names)
}

_RELATIONS = {
    "supersedes": """supersedes|supercedes|superseeds|supersede|superseding|replaces|replacing|obsoletes|deprecates|
        overrides|retires|successor of|replacement for|ersetzt adr|predecessor|predecessors""",
    "superseded-by": """superseded by|superceded by|superseeded by|supersededby|replaced by|replacedby|obsoleted by|
        deprecated by|overridden by|retired by|succeeded by|successor|successors|replacement|superseded|
        merged into""",
    "amends": "amends|amend|updates|modifies|revises|changes|amendment to|amendment of",
    "amended-by": "amended by|amendedby|updated by|modified by|revised by|changed by",
    "clarifies": "clarifies|clarify|clarification of",
    "clarified-by": "clarified by",
    "extends": "extends|extend|refines|builds on|builds upon|based on|expands|expands on|elaborates|complements",
    "extended-by": "extended by|refined by|expanded by|elaborated by",
    "depends-on": """depends on|depend on|dependson|dependencies|dependency|dependent on|requires|required|
        prerequisites|prerequisite|parent|parent adr|parent decision""",
    "required-by": "required by|requiredby|enables|blocks|dependents",
    "relates-to": """relates to|relatesto|related|related to|relatedto|related adr|related adrs|related decisions|
        related decision|related records|related madrs|see also|see|links|link|linked to|relationships|
        relations|cross references|companion|companions|related documents|related artifacts|references adr|
        cf|compare""",
}
RELATION_FIELDS: Mapping[str, str] = {
    name: kind for kind, names in reversed(_RELATIONS.items()) for name in terms(names)
}

SECTION_NAMES = frozenset(
    terms(
        """status|state|context|decision|consequences|date|context and problem statement|problem|
        problem statement|decision drivers|considered options|options|decision outcome|links|references|
        related decisions|related adrs|background|summary|overview|introduction|motivation|changelog|
        alternatives|rationale|implementation|abstract|deciders|options considered|proposal|solution|goals|
        non goals|requirements|executive summary"""
    )
)
METADATA_NAMES = frozenset(
    terms(
        """metadata|meta data|meta|adr metadata|document metadata|document information|record|header|
        attributes|properties|information|details|adr details|decision metadata|decision record|
        record metadata|about this adr"""
    )
)


class Label(NamedTuple):
    """What a metadata field's name stands for: the canonical field and, among its names, the rank (0 is best)."""

    field: str
    rank: int


def find_label(name: str) -> Label | None:
    """The field that a name means; relations are fields named by their kind. None for any other name."""
    folded = fold(name)
    found = FIELDS.get(folded)
    if found is not None:
        return Label(*found)
    kind = RELATION_FIELDS.get(folded)
    return None if kind is None else Label(kind, 0)

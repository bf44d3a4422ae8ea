"""The words in which records state their status, folded as `fold` does it.

They mean what they say about being in force: a word that leaves open whether a decision was taken is not listed under
`accepted`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kaizen_site.model.catalogue import Status

_NOT_WORD = re.compile(r"[\W_]+")

_STATUSES: tuple[tuple[Status, str], ...] = (
    (
        "draft",
        """draft|drafting|drafted|in draft|rough draft|early draft|initial draft|first draft|wip|
        work in progress|in progress|idea|ideation|sketch|concept|stub|prediscussion|predraft|incomplete|
        unfinished|being written|entwurf|brouillon|borrador|rascunho|bozza|草案|草稿|下書き""",
    ),
    (
        "proposed",
        """proposed|proposal|propose|proposing|pending|in review|under review|in peer review|peer review|
        for review|review|reviewing|in code review|ready for review|needs review|up for review|
        to be reviewed|open for review|awaiting review|awaiting approval|awaiting acceptance|
        awaiting decision|awaiting feedback|waiting for approval|waiting for review|to be approved|
        to be accepted|to be decided|to be discussed|needs decision|needs discussion|rfc|
        request for comment|request for comments|open|open for comment|open for comments|
        open for discussion|discussion|discussing|in discussion|under discussion|being discussed|
        up for discussion|under consideration|in consideration|considering|being considered|
        under evaluation|in evaluation|evaluating|being evaluated|submitted|suggested|candidate|provisional|
        tentative|undecided|not decided|not yet decided|not yet accepted|not yet approved|last call|voting|
        in voting|in consultation|vorgeschlagen|proposé|propuesto|propuesta|proposto|proposta|en revisión|
        提议|提案|提案中|提案済み|제안|제안됨|предложено""",
    ),
    (
        "accepted",
        """accepted|accept|approved|approve|adopted|adopt|decided|decision made|agreed|agreed upon|active|
        implemented|in force|in effect|effective|in use|current|ratified|confirmed|final|finalized|
        finalised|done|complete|completed|enacted|live|endorsed|signed off|in production|
        implemented and accepted|accepted and implemented|amended|reaffirmed|reinstated|akzeptiert|
        angenommen|beschlossen|genehmigt|accepté|acceptée|adopté|adoptée|approuvé|aceptado|aceptada|
        aprobado|aprobada|aceito|aceita|aprovado|aprovada|accettato|accettata|approvato|已接受|已采纳|已批准|已通过|承認|
        承認済み|採用|採択|승인|승인됨|채택|принято""",
    ),
    (
        "rejected",
        """rejected|reject|declined|abandoned|abandonned|withdrawn|cancelled|canceled|denied|dropped|discarded|
        dismissed|refused|vetoed|aborted|not accepted|not approved|not adopted|not pursued|wont do|won't do|
        wontfix|won't fix|wont fix|will not do|turned down|no go|disapproved|abgelehnt|verworfen|rejeté|
        rejetée|rechazado|rechazada|rejeitado|rejeitada|rifiutato|已拒绝|却下|거부|отклонено""",
    ),
    (
        "deferred",
        """deferred|defer|postponed|on hold|hold|paused|parked|suspended|delayed|stalled|on ice|shelved|
        backlog|dormant|stagnant|zurückgestellt|verschoben|aplazado|pospuesto|adiado|reporté|已推迟|保留|보류""",
    ),
    (
        "deprecated",
        """deprecated|deprecate|depreciated|obsolete|obsoleted|retired|archived|expired|inactive|historical|
        historic|legacy|outdated|out of date|reverted|revoked|rescinded|repealed|sunset|sunsetted|removed|
        decommissioned|invalidated|void|disused|discontinued|overturned|reversed|undone|rolled back|
        phased out|no longer valid|no longer active|no longer accepted|no longer in force|no longer in use|
        no longer relevant|no longer applicable|no longer applies|not in use|not active|not in force|
        veraltet|überholt|obsolet|obsolète|déprécié|dépréciée|obsoleto|obsoleta|depreciado|deprecado|已废弃|
        已弃用|非推奨|廃止|폐기|устарело""",
    ),
    (
        "superseded",
        """superseded|superceded|superseeded|superceeded|supersceded|supercedeed|supersedet|replaced|
        obsoleted by|overridden|overruled|succeeded by|merged into|folded into|absorbed into|absorbed by|
        consolidated into|moved to|ersetzt|abgelöst|remplacé|remplacée|reemplazado|reemplazada|substituído|
        substituída|sostituito|已取代|被取代|已替代|置き換え|대체|대체됨|заменено""",
    ),
)


def terms(text: str) -> tuple[str, ...]:
    """The terms of a list with `|` between them; line ends count as blanks."""
    return tuple(" ".join(term.split()) for term in text.split("|"))


def split_words(text: str) -> frozenset[str]:
    """The words of a text with blanks between them."""
    return frozenset(text.split())


def fold(text: str) -> str:
    """Lower case; everything that is neither letter nor digit is one blank."""
    return _NOT_WORD.sub(" ", text.casefold()).strip()


STATUS_WORDS: Mapping[str, Status] = {word: status for status, words in _STATUSES for word in terms(words)}
LISTED_STATUSES: tuple[Status, ...] = tuple(status for status, _ in _STATUSES)
PLAINLY_ACCEPTED = frozenset(("accepted", "approved", "adopted", "decided", "active", "implemented"))

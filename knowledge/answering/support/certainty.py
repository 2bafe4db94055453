"""Whether a claim is surer than the passage: what is usual there, always so here."""

import re
from typing import Final

from knowledge.answering.support.clauses import Clause
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.tokens import Token, Word

_CERTAIN: Final = re.compile(
    "(?<!不)一定(?!程度|的|范围)|必然|必定|必将|必会|总是|总会|总能|永远|始终|肯定|保证|所有|毫无例外|百分之百能|无一例外"
    r"|\b(?:always|certainly|guarantees?|guaranteed|necessarily|definitely|surely|invariably|every|all)\b"
)
_UNCERTAIN: Final = re.compile(
    "未必|不一定|不见得|并不总|不总|not always|not necessarily|not guarantee|[不没无][能法]?保证"
)


_THROUGHOUT: Final = re.compile("都|每|任何|各|全部|全(?=[是为部猜判归])|必须|恒|\\b(?:any|each|must|whenever|no)\\b")


def overstates(like: Likeness) -> bool:
    """Whether a clause is put as certain where the clauses most like it are not."""
    return any(
        _is_certain(clause) and not any(map(_is_throughout, like.clauses(_plain(clause), ()))) for clause in like.claim
    )


def _is_certain(clause: Clause) -> bool:
    return _CERTAIN.search(_UNCERTAIN.sub(" ", clause.text)) is not None


def _is_throughout(clause: Clause) -> bool:
    """Whether a passage's clause holds for all, in whatever words."""
    return _is_certain(clause) or _THROUGHOUT.search(clause.text) is not None


def _plain(clause: Clause) -> list[Token]:
    """What a clause says, but for how sure it is."""
    return [token for token in clause.spoken if not (isinstance(token, Word) and _CERTAIN.fullmatch(token.text))]

"""What editors are told when an issue's cut-off comes near, or has come."""

from bot.catalogue.phrase import Phrase, Phrases


class CutOffs(Phrases):
    """The weekly's clock."""

    NEAR = Phrase(
        "⏰ 本期将在 {at} 截稿：已收到 {notes} 篇投稿，其中 {pending} 篇待审、{placed} 篇已收入。/issue draft 看草稿。",
        "⏰ This issue closes at {at}: {notes} notes, {pending} to be reviewed, {placed} placed. See /issue draft.",
    )
    SKIPPED = Phrase(
        "本期到截稿只有 {notes} 篇投稿，不到 {least} 篇：本期跳过，投稿顺延到下一期。",
        "Notes at the cut-off: {notes}; needed: {least}. This issue is skipped, and what there is goes to the next.",
    )

"""Whether the bot speaks to one message."""

from dataclasses import replace

import pytest

from knowledge.finding.find_passages import FindPassages
from knowledge.indexing import FollowLibrary
from knowledge.listening.fit_gate import FitGate
from knowledge.listening.message_vectors import MessageVectors
from knowledge.listening.should_answer import ShouldAnswer
from knowledge.records import Addressing, ChatPolicy, Entry, ListenGate, Passage, Policy, Reason, Source
from tests.fakes import NOON, FixedClock, MemoryIndex, MemoryLibrary
from tests.knowledge.listening.group import LABELS
from tests.knowledge.listening.speaking import Speaking
from tests.knowledge.memory_policies import MemoryPolicies

CHAT = -1001
LISTENING = ChatPolicy(CHAT, Policy.LISTEN)
READ = "池化层是怎么算出来的：池化层取邻近输出的最大值，一般设成二乘二。"
ASKED = "池化层是怎么算出来的"
UNREAD = "随机森林一般设成多少"
SAID = "池化层怎么算，晚上去食堂吗"  # its words stand in what was read


@pytest.fixture
async def find() -> FindPassages:
    """One entry about pooling, found by words."""
    library, index = MemoryLibrary(), MemoryIndex()
    source = Source("s", "/n", "n", "notes", "笔记", "0", NOON)
    await library.keep(source, [Entry("e", "s", 0, "池化", READ)], [Passage("e", 0, ("池化",), READ)])
    await FollowLibrary(library, index, "none")()
    return FindPassages(library, index, None, None)


@pytest.fixture
async def by_words() -> ListenGate:
    """A gate of the group, by words alone."""
    return (await FitGate(None, FixedClock())(LABELS)).gate


def deciding(find: FindPassages, policies: MemoryPolicies, vectors: MessageVectors | None = None) -> ShouldAnswer:
    """The use case with thresholds that tell what was read from what was not."""
    return ShouldAnswer(policies, find, vectors, answer_threshold=0.2, listen_threshold=0.6)


@pytest.mark.parametrize(
    ("policy", "addressing", "speaks"),
    [
        (Policy.QUIET, Addressing.COMMAND, True),
        (Policy.QUIET, Addressing.MENTION, False),
        (Policy.QUIET, Addressing.NONE, False),
        (Policy.MENTION, Addressing.COMMAND, True),
        (Policy.MENTION, Addressing.MENTION, True),
        (Policy.MENTION, Addressing.NONE, False),
        (Policy.LISTEN, Addressing.COMMAND, True),
        (Policy.LISTEN, Addressing.MENTION, True),
        (Policy.LISTEN, Addressing.NONE, True),
    ],
)
async def test_the_policy_decides_to_whom_the_bot_speaks(
    find: FindPassages, policy: Policy, addressing: Addressing, *, speaks: bool
) -> None:
    """Quiet to commands, then also to mentions, then also unasked where it knows the answer."""
    verdict = await deciding(find, MemoryPolicies(ChatPolicy(CHAT, policy)))(CHAT, ASKED, addressing)
    assert verdict.speaks is speaks
    assert (verdict.reason is Reason.POLICY) is not speaks


async def test_a_chat_where_nothing_is_set_is_spoken_to_when_mentioned(find: FindPassages) -> None:
    """The bot is no nuisance by default."""
    decide = deciding(find, MemoryPolicies())
    assert (await decide(CHAT, ASKED, Addressing.MENTION)).speaks
    assert not (await decide(CHAT, ASKED, Addressing.NONE)).speaks


async def test_asked_and_unasked_have_a_threshold_each(find: FindPassages) -> None:
    """That of the settings, unless the chat has one of its own; 0 is one."""
    own = replace(LISTENING, chat_id=2, answer_threshold=0.0, listen_threshold=1.0)
    decide = deciding(find, MemoryPolicies(LISTENING, own))
    thresholds = [
        (await decide(chat, ASKED, addressing)).threshold
        for chat in (CHAT, 2)
        for addressing in (Addressing.MENTION, Addressing.NONE)
    ]
    assert thresholds == [0.2, 0.6, 0.0, 1.0]
    assert not (await decide(2, ASKED, Addressing.NONE)).speaks


async def test_unasked_the_bot_speaks_only_of_what_it_has_read(find: FindPassages) -> None:
    """Without a gate the evidence alone decides."""
    decide = deciding(find, MemoryPolicies(LISTENING))
    known, unknown = [await decide(CHAT, text, Addressing.NONE) for text in (ASKED, UNREAD)]
    assert (known.speaks, known.reason, known.score) == (True, Reason.OVERHEARD, None)
    assert (unknown.speaks, unknown.reason) == (False, Reason.NO_EVIDENCE)
    assert known.confidence is not None
    assert unknown.confidence is not None
    assert known.confidence >= 0.6 > unknown.confidence


async def test_a_gate_is_asked_before_the_evidence(find: FindPassages, by_words: ListenGate) -> None:
    """What asks nothing is not even looked up, whatever stands in what was read."""
    policies = MemoryPolicies(LISTENING)
    decide = deciding(find, policies)
    assert (await decide(CHAT, SAID, Addressing.NONE)).reason is not Reason.NOT_ASKED
    await policies.keep_gate(replace(by_words, threshold=2.0), CHAT)
    verdict = await decide(CHAT, SAID, Addressing.NONE)
    assert (verdict.speaks, verdict.reason, verdict.confidence) == (False, Reason.NOT_ASKED, None)
    assert verdict.score is not None


async def test_what_passes_the_gate_needs_evidence_too(find: FindPassages, by_words: ListenGate) -> None:
    """A question of the group that nothing read answers stays unanswered."""
    policies = MemoryPolicies(LISTENING)
    await policies.keep_gate(by_words, None)
    decide = deciding(find, policies)
    known, unknown = [await decide(CHAT, text, Addressing.NONE) for text in (ASKED, UNREAD)]
    assert (known.reason, unknown.reason) == (Reason.OVERHEARD, Reason.NO_EVIDENCE)
    assert known.score is not None
    assert unknown.score is not None
    assert min(known.score, unknown.score) >= by_words.threshold


async def test_a_gate_with_vectors_hears_the_message(find: FindPassages) -> None:
    """By the embedder that it was fitted with."""
    vectors = MessageVectors(find.library, Speaking())
    policies = MemoryPolicies(LISTENING)
    await policies.keep_gate((await FitGate(vectors, FixedClock())(LABELS)).gate, None)
    embedder = Speaking()
    verdict = await deciding(find, policies, MessageVectors(find.library, embedder))(CHAT, ASKED, Addressing.NONE)
    assert (verdict.reason, embedder.heard) == (Reason.OVERHEARD, [ASKED])


@pytest.mark.parametrize("embedder", [None, Speaking("other"), Speaking(reachable=False)])
async def test_a_gate_without_its_embedder_is_as_none(find: FindPassages, embedder: Speaking | None) -> None:
    """None is set, another is, or it cannot be reached: the evidence alone decides."""
    vectors = MessageVectors(find.library, Speaking())
    policies = MemoryPolicies(LISTENING)
    gate = (await FitGate(vectors, FixedClock())(LABELS)).gate
    await policies.keep_gate(replace(gate, threshold=2.0), None)
    other = None if embedder is None else MessageVectors(find.library, embedder)
    verdict = await deciding(find, policies, other)(CHAT, ASKED, Addressing.NONE)
    assert (verdict.reason, verdict.score) == (Reason.OVERHEARD, None)


@pytest.mark.parametrize("text", ["", " ", "池化" * 2000, "\ud83d"])
async def test_what_is_no_question_is_let_pass(find: FindPassages, text: str) -> None:
    """Silence is no error."""
    verdict = await deciding(find, MemoryPolicies(LISTENING))(CHAT, text, Addressing.NONE)
    assert (verdict.speaks, verdict.confidence) == (False, 0.0)

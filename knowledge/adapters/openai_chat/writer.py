"""One answer of a model, piece by piece, or one failure; and drafts of forewords."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from functools import cached_property

from knowledge.adapters.openai_chat import foreword
from knowledge.adapters.openai_chat.canary import Canary
from knowledge.adapters.openai_chat.chat_model import ChatModel, gathering
from knowledge.adapters.openai_chat.messages import messages
from knowledge.errors import WriterFailed
from knowledge.ports import Piece
from knowledge.records import Found, Question, Turn, Usage
from knowledge.weekly.compiled import CompiledIssue


class OpenAIWriter(ChatModel):
    """A chat model that writes answers from passages, and forewords from titles."""

    @cached_property
    def _canary(self) -> Canary:
        """One for all answers, so that a server can keep what it has read of the rules."""
        return Canary()

    async def write(
        self, question: Question, passages: Sequence[Found], thread: Sequence[Turn] = ()
    ) -> AsyncGenerator[Piece, None]:
        """The answer in pieces as they come. A model that finds no answer in the passages writes NOT_ANSWERED.

        A `Restart` stands before each further attempt. The last item of each is what the endpoint says that it has
        used, where it says so.

        Raises:
            KeyRefused: the endpoint does not take the key.
            WriterFailed: refused, unreachable, too slow, cut off, too long, not understood, or it gave its rules away.
        """
        request = messages(question, passages, thread, self._canary.word)
        gathered = gathering(request)
        with self.logged():
            async with aclosing(self.replying(request, gathered)) as pieces:
                async for piece in pieces:
                    if isinstance(piece, str) and self._canary.is_in(gathered.said, len(piece)):
                        raise WriterFailed("rules given away")
                    yield piece

    async def propose(self, issue: CompiledIssue) -> tuple[str, Usage]:
        """A draft of an issue's foreword, Markdown of at most 300 characters, and the tokens that all attempts took.

        Raises:
            KeyRefused: the endpoint does not take the key.
            WriterFailed: as in `write`, or nothing usable came.
        """
        request = foreword.request(issue)
        gathered = gathering(request)
        with self.logged():
            return foreword.proposal(await self.reply(request, gathered)), gathered.usage

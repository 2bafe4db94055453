"""Every sentence that people read, in Chinese and English."""

from bot.catalogue.failures import failure, notice
from bot.catalogue.phrase import Language, Phrase, language
from bot.catalogue.refusals import REFUSALS, refusal
from bot.catalogue.words import Words

__all__ = ["REFUSALS", "Language", "Phrase", "Words", "failure", "language", "notice", "refusal"]

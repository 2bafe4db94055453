"""What the handlers of a chat ask for by name."""

from secrets import token_hex
from zoneinfo import ZoneInfo

from bot.conversation.guarding.admitting import Gate
from bot.conversation.guarding.authority import Authority
from bot.conversation.guarding.floods import Floods
from bot.conversation.guarding.served import Served
from bot.listening import fit_gate_of
from bot.places import SettingUp
from bot.publishing.admissions import OutboxDoorkeeper
from bot.publishing.cut_off import closing
from bot.settings import Settings
from bot.teaching import Teaching
from bot.web.archive import EditorKeys
from bot.wiring import SystemClock, Zixue
from bot.wiring.administration import administration_of
from bot.wiring.rights import terms_of
from knowledge.governance.manners import ChangeManners
from knowledge.governance.setting_up import ClaimBot, OfferCode, SetPlace
from knowledge.listening.calibrate_chat import CalibrateChat
from knowledge.listening.overhearing import Overhear
from knowledge.ports import Clock
from knowledge.remembering.giving_opinions import GiveOpinion, GiveReason


def dependencies(wired: Zixue, settings: Settings) -> dict[str, object]:
    """What every chat needs, on Telegram and in the terminal."""
    return {
        "converse": wired.memory.converse,
        "keep_open": wired.memory.keep_open,
        "weekly": wired.weekly,
        "governance": wired.governance,
        "governing": wired.governing,
        "metering": wired.governing.metering,
        "administration": administration_of(wired, settings),
        "paces": wired.spine.paces,
        "setting_up": setting_up_of(wired),
        "policies": wired.policies,
        "should_answer": wired.should_answer,
        "overhears": Overhear(wired.should_answer, wired.overhearings, SystemClock()),
        "change_manners": (teaching := teaching_of(wired)).change,
        "teaching": teaching,
        "opinions": wired.opinions,
        "give_opinion": GiveOpinion(wired.memory.converse.exchanges, wired.opinions, SystemClock()),
        "give_reason": GiveReason(wired.memory.converse.exchanges, wired.opinions),
        "overhearings": wired.overhearings,
        "statistics": wired.statistics,
        "charts": wired.charts,
        "rights": wired.rights,
        "privacy_terms": terms_of(settings),
        "open_questions": wired.memory.open_questions,
        "search_entries": wired.search_entries,
        "library": wired.library,
        "link_descriptions": wired.link_descriptions,
        "default_language": settings.language,
        "zone": ZoneInfo(settings.zone),
        "archive_url": settings.archive_url,
        "next_cut_off": closing(settings).next_after,
        "editors_link": editor_keys(wired, settings).link,
    }


def teaching_of(wired: Zixue) -> Teaching:
    """Changing when the bot speaks in a chat, and teaching it."""
    policies, overhearings, clock = wired.policies, wired.overhearings, SystemClock()
    change = ChangeManners(policies, overhearings, clock)
    fit_gate = fit_gate_of(wired.library, wired.find_passages.embedder, clock)
    calibrate = CalibrateChat(overhearings, policies, fit_gate)
    return Teaching(change, calibrate, overhearings, wired.library, wired.governance.admissions)


def setting_up_of(wired: Zixue) -> SettingUp:
    """Setting the deployment up in a chat."""
    kept, granted, clock = wired.governance, wired.governing.granted, SystemClock()
    claim = ClaimBot(kept.confirmations, granted, kept.admissions, kept.set_up, clock)
    place = SetPlace(kept.set_up, kept.admissions, clock)
    return SettingUp(OfferCode(kept.confirmations, granted, clock), claim, place, kept.admissions, wired.places)


def editor_keys(wired: Zixue, settings: Settings) -> EditorKeys:
    """What lets editors into the archive, the same in every process of a bot on Telegram; in the terminal nobody."""
    token = settings.telegram_token
    secret, archive = (token.get_secret_value(), settings.archive_url) if token is not None else (token_hex(), "")
    return EditorKeys.of(secret, wired.spine.leases, SystemClock(), archive)


def gate_of(wired: Zixue, authority: Authority, settings: Settings, clock: Clock) -> Gate:
    """Whom a bot on Telegram serves."""
    governing, zone = wired.governing, ZoneInfo(settings.zone)
    outbox, granted = wired.spine.outbox, governing.granted
    doorkeeper = OutboxDoorkeeper(outbox, clock, wired.places, granted, settings.language, zone)
    served = Served(authority, governing.admit_chat, wired.places, wired.memory.converse.exchanges)
    floods = Floods(wired.spine.paces, counts=settings.user_questions > 0)
    return Gate(served, governing.ban_member, floods, doorkeeper, listed=settings.admission == "listed")

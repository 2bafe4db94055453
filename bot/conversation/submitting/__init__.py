"""Handing in notes: one module a thing that members do."""

from aiogram import Router

from bot.conversation.submitting import (
    arriving,
    beginning,
    collecting,
    editing,
    holding,
    naming,
    pressing,
    withdrawing,
)
from bot.conversation.submitting.refusing import tell_refusals

__all__ = ["links", "router"]


def links() -> Router:
    """The deep links; they come before the greeting, which takes every other."""
    return _telling(arriving.router())


def router() -> Router:
    """Commands, messages that belong to a note, edits and buttons."""
    submitting = _telling(Router(name="submitting"))
    modules = (beginning, withdrawing, naming, collecting, holding, editing, pressing)
    submitting.include_routers(*(module.router() for module in modules))
    return submitting


def _telling(router: Router) -> Router:
    for observer in (router.message, router.edited_message, router.callback_query):
        observer.middleware(tell_refusals)
    return router

"""What only editors see: the page that copies an issue for WeChat, and the form for the article's address."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from aiohttp import web

from bot.web.archive.editor_keys import SESSION_LASTS, Admission, EditorKeys
from bot.web.archive.reading import Reading
from bot.web.archive.responses import Refused, answer, editors_page, elsewhere, form_of, missing, page
from knowledge.weekly.compiled import Artefact, CompiledIssue, Site
from knowledge.weekly.issues import Issue, IssueState
from knowledge.weekly.publishing.recording_article import ArticleRefused, RecordArticle
from knowledge.weekly.rendering.listings import entrance_page
from knowledge.weekly.rendering.wechat import server_page

COOKIE: Final = "zixue_editor"
_FROZEN: Final = frozenset(IssueState) - {
    IssueState.OPEN,
    IssueState.REVIEW,
    IssueState.SKIPPED,
    IssueState.WITHDRAWN,
}
_NOT_AN_ADDRESS: Final = "请填写 https://mp.weixin.qq.com/ 开头的文章网址。"
_CHANGED: Final = "这一期刚刚被别人改动过：请刷新本页后再登记。"


@dataclass(frozen=True, slots=True)
class Visit:
    """An editor at an issue's WeChat page; `held` is what their browser holds."""

    held: str
    admission: Admission
    issue: Issue


@dataclass(frozen=True, slots=True)
class EditorPages:
    """What editors see who came by a link of the bot's."""

    reading: Reading
    keys: EditorKeys
    record_article: RecordArticle
    site: Site
    name: str

    async def entrance(self, request: web.Request) -> web.Response:
        """Ask whoever follows the link to enter: nothing is used up by a chat that looks at it."""
        key = request.query.get("key", "")
        if self.keys.admission(key) is None:
            raise _no_admission()
        return page(entrance_page(self.name, key))

    async def enter(self, request: web.Request) -> web.Response:
        """Use the key up, and let its bearer's browser in."""
        admission = await self.keys.redeem((await form_of(request)).get("key", ""))
        if admission is None:
            raise _no_admission()
        response = elsewhere(f"issues/{admission.number}/wechat", HTTPStatus.SEE_OTHER)
        response.set_cookie(
            COOKIE,
            self.keys.session(admission),
            max_age=int(SESSION_LASTS.total_seconds()),
            httponly=True,
            samesite="Strict",
            secure=request.secure or self.site.archive.startswith("https:"),
        )
        return response

    async def wechat(self, request: web.Request) -> web.Response:
        """The article with its button."""
        return await self._shown(await self._visit(request))

    async def zipped(self, request: web.Request) -> web.Response:
        """The same as files, with the pictures."""
        visit = await self._visit(request)
        file = await self._artefact(visit, "wechat.zip")
        response = answer(request, file.data, file.media_type, visit.issue.changed_at, "private, no-cache")
        response.headers["Content-Disposition"] = f'attachment; filename="wechat-{visit.issue.number}.zip"'
        return response

    async def record(self, request: web.Request) -> web.Response:
        """Keep where the article stands."""
        visit, form = await self._visit(request), await form_of(request)
        if not self.keys.is_csrf(visit.held, form.get("csrf", "")):
            raise _no_admission()
        try:
            recorded = await self.record_article(visit.issue, form.get("address", ""), visit.admission.actor)
        except ArticleRefused:
            return await self._shown(visit, _NOT_AN_ADDRESS)
        if recorded is None:
            return await self._shown(visit, _CHANGED)
        return elsewhere("wechat", HTTPStatus.SEE_OTHER)

    async def _shown(self, visit: Visit, problem: str = "") -> web.Response:
        article = (await self._artefact(visit, "wechat.html")).data.decode()
        saved, csrf = visit.issue.article_url or "", self.keys.csrf(visit.held)
        html = server_page(await self._compiled(visit), article, self.site, (csrf, saved, problem))
        return editors_page(html, HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK)

    async def _visit(self, request: web.Request) -> Visit:
        held = request.cookies.get(COOKIE, "")
        admission = self.keys.of_session(held)
        if admission is None:
            raise _no_admission()
        issue = await self.reading.issues.numbered(int(request.match_info["number"]))
        if issue is None or issue.state not in _FROZEN:
            raise missing()
        return Visit(held, admission, issue)

    async def _compiled(self, visit: Visit) -> CompiledIssue:
        return await self.reading.compiled(visit.issue)

    async def _artefact(self, visit: Visit, name: str) -> Artefact:
        return await self.reading.artefact(int(visit.issue.number or 0), name)


def _no_admission() -> Refused:
    return Refused(
        HTTPStatus.FORBIDDEN,
        "需要编辑的链接",
        "这一页只给编辑看，链接只能用一次，十五分钟内有效：请在编辑群发送 /issue draft 取一个新的。",
    )

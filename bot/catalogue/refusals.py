"""Why a source could not be read, and what to do about it."""

from collections.abc import Mapping
from typing import Final

from bot.catalogue.phrase import Language, Phrase
from knowledge.errors import Refusal

REFUSALS: Final[Mapping[Refusal, Phrase]] = {
    Refusal.NOT_FOUND: Phrase("找不到这个文件或文件夹，请检查拼写。", "No such file or folder; check the spelling."),
    Refusal.UNREADABLE: Phrase("打不开或读不了，请检查权限。", "It cannot be opened or read; check its permissions."),
    Refusal.LEADS_OUTSIDE: Phrase(
        "这是指向文件夹外面的链接，没有读；需要的话请直接给出那个文件。",
        "It is a link out of the folder and was not read; name that file itself if it is wanted.",
    ),
    Refusal.EMPTY: Phrase("里面没有内容，请换一个有文字的文件。", "It is empty; give a file that has text."),
    Refusal.TOO_LARGE: Phrase(
        "太大了，请拆成小一点的：文件最多 20 MB、约一百万字，网址最多 5 MB。",
        "It is too large; split it: a file may have 20 MB, 3.5 MB of them text, a page fetched by its URL 5 MB.",
    ),
    Refusal.BINARY: Phrase(
        "这不是文字文件，请先转成文字或 HTML。", "This is not text; convert it to text or HTML first."
    ),
    Refusal.UNKNOWN_ENCODING: Phrase("认不出文字编码，请另存为 UTF-8。", "Its encoding is unknown; save it as UTF-8."),
    Refusal.UNSUPPORTED: Phrase(
        "不支持这种格式，请给文字、Markdown、HTML、PDF、docx、EPUB 或 ipynb。",
        "This format is not supported; give text, Markdown, HTML, PDF, docx, EPUB or ipynb.",
    ),
    Refusal.NOTHING_LEFT: Phrase(
        "去掉广告和导航后没有剩下正文，请换一个有正文的页面。",
        "Nothing was left after removing navigation and advertisements; give a page with an article on it.",
    ),
    Refusal.NO_ANSWERS: Phrase(
        "聊天记录里没有找到有人回答过的问题，也没有成段的频道文章，请导出更长一段时间的记录。",
        "This chat export has no question that somebody answered and no longer channel post; "
        "export a longer stretch of the chat.",
    ),
    Refusal.DAMAGED: Phrase(
        "文件损坏，解析不了，请重新导出或换一份。", "The file is damaged; export it again or give another copy."
    ),
    Refusal.ENCRYPTED: Phrase(
        "文件有密码或版权保护，请给一份没有加密的。", "The file is encrypted; give a copy without a password."
    ),
    Refusal.TOO_COMPLEX: Phrase(
        "文件结构异常复杂，读它会耗尽资源，请只留正文再试。",
        "Reading it would take too much time or memory; keep the text alone and try again.",
    ),
    Refusal.NO_TEXT_LAYER: Phrase(
        "这份 PDF 是扫描图片，没有文字层，请先做文字识别。",
        "This PDF is a scan without text; run character recognition on it first.",
    ),
    Refusal.PRIVATE_MESSAGES: Phrase(
        "这是聊天记录，里面是大家的发言。请先用 --dry-run 看看会保留什么，同意的话加上 --messages 再来一次。",
        "This is a chat export of people's messages: look at what would be kept with --dry-run, "
        "then repeat with --messages if they agree.",
    ),
    Refusal.NO_SUCH_ADDRESS: Phrase(
        "这个网址不能用，请检查拼写：要以 http:// 或 https:// 开头，不带用户名和密码，端口是网页常用的。",
        "This is not a usable address; check the spelling: "
        "http:// or https:// in front, no user name or password, no port of another service.",
    ),
    Refusal.FORBIDDEN_ADDRESS: Phrase(
        "这个网址指向内部网络，不能读；请把网页存成文件再给我。",
        "This address lies inside a private network and is not read; save the page and give the file.",
    ),
    Refusal.UNREACHABLE: Phrase(
        "连不上这个网站，请检查网址和网络，过一会儿再试。",
        "The site cannot be reached; check the address and the network, and try again later.",
    ),
    Refusal.TOO_SLOW: Phrase(
        "等得太久还没有读完，请过一会儿再试，或者把正文存成文件。",
        "It took too long; try again later, or save its text as a file.",
    ),
    Refusal.NOT_ON_SITE: Phrase("网站上没有这一页，请检查网址。", "The site has no such page; check the address."),
    Refusal.SITE_REFUSES: Phrase(
        "网站不让读这一页，请在浏览器里把它存成 HTML 文件再给我。",
        "The site does not give this page to programs; save it as HTML in a browser and give the file.",
    ),
    Refusal.REDIRECTS: Phrase(
        "这个网址转来转去没有尽头，请给最后那一页的网址。",
        "The address redirects without end; give that of the page itself.",
    ),
    Refusal.CONTENT_TYPE: Phrase(
        "这个网址给的不是网页或文档，请给文章的网址。",
        "This address gives neither a page nor a document; give that of an article.",
    ),
    Refusal.ROBOTS: Phrase(
        "网站的 robots.txt 不许程序定期读这一页，请手动 ingest。",
        "The site's robots.txt does not let programs read this page on a schedule; ingest it by hand.",
    ),
}


def refusal(reason: Refusal, language: Language) -> str:
    """Why a source was refused and what to do about it."""
    return REFUSALS[reason].say(language)

"""What a single line of a collected page can be: cut off, pagination, a list of tokens, spam, site chrome."""

import re

_CUT = re.compile(
    r"(?:\.{3,}|…+)\s?[\])】）]?\s*"
    r"(?:(?:阅读|閱讀|查看|展开|展開|显示)?(?:全文|更多|原文)"
    r"|继续阅读|繼續閱讀|read more|continue reading)?[\s»>→]*$",
    re.IGNORECASE,
)
_CUT_REACH = 40
_PAGE_TOKEN = re.compile(
    r"\d{1,4}|\.{2,}|…+|[«»‹›<>←→|·]+|[上下][一]?[页頁]|[首末尾][页頁]|[页頁]|共|第"
    r"|prev(?:ious)?|next|older|newer|page|of|posts?|last|first",
    re.IGNORECASE,
)
_TOKENS_ENOUGH = 6
_TOKEN_LENGTH = 12
_PROSE = re.compile(r"[。、;；]|[?？]$")
_SPAM = re.compile(
    r"[国國][产產](?:亚洲|精品|自拍|偷拍|av)|[无無][码碼]|亚洲av|av片|黄片|色情|成人(?:片|视频|小说|電影|电影)|激情|裸(?:聊|体|照)|情侣网名"
    r"|约炮|三级片|内裤|屁股|巨茎|少妇|美女|在线观看|免费观看|"
    r"棋牌|博彩|赌场|赌博|百家乐|彩票(?!假[设說说])|时时彩|六合彩|体育投注|娱乐(?:城|平台)|老虎机|体验金|开奖"
    r"|真人(?:荷官|娱乐)|贷款|代开发票|办证|刷单|私服|外挂"
)
_SPAM_ENOUGH = 2
_NAVIGATION = re.compile(
    r"^(?:您(?:的|现在的)位置|[当當]前位置|[歡欢]迎(?:光[臨临]|[來来]到|[您你])|[網网]站首[頁页])"
    r"|(?:[會会][員员]|用[戶户])?(?:登[陸陆錄录])\s*[&|/和]?\s*(?:免[費费])?[注註][冊册]|^(?:首[頁页]\s*[>|›/])"
    r"|[設设][為为]首[頁页]|加入收藏|^copyright\b|^©|all rights reserved|^powered by|ICP[備备证]",
    re.IGNORECASE,
)
_MENU = re.compile(
    r"(?:首[頁页]|[歸归][檔档]|[標标][簽签籤]|分[類类]|[關关][于於]|友情?[鏈链]接?|留言板?|搜[索尋寻]|[订訂][阅閱]|RSS"
    r"|home|archives?|tags|categories|about|links|search|menu"
    r"|(?:[閱阅][讀读]|查看)(?:全文|更多|原文)|[繼继][續续][閱阅][讀读]|read more|continue reading"
    r"|[上下]一?[頁页]|加[載载]更多|返回[頂顶]部|回到[頂顶]部)[\s|»›>→…:：]*(?:\(?\d*\)?)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?:[參参]考(?:文[檔档獻献]|[資资]料|[鏈链][接])|references?|相[關关](?:[閱阅][讀读]|推[薦荐]|文章)"
    r"|推[薦荐][閱阅][讀读]|猜你喜[歡欢]|[發发]表[評评][論论]|[責责]任[編编][輯辑]|(?:免[責责]|版[權权])[聲声]明"
    r"|(?:[網网]友|全部|最新)?[評评][論论](?:[區区]|列表)?)\s*(?:[:：(（].*)?$"
    r"|^(?:[聲声]明[:：]|分享到|[上下]一篇|扫码|长按)"
    r"|的[評评][論论]\s*[(（]共?\s*\d*\s*[條条]?[)）]"
    r"|[請请](?:遵守.{0,4}法律|文明(?:上[網网]|[發发]言))|如有(?:侵[權权]|不妥)",
    re.IGNORECASE,
)
_PROMOTION = re.compile(
    r"[關关]注|星[標标]|在看|[點点][贊赞]|收藏|[轉转][發发]|公[眾众][號号]|投稿|不迷路|更新|[評评][論论][區区]"
    r"|下(?:期|[個个]月|周)[見见]"
)
_PROMOTION_CERTAIN = re.compile("星[標标]|在看|[點点][贊赞]|公[眾众][號号]|[評评][論论][區区]")
_PROMOTION_LENGTH = 40


def is_cut(line: str) -> bool:
    """Whether the text was cut off here, as a feed or an index does with its excerpts."""
    end = line[-_CUT_REACH:]
    return most_cut(end) > 0 and _CUT.search(end) is not None


def most_cut(text: str) -> int:
    """How many lines of a text can be cut off at most; far cheaper to know than how many are."""
    return text.count("…") + text.count("...")


def is_pagination(line: str) -> bool:
    """Whether the line is a pager: numbers, arrows and the words for pages, and nothing else."""
    tokens = line.split()
    if not tokens or any(not _PAGE_TOKEN.fullmatch(token) for token in tokens):
        return False
    return len(tokens) > 1 and any(token.strip(".…") for token in tokens)


def is_token_list(line: str) -> bool:
    """Whether the line is a run of short tokens between bars that is not a row of a Markdown table."""
    if line.startswith("|") or line.count("|") + line.count("｜") < _TOKENS_ENOUGH - 1:
        return False
    tokens = [token.strip() for token in re.split(r"[|｜]", line) if token.strip()]
    return len(tokens) >= _TOKENS_ENOUGH and all(len(token) <= _TOKEN_LENGTH for token in tokens)


def is_spam(line: str) -> bool:
    """Whether the line is search-engine spam: phrases of its trades side by side that make no sentence."""
    if _PROSE.search(line):
        return False
    return len({found[0] for found in _SPAM.finditer(line)}) >= _SPAM_ENOUGH


def is_chrome(line: str) -> bool:
    """Whether the line belongs to the site and not to what it publishes."""
    if is_pagination(line) or is_token_list(line) or is_spam(line):
        return True
    return _NAVIGATION.search(line) is not None or _MENU.fullmatch(line) is not None


def is_closing(line: str) -> bool:
    """Whether what follows an article begins here: references, a disclaimer, comments, sharing."""
    return _CLOSING.search(line) is not None


def is_promotion(line: str) -> bool:
    """Whether the line is a short call to follow, like or write in; a full sentence needs a surer word."""
    if len(line) > _PROMOTION_LENGTH:
        return False
    sign = _PROMOTION_CERTAIN if line.endswith("。") else _PROMOTION
    return sign.search(line) is not None

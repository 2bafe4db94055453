"""Lines that sites put around a text: who edited it, where to share it, what else to read, whose page it is."""

import re
from typing import Final

_AROUND: Final = re.compile(
    r"""(?xi)^\W*(?: 上一?[篇页条主帖][:：]? | 下一?[篇页条主帖][:：]? | 上篇 | 下篇 | 责任?编辑?[:：] | 责编
    | 编辑[:：] | 校对[:：] | 分享(?:到|至)?(?:$|[:：]) | 打印(?:本[页文])?$ | 关闭(?:窗口)?$ | 复制链接
    | 收藏(?:本文)?$ | 举报$ | 点赞 | 赞同?\s*\d*$ | 评论\s*\(?\d*\)?$ | \d+\s*[条个]?评论 | 网友评论 | 最新评论
    | 发表评论 | 我要评论 | 查看评论 | 热门(?:评论|推荐|文章|标签) | 相关(?:阅读|新闻|文章|推荐|链接|报道|专题|主题)
    | 延伸阅读 | 推荐阅读 | 猜你喜欢 | 更多精彩 | 版权(?:声明|所有|归|$) | 免责声明 | 特别声明 | 本文版权
    | 未经(?:授权|许可|书面) | 转载请(?:注明|保留|联系) | copyright | ©|\(c\)\s*\d{4} | all\s+rights | powered\s+by
    | [\u4e00-\u9fff]{1,2}ICP[备证] | ICP备 | 京公网安备 | 网站地图 | 联系我们 | 关于我们
    | 返回(?:首页|顶部|列表|目录) | 回到?顶部 | 首页$ | 登录 | 注册 | 阅读(?:数|量|次数|原文) | 浏览(?:次数|量)
    | 点击(?:数|率|次数)? [:：\d] | 字[体号][:：] | 【?(?:大|中|小|打印|关闭|收藏|推荐|评论|纠错)[】\s|]+
    | 扫(?:一扫|码|描二维码)\S*(?:关注|分享|下载) | (?:长按|扫码)\S*关注 | 关注我们 | 微信扫一扫 | 广告$
    | advertisement | 来源[:：] | 稿源[:：] | 作者[:：] | 发布(?:时间|日期|于)[:：] | 发表[于时] | 时间[:：]
    | [\d,.]+\s*(?:人赞同|[个条]\s*(?:回答|回复|评论)|次?(?:阅读|浏览|点击)) | (?:the\s)?end\W*$
    | (?:(?:分享|收藏|喜欢|在看|三连|评论|赞同?|点赞|举报|感谢|关注|回复|引用|打赏|转发|\d+)\W*)+$
    | 调整字体 | 字号$ | 标签$ | (?:为你|为您|精彩|今日|编辑|相关|热点|大家都在)推荐 | 大家都在
    | 页面功能 | 【?我来说两句
    | 编辑于\s*\d | 文章标签 | 标签[:：] | 分类专栏 | 收起$ | 展开(?:阅读)?全文$ | 阅读全文 | 添加评论 | 写回答
    | 邀请回答 | 关注者 | 被浏览 | 好问题 | 回复$ | 引用$ | 使用道具 | 发短消息 | 显示全部楼层 | 只看该作者
    | 电梯直达 | 楼主$ | 沙发$ | 本帖最后由 | \d+\#$ | 原标题[:：] )"""
)
_SITE: Final = re.compile(
    r"(?i)许可证|公网安备|ICP备|举报(?:电话|邮箱|专区|中心|投诉)|违法和不良信息|版权所有|copyright|©|\(c\)\s*\d{4}"
    r"|all rights reserved|未经\S{0,8}(?:不得|禁止|请勿|严禁)|(?:商业|禁止|申请)转载|转载(?:申请|授权)"
    r"|客服(?:电话|热线)|技术支持[:：]|主办单位[:：]|营业执照|Powered by|E-?mail[:：]|最佳分辨率|分辨率以上"
    r"|原标?题[为：:]|版权声明[:：]|版权协议|(?:扫描|长按|识别)\S*二维码|仅代表\S{0,12}观点|不代表\S{0,12}(?:观点|立场)"
    r"|点击(?:上方|下方|上面|下面|蓝字)\S{0,40}(?:关注|星标|置顶)|(?:设为|选择|加个?)\W?星标|一键三连"
    r"|(?:点个?|点赞|点击|转发|分享|右下角)[^，。；！？]{0,8}在看|Processed in [\d.]+ second|Comsenz Inc"
)
_LABEL: Final = re.compile(
    r"(?:发布|来源|来自|点击|浏览|作者|时间|编辑|阅读|人气|日期|回复|查看|评论|字号|责编|地址|电话|传真|邮编|邮箱|热线)"
    r"(?:时间|数|次数|日期|人)?\s*[:：]"
)
_DATELINE: Final = re.compile(
    r"^[^，。；！？]*(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*\d{1,2}[:：]\d\d|第\s*\d+\s*页\W*共\s*\d+\s*页"
)
_STRANGER: Final = re.compile(r"\b\d{1,3}\.\d{1,3}\.(?:\d{1,3}|\*)\.\*")
_MORE: Final = re.compile(r"^\W*往期\s?(?:推荐|精彩|回顾|文章|内容|好文|原创|精选|热文)")
_SENTENCE: Final = re.compile("[，。；！？]")
_SHORT: Final = 60
_LONG: Final = 200


def is_of_site(line: str, size: int) -> bool:
    """Whether a line of so many characters is the site's; a sentence that begins like one is not."""
    if size > _LONG:
        return False
    if size > _SHORT:
        return len(_SITE.findall(line)) > 1
    if _SITE.search(line) or is_of_stranger(line) or _DATELINE.search(line) or len(_LABEL.findall(line)) > 1:
        return True
    return _AROUND.match(line) is not None and not _SENTENCE.search(line)


def is_of_more(line: str) -> bool:
    """Whether the list of what else the writer has published begins here."""
    return _MORE.match(line) is not None


def is_of_stranger(line: str) -> bool:
    """Whether a comment without a name begins here: sites show half of the address that it came from."""
    return _STRANGER.search(line) is not None

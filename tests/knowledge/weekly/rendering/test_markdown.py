from knowledge.reading.shapes import weekly_issue
from knowledge.records import Page
from knowledge.weekly.rendering.markdown import issue_markdown
from tests.knowledge.weekly.rendering.trapped_issue import PAGE, PAPER, WEIXIN, trapped_issue

END = "  "  # two spaces end a line of Markdown

GOLDEN = f"""# 机器学习周刊 第 4 期

2026-11-21 · 本期主编：阿编

## 刊首语

欢迎各位。

## 本期内容

**论文速递**

- 低秩微调

**学习心得**

- 大煌
- 大鹏
- 匿名
- 木子

**疑问解答**

- 为什么要归一化？

## 论文速递

### 低秩微调

作者：A. Bee

[论文地址]({PAPER})[1]

第 2 期 小红也读过

**小明**

**损失函数：**衡量
看[一页]({PAGE})[2]，很好

你好，世界！（Ａ）“引”

价格\\$5和\\$6元，$x_1$ 是量

见 <{WEIXIN}>[3] 。

**匿名**

转自 某频道

读不懂。

## 学习心得

### 大煌

大鹏说得对。

#### 小结

- 一
- 二

![图](pictures/3.png)

### 大鹏

学了熵。

### 匿名

不说是谁。

### 木子

（应作者要求删除）

## 疑问解答

### 为什么要归一化？

**小明**

为了稳定。

## References

[1] [2106.09685] 低秩: {PAPER}{END}
[2] 一页: {PAGE}{END}
[3] {WEIXIN}
"""


def test_an_issue_in_the_historic_order() -> None:
    """Contents, sections, references; the five traps stand as they were meant, links with their numbers."""
    assert issue_markdown(trapped_issue(), {3: "pictures/3.png"}) == GOLDEN
    assert "图" not in issue_markdown(trapped_issue(), {})


def test_an_issue_is_read_again() -> None:
    """The reader of weekly issues finds the same sections, entries and links in it."""
    page = Page("issue.md", issue_markdown(trapped_issue(), {}))
    assert weekly_issue.score(page) > 0.9
    entries = weekly_issue.read(page).entries
    assert [(entry.section, entry.title) for entry in entries] == [
        ("论文速递", "低秩微调"),
        ("学习心得", "大煌的学习心得"),
        ("学习心得", "大鹏的学习心得"),
        ("学习心得", "匿名的学习心得"),
        ("学习心得", "木子的学习心得"),
        ("疑问解答", "为什么要归一化？"),
    ]
    assert entries[0].url == PAPER
    assert {link.url for link in entries[0].links} == {PAPER, PAGE, WEIXIN}
    assert "大鹏说得对。" in entries[1].text

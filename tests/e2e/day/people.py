"""Who is in the group of the scripted day."""

from itertools import product
from typing import Final

from tests.fakes.telegram_server import User

_GIVEN: Final = ("阿", "小", "老", "大", "Li ", "Mia ", "Tom ", "Ira ", "Jo ", "云")
_FAMILY: Final = (
    *("安", "白", "陈", "杜", "方", "高", "何", "江", "康", "罗"),
    *("毛", "牛", "欧", "潘", "秦", "任", "孙", "田", "吴", "杨"),
)

PEOPLE: Final = tuple(
    User(810_000 + n, f"{given}{family}", language_code="en" if given.endswith(" ") else "zh-hans")
    for n, (given, family) in enumerate(product(_GIVEN, _FAMILY))
)
"""Two hundred, a part of whom has set Telegram to English."""

ASKERS: Final = PEOPLE[:160]
COMERS: Final = PEOPLE[160:]
"""Who comes and goes, and asks nothing."""

ADA: Final = User(820_001, "艾达", language_code="zh-hans")
"""Governs the bot."""

BAO: Final = User(820_002, "老鲍", language_code="zh-hans")
"""Governs the group, and writes in its name."""

TROLL: Final = User(820_003, "捣蛋鬼", username="trouble_here", language_code="zh-hans")
FLOODER: Final = User(820_004, "复读机", language_code="zh-hans")

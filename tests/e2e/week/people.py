"""Who takes part in the scripted week."""

from typing import Final

from tests.fakes.telegram_server import User

MING: Final = User(700101, "小明", language_code="zh-hans")
QING: Final = User(700102, "阿青", language_code="zh-hans")
GRACE: Final = User(700103, "Grace", language_code="en")
ZHOU: Final = User(700104, "老周", language_code="zh-hans")
RAIN: Final = User(700105, "小雨", language_code="zh-hans")
IVAN: Final = User(700106, "Ivan", language_code="en")
HIDDEN: Final = User(990077331, "匿迹客", username="traceless_one", language_code="zh-hans")
BANNED: Final = User(700108, "闹哥", language_code="zh-hans")
LIN: Final = User(700109, "林深", language_code="zh-hant")
QIU: Final = User(700110, "秋白", language_code="zh-hans")
SLOW: Final = User(700111, "慢慢", language_code="zh-hans")
NOAH: Final = User(700112, "Noah", language_code="en")
MEMBERS: Final = (MING, QING, GRACE, ZHOU, RAIN, IVAN, HIDDEN, BANNED, LIN, QIU, SLOW, NOAH)

ANN: Final = User(700801, "安编", language_code="zh-hans")
BEN: Final = User(700802, "Ben", language_code="en")

NICKNAMES: Final = {RAIN.id: "雨后", HIDDEN.id: "隐石"}
WHO_IS_HIDDEN: Final = (str(HIDDEN.id), HIDDEN.first_name, NICKNAMES[HIDDEN.id], "traceless_one")
"""What must stand nowhere but in this member's own chat."""

"""The colours of charts, which people who see few colours can tell apart.

Source: Okabe and Ito, "Color Universal Design", 2008, https://jfly.uni-koeln.de/color/
"""

from typing import Final

BLUE: Final = "#0072b2"
SKY: Final = "#56b4e9"
ORANGE: Final = "#e69f00"
VERMILION: Final = "#d55e00"
GREY: Final = "#999999"

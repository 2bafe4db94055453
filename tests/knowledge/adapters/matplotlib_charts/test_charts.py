"""Sheets of charts as pictures, drawn by a real process."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from knowledge.adapters.matplotlib_charts import MatplotlibCharts
from knowledge.statistics.palette import BLUE
from knowledge.statistics.ports import ChartRefused
from knowledge.statistics.sheets import Panel, Series, Sheet, Tile

BARS = Panel("每天的提问", "", "stacked", ("1", "2"), (Series("答上", (3.0, 5.0), BLUE),), "没有")
LINE = Panel("用时", "秒", "lines", ("1", "2"), (Series("中位数", (None, 0.5), BLUE),), "没有")
EMPTY = replace(LINE, series=(Series("中位数", (None, None), BLUE),))
SHEET = Sheet("使用情况", "整个机器人", (Tile("提问", "8", "此前 3"),), (BARS, LINE, EMPTY))
TITLE, BODY = (0, 0, 1200, 100), (60, 500, 1170, 760)


async def test_a_sheet_is_a_picture_with_what_it_says() -> None:
    """1,200 pixels wide, 1,500 high: Chinese in its title, not boxes that are all alike, and bars in their colour."""
    drawn = await MatplotlibCharts(deadline=60).drawn(SHEET)
    picture = Image.open(io.BytesIO(drawn))
    assert (picture.format, picture.size) == ("PNG", (1200, 1500))
    pixels = picture.convert("RGB")
    inked = pixels.crop(TITLE).convert("L").point(lambda value: 255 * (value < 128)).getbbox()
    assert inked is not None
    left, top, right, bottom = inked
    size = (right - left) // 4
    first, second = (pixels.crop((left + n * size, top, left + (n + 1) * size, bottom)) for n in (0, 1))
    assert ImageChops.difference(first, second).getbbox() is not None
    colors = {color for _, color in pixels.crop(BODY).getcolors(1_000_000) or ()}
    assert (0, 0x72, 0xB2) in colors


async def test_what_takes_too_long_or_cannot_be_drawn_is_refused() -> None:
    """The numbers are sent without a picture then."""
    with pytest.raises(ChartRefused):
        await MatplotlibCharts(deadline=0.01).drawn(SHEET)

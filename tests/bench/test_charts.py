"""Charts are well-formed, and show what was measured where it is."""

import xml.etree.ElementTree as ET

import pytest

from bench.charts import Bars, Lines, told

SVG = "{http://www.w3.org/2000/svg}"


def test_bars_are_as_long_as_their_values_and_show_the_target() -> None:
    page = ET.fromstring(Bars("Rate", "per s", [("a <b>", 100), ("c", 50)], target=80).svg())
    lengths = [float(one.attrib["width"]) for one in page.iter(f"{SVG}rect") if "x" in one.attrib]
    assert lengths[0] == pytest.approx(2 * lengths[1])
    texts = [one.text for one in page.iter(f"{SVG}text")]
    assert {"a <b>", "100 per s", "50.0 per s", "target 80.0 per s"} <= set(texts)


def test_lines_rise_with_their_values() -> None:
    chart = Lines("Cost", "ms", ["10", "20", "30"], [("one", [1, 2, 4]), ("two", [4, 2, 1])])
    page = ET.fromstring(chart.svg())
    heights = [float(one.attrib["cy"]) for one in page.iter(f"{SVG}circle")]
    assert heights[0] > heights[1] > heights[2] == heights[3]
    assert len(list(page.iter(f"{SVG}polyline"))) == 2


def test_a_chart_knows_the_dark_page() -> None:
    assert "prefers-color-scheme:dark" in Bars("Rate", "per s", [("a", 1)]).svg()


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (1234.5, "1,234"), (48.26, "48.3"), (1.004, "1.00"), (0.01234, "0.0123")],
)
def test_three_digits_count(value: float, said: str) -> None:
    assert told(value) == said

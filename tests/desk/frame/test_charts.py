"""Charts as SVG. Expectations are computed by hand: the plot is 152 px high, from y 12 to y 164."""

import re
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from desk.frame.charts import Chart, Series, bars, line, rows

CHARTS = pytest.mark.parametrize("draw", [bars, line, rows])


def chart(*series: Series, labels: tuple[str, ...] = ("Mon", "Tue"), **values: object) -> Chart:
    return Chart("sample", "Breaches", "Highest: Tue, 4", labels, series, **values)  # type: ignore[arg-type]


def plot(drawn: Markup) -> ElementTree.Element:
    found = ElementTree.fromstring(drawn).find("svg[@role='img']")
    assert found is not None
    return found


def boxes(drawn: Markup, tone: str) -> list[tuple[str | None, ...]]:
    """x, y, width, height of the bars of a tone."""
    return [
        tuple(rect.get(side) for side in ("x", "y", "width", "height"))
        for rect in plot(drawn).findall(f"rect[@class='tone-{tone}']")
    ]


def words(drawn: Markup, kind: str) -> list[str | None]:
    return [
        text.text
        for text in ElementTree.fromstring(drawn).iter("text")
        if kind in (text.get("class") or "").split()
    ]


@CHARTS
def test_it_is_named_and_described(draw: object) -> None:
    svg = plot(draw(chart(Series("Response", "warn", [1, 4]))))  # type: ignore[operator]
    named = (svg.get("aria-labelledby") or "").split()
    assert [svg.find(f"*[@id='{one}']").text for one in named] == ["Breaches", "Highest: Tue, 4"]  # type: ignore[union-attr]


@CHARTS
def test_nothing_is_styled_inline_and_words_are_escaped(draw: object) -> None:
    drawn = draw(chart(Series("a & b", "warn", [1, 4]), labels=("<script>", "Tue")))  # type: ignore[operator]
    assert "style" not in drawn
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_bars_stand_on_each_other() -> None:
    drawn = bars(chart(Series("a", "warn", [1, 2]), Series("b", "bad", [0, 2])))
    assert words(drawn, "chart-tick") == ["0", "1", "2", "3", "4"]
    assert boxes(drawn, "warn") == [
        ("7%", "126.0", "36%", "38.0"),
        ("57%", "88.0", "36%", "76.0"),
    ]
    assert boxes(drawn, "bad") == [("57%", "12.0", "36%", "76.0")]


def test_a_line_has_a_gap_where_there_is_no_value() -> None:
    series = Series("a", "info", [0, 4, None, 2])
    svg = plot(line(chart(series, labels=("a", "b", "c", "d"))))
    lines = svg.findall("line[@class='chart-line tone-info']")
    assert [[one.get(end) for end in ("x1", "y1", "x2", "y2")] for one in lines] == [
        ["12.5%", "164.0", "37.5%", "12.0"]
    ]
    dots = [(dot.get("cx"), dot.get("cy")) for dot in svg.findall("circle")]
    assert dots == [("12.5%", "164.0"), ("37.5%", "12.0"), ("87.5%", "88.0")]


def test_of_very_many_values_only_lonely_ones_have_dots() -> None:
    values = [1.0] * 70
    series = Series("a", "info", [*values, None, 1.0])
    svg = plot(line(chart(series, labels=tuple(map(str, range(72))))))
    assert [dot.get("cx") for dot in svg.findall("circle")] == ["99.306%"]


def test_rows_lie_with_their_totals_behind_them() -> None:
    drawn = rows(chart(Series("a", "accent", [3, 1]), Series("b", "bad", [1, 0])))
    assert words(drawn, "chart-name") == ["Mon", "Tue"]
    assert words(drawn, "chart-total") == ["4", "1"]
    assert [(x, width) for x, _, width, _ in boxes(drawn, "accent")] == [
        ("0%", "63%"),
        ("0%", "21%"),
    ]
    assert [(x, width) for x, _, width, _ in boxes(drawn, "bad")] == [("63%", "21%")]


@pytest.mark.parametrize(
    ("greatest", "ticks"),
    [
        (0, ["0", "1"]),
        (1, ["0", "1"]),
        (0.9, ["0", "0.5", "1"]),
        (3, ["0", "1", "2", "3"]),
        (10, ["0", "5", "10"]),
        (43, ["0", "20", "40", "60"]),
    ],
)
def test_the_scale_has_round_steps(greatest: float, ticks: list[str]) -> None:
    assert words(line(chart(Series("a", "accent", [greatest, 0]))), "chart-tick") == ticks


def test_a_scale_may_end_where_it_is_told() -> None:
    series = Series("a", "accent", [0.25, None])
    drawn = line(chart(series, top=1, told="{:.0%}".format))
    assert words(drawn, "chart-tick") == ["0%", "50%", "100%"]


def test_few_labels_stand_along_the_foot_and_fewer_on_a_phone() -> None:
    labels = tuple(f"{hour}:00" for hour in range(24))
    drawn = bars(chart(Series("a", "accent", [1] * 24), labels=labels))
    assert words(drawn, "chart-label") == [f"{hour}:00" for hour in range(0, 24, 3)]
    assert words(drawn, "wide-only") == ["3:00", "9:00", "15:00", "21:00"]


def test_the_pointer_is_told_every_value() -> None:
    drawn = bars(chart(Series("Response", "warn", [1, 2]), Series("Resolution", "bad", [0, 2])))
    hits = plot(drawn).findall("rect[@class='chart-hit']/title")
    assert [hit.text for hit in hits] == [
        "Mon: Response 1 · Resolution 0",
        "Tue: Response 2 · Resolution 2",
    ]
    one = line(chart(Series("Share", "accent", [1, None])))
    hits = plot(one).findall("rect[@class='chart-hit']/title")
    assert [hit.text for hit in hits] == ["Mon: 1", "Tue: –"]


@CHARTS
def test_without_labels_nothing_is_drawn(draw: object) -> None:
    drawn = draw(chart(Series("a", "accent", []), labels=()))  # type: ignore[operator]
    assert not re.search(r'class="(tone-accent|chart-hit)"', drawn)

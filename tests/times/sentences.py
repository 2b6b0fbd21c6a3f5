"""Sentences that say a time, in Chinese, in English and in both, each with the time that it means.

The meaning is put together first and the words are chosen for it, so that no reader is asked.
Moments are aware, in the zone that is given. A seed gives the same sentences every time.
"""

# ruff: noqa: E501 - the words of a sentence read better on one line

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from random import Random

DAY = timedelta(days=1)
ZH = "一二三四五六日"
EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
           "eleven", "twelve")  # fmt: skip


@dataclass(frozen=True)
class Sentence:
    """`starts == ends` is a moment; without `starts` it says no time that can be kept."""

    group: str
    text: str
    now: datetime
    starts: datetime | None = None
    ends: datetime | None = None
    bound: str = "at"
    """at, before, after."""
    repeats: bool = False


def han(number: int) -> str:
    """A whole number below 100 in Chinese numerals."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if tens == 0:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


@dataclass
class _Writer:
    """Chooses words. `today` is the day on which the sentence is written."""

    chance: Random
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    def pick(self, *words: str) -> str:
        return self.chance.choice(words)

    # Days

    def zh_day(self) -> tuple[str, date]:
        return self.chance.choice((self._zh_named, self._zh_weekday, self._zh_date, self._zh_in))()

    def _zh_named(self) -> tuple[str, date]:
        words, ahead = self.chance.choice(
            [("明天", 1), ("明日", 1), ("后天", 2), ("大后天", 3), ("明天", 1)]
        )
        return words, self.today + ahead * DAY

    def _week(self, weeks: int, weekday: int) -> date:
        return self.today - self.today.weekday() * DAY + (7 * weeks + weekday) * DAY

    def _zh_weekday(self) -> tuple[str, date]:
        weekday, name = self._another(), self.pick("周", "星期", "礼拜")
        sign = self.pick("日", "天") if weekday == 6 and name != "周" else ZH[weekday]
        form = self.chance.randrange(4)
        if form == 0:
            return f"{self.pick('下', '下个')}{name}{sign}", self._week(1, weekday)
        if form == 1:
            return f"{self.pick('下下', '下下个')}{name}{sign}", self._week(2, weekday)
        if form == 2 and weekday > self.today.weekday():
            return f"{self.pick('这', '本', '这个')}{name}{sign}", self._week(0, weekday)
        return f"{name}{sign}", self._bare(weekday)

    def _another(self) -> int:
        """Another weekday than today's, whose name alone may mean today or a week from it."""
        return (self.today.weekday() + self.chance.randrange(1, 7)) % 7

    def _bare(self, weekday: int) -> date:
        """The next one to come."""
        return self.today + (weekday - self.today.weekday()) % 7 * DAY

    def _ahead(self) -> date:
        return self.today + self.chance.randrange(4, 50) * DAY

    def _zh_date(self) -> tuple[str, date]:
        day, form = self._ahead(), self.chance.randrange(4)
        sign = self.pick("号", "日")
        if form == 0:
            return f"{day.month}月{day.day}{sign}", day
        if form == 1:
            return f"{han(day.month)}月{han(day.day)}{sign}", day
        following = (self.today.replace(day=1) + 32 * DAY).replace(day=self.chance.randrange(1, 29))
        if form == 2:
            return f"{self.pick('下个月', '下月')}{following.day}号", following
        near = self.today + self.chance.randrange(2, 27) * DAY
        return f"{near.day}{'号'}", near

    def _zh_in(self) -> tuple[str, date]:
        count = self.chance.randrange(2, 6)
        if self.chance.random() < 0.3:
            words = "两" if count == 2 else han(count)
            return f"{words}{self.pick('周', '个星期')}后", self.today + 7 * count * DAY
        words = self.pick(str(count), "两" if count == 2 else han(count))
        return f"{words}天{self.pick('后', '之后', '以后')}", self.today + count * DAY

    def en_day(self) -> tuple[str, date]:
        return self.chance.choice((self._en_named, self._en_weekday, self._en_date, self._en_in))()

    def _en_named(self) -> tuple[str, date]:
        words, ahead = self.chance.choice(
            [("tomorrow", 1), ("tmr", 1), ("the day after tomorrow", 2), ("tomorrow", 1)]
        )
        return words, self.today + ahead * DAY

    def _en_weekday(self) -> tuple[str, date]:
        weekday = self._another()
        name, form = EN[weekday], self.chance.randrange(8)
        if form == 0:
            return self.pick(f"next {name}", f"{name} next week", f"next week {name}"), self._week(
                1, weekday
            )
        if form == 1:
            return f"the {name} after next", self._week(2, weekday)
        if form == 2 and weekday > self.today.weekday():
            return f"this {name}", self._week(0, weekday)
        if form == 3:
            return f"a week {self.pick('on', 'from')} {name}", self._bare(weekday) + 7 * DAY
        if form == 4:
            return f"{self.pick('this coming', 'the coming')} {name}", self._bare(weekday)
        return self.pick(name, name, name[:3]) if form == 5 else name, self._bare(weekday)

    def _en_date(self) -> tuple[str, date]:
        day, form = self._ahead(), self.chance.randrange(5)
        month = MONTHS[day.month - 1]
        if form == 0:
            return f"{month} {self.pick(str(day.day), _ordinal(day.day))}", day
        if form == 1:
            return f"{self.pick(str(day.day), _ordinal(day.day))} {month[:3]}", day
        if form == 2:
            return f"the {_ordinal(day.day)} of {month}", day
        if form == 3:
            return f"{day:%Y-%m-%d}", day
        near = self.today + self.chance.randrange(2, 27) * DAY
        return f"the {_ordinal(near.day)}", near

    def _en_in(self) -> tuple[str, date]:
        count = self.chance.randrange(2, 6)
        words = self.pick(str(count), NUMBERS[count])
        form = self.chance.randrange(4)
        if form == 0:
            return f"in {words} weeks", self.today + 7 * count * DAY
        if form == 1:
            return f"{words} days from now", self.today + count * DAY
        if form == 2:
            return self.pick("a week from today", "in a week"), self.today + 7 * DAY
        return f"in {words} days", self.today + count * DAY

    # Hours

    def zh_clock(self) -> tuple[str, time]:
        """With the half of the day said, or with an hour of working life that needs none."""
        hour, minute = (
            self.chance.randrange(7, 22),
            self.chance.choice((0, 0, 0, 15, 30, 30, 45, 20, 5)),
        )
        if self.chance.random() < 0.2:
            return f"{hour:02}:{minute:02}", time(hour, minute)
        part, shown = self._zh_part(hour)
        number = self.pick(str(shown), "两" if shown == 2 else han(shown))
        return f"{part}{number}点{self._zh_minute(minute, number)}", time(hour, minute)

    def _zh_part(self, hour: int) -> tuple[str, int]:
        if hour in (9, 10, 11) and self.chance.random() < 0.3:
            return "", hour
        if hour < 9:
            return self.pick("早上", "早晨", "早"), hour
        if hour < 12:
            return self.pick("上午", "早上"), hour
        if hour == 12:
            return self.pick("中午", ""), 12
        if hour < 18:
            return (self.pick("下午", "下午", "") if hour < 7 + 12 else "下午"), hour - 12
        return self.pick("晚上", "晚"), hour - 12

    def _zh_minute(self, minute: int, number: str) -> str:
        if minute == 0:
            return self.pick("", "", "整")
        if minute == 30 and self.chance.random() < 0.6:
            return "半"
        if minute in (15, 45) and self.chance.random() < 0.5:
            return {15: "一刻", 45: "三刻"}[minute]
        if minute == 5:
            return self.pick("零五分", "05分")
        return f"{minute}分" if number.isdigit() else f"{han(minute)}{self.pick('分', '')}"

    def en_clock(self) -> tuple[str, time]:
        hour, minute = (
            self.chance.randrange(7, 22),
            self.chance.choice((0, 0, 0, 15, 30, 30, 45, 20)),
        )
        form, twelve = self.chance.randrange(6), (hour - 1) % 12 + 1
        half = "am" if hour < 12 else "pm"
        if form == 0:
            return f"{hour:02}:{minute:02}", time(hour, minute)
        if form in (1, 2) or hour == 12:
            shown = f"{twelve}" if minute == 0 else f"{twelve}:{minute:02}"
            return f"{shown}{self.pick('', ' ')}{self.pick(half, half.upper())}", time(hour, minute)
        part = (
            "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"
        )
        if form == 3:
            minute = 0
            return f"{self.pick(str(twelve), NUMBERS[twelve])} {part}", time(hour)
        spoken = {
            15: "quarter past",
            30: self.pick("half past", "half"),
            45: "quarter to",
            20: "twenty past",
        }
        if minute in spoken:
            number = NUMBERS[twelve % 12 + 1 if minute == 45 else twelve]
            return f"{spoken[minute]} {number} {part}", time(hour, minute)
        return f"{self.pick(str(twelve), NUMBERS[twelve])} o'clock {part}", time(hour)


ZH_FRAMES = ("两杯拿铁，{}自取", "{}有个客户来", "{}送到A座301", "空调坏了，{}来修", "改到{}", "{}", "{}到吧", "麻烦{}送一份牛肉面")  # fmt: skip
EN_FRAMES = ("two lattes for pickup {}", "my guest John Smith arrives {}", "can you deliver it {}?",
             "make it {} please", "{}", "please come {}, thanks", "{} works for me")  # fmt: skip
_Maker = Callable[[_Writer], Sentence]


def _frame(w: _Writer, text: str, *, zh: bool) -> str:
    return w.chance.choice(ZH_FRAMES if zh else EN_FRAMES).format(text)


def _moment(w: _Writer, group: str, text: str, day: date, clock: time, **more: str) -> Sentence:
    at = datetime.combine(day, clock, w.now.tzinfo)
    return Sentence(group, text, w.now, at, at, **more)


def _zh(w: _Writer) -> Sentence:
    (day, on), (clock, at) = w.zh_day(), w.zh_clock()
    return _moment(
        w,
        "zh day and clock",
        _frame(w, day + w.pick("", "", "的") * (not clock[0].isascii()) + clock, zh=True),
        on,
        at,
    )


def _en(w: _Writer) -> Sentence:
    (day, on), (clock, at) = w.en_day(), w.en_clock()
    words = w.pick(f"{day} at {clock}", f"{clock} {day}", f"{day} {clock}", f"at {clock} {day}")
    return _moment(w, "en day and clock", _frame(w, words, zh=False), on, at)


def _mixed(w: _Writer) -> Sentence:
    if w.chance.random() < 0.5:
        (day, on), (clock, at) = w.zh_day(), w.en_clock()
    else:
        (day, on), (clock, at) = w.en_day(), w.zh_clock()
    return _moment(
        w, "mixed day and clock", _frame(w, f"{day} {clock}", zh=w.chance.random() < 0.5), on, at
    )


def _apart(w: _Writer) -> Sentence:
    if w.chance.random() < 0.5:
        (day, on), (clock, at) = w.zh_day(), w.zh_clock()
        text = w.pick(f"{day}要两杯拿铁，{clock}自取", f"{clock}自取两杯拿铁，{day}的", f"{day}的访客，张伟，{clock}到",
                      f"订{day}的牛肉面两份，送A座301，{clock}")  # fmt: skip
    else:
        (day, on), (clock, at) = w.en_day(), w.en_clock()
        text = w.pick(f"two lattes for {day}, pickup at {clock}", f"at {clock}, two beef noodles to A-301, {day}",
                      f"{day} I have a visitor, John Smith, he comes at {clock}")  # fmt: skip
    return _moment(w, "day and clock apart", text, on, at)


def _bare_hour(w: _Writer) -> Sentence:
    """An hour of today that is still to come, the half of the day not said."""
    w.now = w.now.replace(hour=w.chance.randrange(7, 14), minute=50)
    hour = w.chance.randrange(w.now.hour + 1, 18)
    twelve, at = (hour - 1) % 12 + 1, time(hour)
    if twelve == 7 or hour < 9:
        return _bare_hour(w)
    zh = w.chance.random() < 0.5
    words = (
        f"{w.pick(str(twelve), '两' if twelve == 2 else han(twelve))}点"
        if zh
        else f"at {w.pick(str(twelve), NUMBERS[twelve])}"
    )
    return _moment(w, "bare hour", _frame(w, words, zh=zh), w.today, at)


def _from_now(w: _Writer) -> Sentence:
    hours, half = w.chance.randrange(4), w.chance.random() < 0.5
    minutes = hours * 60 + 30 * half if hours else w.chance.choice((10, 15, 20, 25, 30, 40, 45))
    if w.chance.random() < 0.5:
        words = _zh_length(w, minutes) + w.pick("后", "之后", "以后")
        text = _frame(w, words, zh=True)
    else:
        length = _en_length(w, minutes)
        text = _frame(w, w.pick(f"in {length}", f"{length} from now"), zh=False)
    at = w.now + timedelta(minutes=minutes)
    return Sentence("from now", text, w.now, at, at)


def _zh_length(w: _Writer, minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if minutes == 30:
        return w.pick("半小时", "半个小时", "半个钟头", "30分钟")
    if minutes in (15, 45) and w.chance.random() < 0.3:
        return {15: "一刻钟", 45: "三刻钟"}[minutes]
    if hours == 0:
        return w.pick(f"{minutes}分钟", f"{han(minutes)}分钟")
    number = w.pick(str(hours), "两" if hours == 2 else han(hours))
    if rest == 30:
        return w.pick(f"{number}个半{w.pick('小时', '钟头')}", f"{hours}.5小时", f"{hours}.5个小时")
    return f"{number}{w.pick('个', '')}小时"


def _en_length(w: _Writer, minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if minutes == 30:
        return w.pick("half an hour", "30 minutes", "30 mins", "thirty minutes")
    if minutes == 45 and w.chance.random() < 0.3:
        return "three quarters of an hour"
    if hours == 0:
        return f"{minutes} {w.pick('minutes', 'mins', 'min')}"
    if rest == 30:
        if hours == 1:
            return w.pick("an hour and a half", "one and a half hours", "1.5 hours", "90 minutes")
        return w.pick(f"{NUMBERS[hours]} and a half hours", f"{hours}.5 hours", f"{hours} and a half hours",
                      f"{hours} hours and 30 minutes")  # fmt: skip
    return "an hour" if hours == 1 else w.pick(f"{hours} hours", f"{NUMBERS[hours]} hours")


def _range(w: _Writer) -> Sentence:
    begins = w.chance.randrange(8, 17)
    ends = w.chance.randrange(begins + 1, 19)
    a, b = (begins - 1) % 12 + 1, (ends - 1) % 12 + 1
    zh = w.chance.random() < 0.5
    day, on = w.zh_day() if zh else w.en_day()
    if zh:
        first = (
            ("上午" if begins < 12 else "中午" if begins == 12 else "下午")
            if w.chance.random() < 0.7 or begins > 12
            else ""
        )
        second = "下午" if begins < 12 < ends else ""
        if ends == 12:
            second = "中午"
        second = "晚上" if ends == 18 and w.chance.random() < 0.3 else second
        numbers = (
            (str(a), str(b))
            if w.chance.random() < 0.6
            else tuple("两" if n == 2 else han(n) for n in (a, b))
        )
        words = f"{day}{first}{numbers[0]}点{w.pick('到', '至', '-')}{second}{numbers[1]}点"
    else:
        half = ["am" if h < 12 else "pm" for h in (begins, ends)]
        both = w.pick(f"{a}{half[0]} to {b}{half[1]}", f"from {a}{half[0]} to {b}{half[1]}", f"between {a}{half[0]} and {b}{half[1]}",
                      f"{begins:02}:00-{ends:02}:00", f"{a}{half[0]}-{b}{half[1]}")  # fmt: skip
        words = w.pick(f"{day} {both}", f"{both} {day}")
    zone = w.now.tzinfo
    return Sentence(
        "range",
        _frame(w, words, zh=zh),
        w.now,
        datetime.combine(on, time(begins), zone),
        datetime.combine(on, time(ends), zone),
    )


def _part(w: _Writer) -> Sentence:
    zh_part, en_part, begins, ends = w.chance.choice(
        [("上午", "morning", 9, 12), ("下午", "afternoon", 13, 18), ("晚上", "evening", 18, 22)]
    )
    zone, form = w.now.tzinfo, w.chance.randrange(3)
    if form == 0:
        day, on = w.zh_day()
        text = _frame(w, day + zh_part, zh=True)
    elif form == 1:
        day, on = w.chance.choice((w._en_named, w._en_weekday))()
        text = _frame(w, w.pick(f"{day} {en_part}", f"in the {en_part} {day}"), zh=False)
    else:
        day, on = w.zh_day()
        text = _frame(w, f"{day} {en_part}", zh=True)
    return Sentence(
        "day and part",
        text,
        w.now,
        datetime.combine(on, time(begins), zone),
        datetime.combine(on, time(ends), zone),
    )


def _whole_day(w: _Writer) -> Sentence:
    zh = w.chance.random() < 0.5
    day, on = w.zh_day() if zh else w.en_day()
    starts = datetime.combine(on, time(), w.now.tzinfo)
    return Sentence(
        "day alone",
        _frame(w, day, zh=zh),
        w.now,
        starts,
        datetime.combine(on + DAY, time(), w.now.tzinfo),
    )


def _deadline(w: _Writer) -> Sentence:
    bound, zh = w.pick("before", "before", "after"), w.chance.random() < 0.5
    if zh:
        (day, on), (clock, at) = w.zh_day(), w.zh_clock()
        words = f"{day}{clock}{w.pick('前', '之前', '以前') if bound == 'before' else w.pick('以后', '之后')}"
    else:
        (day, on), (clock, at) = w.en_day(), w.en_clock()
        word = w.pick("by", "before", "no later than") if bound == "before" else "after"
        words = w.pick(f"{word} {clock} {day}", f"{day} {word} {clock}")
    return _moment(w, "deadline", _frame(w, words, zh=zh), on, at, bound=bound)


def _repeats(w: _Writer) -> Sentence:
    weekday = w.chance.randrange(7)
    (zh_clock, _), (en_clock, _) = w.zh_clock(), w.en_clock()
    text = w.pick(f"每周{ZH[weekday]}{zh_clock}送两份牛肉面", f"每个星期{ZH[weekday]}{zh_clock}来一次",
                  f"two lattes every {EN[weekday]} at {en_clock}", f"{en_clock} every {EN[weekday]}",
                  f"every {w.pick('weekday', 'week')} at {en_clock}", f"每天{zh_clock}送一杯拿铁", f"every day at {en_clock} one latte",
                  f"on {EN[weekday]}s at {en_clock}", f"每个工作日{zh_clock}自取")  # fmt: skip
    return Sentence("recurrence", text, w.now, repeats=True)


def _none(w: _Writer) -> Sentence:
    count = w.chance.randrange(2, 9)
    words = "两" if count == 2 else han(count)
    text = w.pick(f"{words}号楼{count}楼的灯坏了", f"开会要用{words}个小时", f"the meeting takes {NUMBERS[count]} hours",
                  f"B{count}01 the AC is broken", f"{words}份牛肉面，辣一点", f"{count} beef noodles, a bit less salt",
                  f"room {count}0{count}, the lamp is broken", f"我有{words}点建议", f"we waited for {count * 10} minutes",
                  f"{count}点建议", f"it costs {count}.50", f"give me {count} to {count + 1} bottles", "快一点吧", f"{words}号电梯坏了")  # fmt: skip
    return Sentence("no time", text, w.now)


_MAKERS: tuple[tuple[_Maker, int], ...] = (
    (_zh, 4), (_en, 4), (_mixed, 3), (_apart, 3), (_bare_hour, 1), (_from_now, 3), (_range, 3),
    (_part, 2), (_whole_day, 2), (_deadline, 3), (_repeats, 1), (_none, 1),
)  # fmt: skip


def sentences(count: int, seed: int, zone: tzinfo) -> list[Sentence]:
    """`count` sentences, each at a moment of its own between 2026 and 2028."""
    chance = Random(seed)
    makers = [make for make, weight in _MAKERS for _ in range(weight)]
    made = []
    for _ in range(count):
        day = date(2026, 1, 1) + chance.randrange(900) * DAY
        now = datetime.combine(
            day, time(chance.randrange(7, 20), chance.choice((0, 10, 25, 40, 55))), zone
        )
        writer = _Writer(chance, now)
        made.append(chance.choice(makers)(writer))
    return made

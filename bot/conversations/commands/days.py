"""PURE: days and months as people type them."""

import re
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMES = "|".join(f"{m}[a-z]*" for m in MONTHS)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}})|(?P<slashed>\d{{1,2}}/\d{{1,2}}/\d{{4}})"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{NAMES})\.?(?:,?\s+(?P<year>\d{{4}}))?"
    # A weekday before its date, as in Friday 27 November, says nothing more.
    rf"|(?P<word>today|tomorrow)|(?P<weekday>{'|'.join(WEEKDAYS)})(?!,?\s+(?:the\s+)?\d))\b",
    re.IGNORECASE,
)
# 3-13 December, 3 to 13 December 2026: the month, and the year where there is one, stand once for both.
SPAN = re.compile(
    r"(?<![\d/-])(\d{1,2})(?:st|nd|rd|th)?\s*(?:-|–|to|until|till)\s*"
    rf"(?=\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?((?:{NAMES})\b\.?(?:,?\s+\d{{4}})?))",
    re.IGNORECASE,
)
MONTH = re.compile(r"\d{4}-\d{2}")
DECEMBER = 12


class NoDay(ValueError):
    """What was typed looks like a day and is none; `text` is what it was."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def found(text: str, today: date) -> list[date]:
    """The days in the text, in order; one without a year, or a weekday, is the next such day from the one before it.

    NoDay for the 31st of a month that has none.
    """
    days: list[date] = []
    for match in DAY.finditer(_spelt(text)):
        try:
            days.append(_day(match, max(days[-1:], default=today), today))
        except ValueError:
            raise NoDay(match[0]) from None
    return days


def real(text: str, today: date) -> list[date]:
    """The same, up to the first that there is not."""
    try:
        return found(text, today)
    except NoDay as wrong:
        whole = _spelt(text)
        return found(whole[: whole.index(wrong.text)], today)


def without(text: str) -> str:
    """The text without its days."""
    return " ".join(DAY.sub(" ", _spelt(text)).split())


def _spelt(text: str) -> str:
    """The text with the month at both days of a span."""
    return SPAN.sub(r"\1 \2 to ", text)


def _day(match: re.Match[str], earliest: date, today: date) -> date:
    if match["word"]:
        return today + timedelta(match["word"].lower() == "tomorrow")
    if match["weekday"]:
        return earliest + timedelta((WEEKDAYS.index(match["weekday"].lower()) - earliest.weekday()) % len(WEEKDAYS))
    if match["iso"]:
        return date(*(int(part) for part in match["iso"].split("-")))
    if match["slashed"]:
        day, month, year = (int(part) for part in match["slashed"].split("/"))
        return date(year, month, day)
    month = MONTHS.index(match["month"][:3].lower()) + 1
    if match["year"]:
        return date(int(match["year"]), month, int(match["day"]))
    this_year = date(earliest.year, month, int(match["day"]))
    return this_year if this_year >= earliest else this_year.replace(year=earliest.year + 1)


def month(text: str) -> tuple[date, date] | None:
    """The first day of a month such as 2026-11, and the first of the next; None where the text is none."""
    if not MONTH.fullmatch(text):
        return None
    year, number = int(text[:4]), int(text[5:])
    if not 1 <= number <= DECEMBER or not year:
        raise NoDay(text)
    following = date(year + number // DECEMBER, number % DECEMBER + 1, 1)
    return date(year, number, 1), following

"""Dates and hours as the site writes them in French; the rest is Django's."""

DAY_SUFFIXES = {1: "er"}
DATE_FORMAT = "jS F Y"
MONTH_DAY_FORMAT = "jS F"
TIME_FORMAT = "G\u00a0\\h\u00a0i"
DATETIME_FORMAT = f"{DATE_FORMAT} à {TIME_FORMAT}"
# Columns are narrow: a short date stays on its line.
SHORT_DATE_FORMAT = "jS\u00a0N\u00a0Y"
SHORT_DATETIME_FORMAT = f"{SHORT_DATE_FORMAT} à {TIME_FORMAT}"

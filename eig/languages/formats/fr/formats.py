"""Dates and hours as the site writes them in French; the rest is Django's."""

TIME_FORMAT = "G\u00a0\\h\u00a0i"
DATETIME_FORMAT = f"j F Y à {TIME_FORMAT}"
SHORT_DATETIME_FORMAT = f"d/m/Y à {TIME_FORMAT}"

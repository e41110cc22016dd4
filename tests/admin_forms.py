"""Reading the back office as a browser does: what its forms would send, what its lists show."""

from bs4 import BeautifulSoup


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def form_data(response, **changes):
    """What the page's main form would send, with changes; `None` leaves a field out."""
    form = soup(response).select_one("#content-main form")
    data = {}
    for field in form.select("input[name], textarea[name]"):
        kind = field.get("type", "")
        if "__prefix__" in field["name"] or kind in {"submit", "file"}:
            continue
        if kind in {"checkbox", "radio"} and not field.has_attr("checked"):
            continue
        # A browser drops the line break that opens a text area.
        data[field["name"]] = field.get("value", "on" if kind == "checkbox" else field.text.removeprefix("\n"))
    for field in form.select("select[name]"):
        if "__prefix__" in field["name"]:
            continue
        chosen = [option.get("value", option.text) for option in field.select("option[selected]")]
        data[field["name"]] = chosen if field.has_attr("multiple") else (chosen or [""])[0]
    data.update(changes)
    return {name: value for name, value in data.items() if value is not None}


def column(response, name):
    """The words of a list's column, row by row."""
    return [" ".join(cell.text.split()) for cell in soup(response).select(f"#result_list .field-{name}")]


def messages(response):
    return [" ".join(message.text.split()) for message in soup(response).select(".messagelist li")]


def errors(response):
    return [" ".join(error.text.split()) for error in soup(response).select(".errorlist li")]

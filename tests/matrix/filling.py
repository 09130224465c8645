"""Filling in the form on a page as it stands there, so that what is sent is what a person would send."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = dict[str, list[str]]


@dataclass
class Form:
    """A form that posts. choices: the first choice of each list in which nothing is chosen yet."""

    action: str
    fields: Fields = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)

    def filled(self) -> Fields:
        """What its button sends, with the first choice where one has to be made."""
        missing = {name: [value] for name, value in self.choices.items() if not self.fields.get(name)}
        return self.fields | missing


def form_on(page: str, address: str) -> Form | None:
    """The form of the page that posts to this address; None where there is none."""
    reader = _Reader()
    reader.feed(page)
    own = [form for form in reader.forms if form.action.partition("?")[0] in ("", address)]
    return own[-1] if own else None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "form" and (said.get("method") or "").lower() == "post":
            self._form = Form(said.get("action") or "")
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "input" and name and said.get("type") not in ("submit", "button", "file", "search"):
            self._input(name, value if "value" in said else "on", said) if said.get("type") in (
                "radio",
                "checkbox",
            ) else self._add(name, value)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in said:
                self._add(self._select, value)
            elif value:
                self._form.choices.setdefault(self._select, value)
        elif tag == "textarea":
            self._area = name
            self._form.fields.setdefault(name, [""])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._form and self._area:
            self._form.fields[self._area][0] += data.removeprefix("\n")

    def _input(self, name: str, value: str, said: dict[str, str | None]) -> None:
        if "checked" in said:
            self._add(name, value)
        elif said["type"] == "radio":
            self._form.choices.setdefault(name, value)

    def _add(self, name: str, value: str) -> None:
        if name != "csrfmiddlewaretoken":
            self._form.fields.setdefault(name, []).append(value)

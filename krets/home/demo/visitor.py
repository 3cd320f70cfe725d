"""A visitor without a browser: reads pages, fills in forms, follows links. Drives the demo's story."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener


class Unexpected(Exception):
    """The demo did something else than the story tells."""


@dataclass
class Form:
    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)  # boxes and radio buttons not ticked, too
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # name, value, text


@dataclass
class Page:
    url: str
    status: int
    text: str
    forms: list[Form]
    links: list[tuple[str, str]]

    def says(self, words: str) -> None:
        """Raise unless the page shows these words."""
        if words not in self.text:
            raise Unexpected(f"{self.url} does not say “{words}”.")

    def form(self, part: str) -> Form:
        """The first form whose address or fields hold `part`."""
        for form in self.forms:
            if part in form.action or part in form.values or part in form.choices:
                return form
        raise Unexpected(f"{self.url} has no form with “{part}”.")

    def link(self, part: str) -> str:
        """The first link whose address or text holds `part`."""
        for href, text in self.links:
            if part in href or part in text:
                return urljoin(self.url, href)
        raise Unexpected(f"{self.url} has no link with “{part}”.")


class Visitor:
    """One person's browser, cookies and all."""

    def __init__(self, base: str, language: str = "sv") -> None:
        self.base = base
        self.language = language
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def open(self, path: str, data: bytes | None = None, expect: int = 200) -> Page:
        """Fetch a page; a path is of this installation. Raises `Unexpected` on another status."""
        url = urljoin(self.base, path)
        request = Request(url, data, {"Accept-Language": self.language, "Referer": url})  # noqa: S310 - our own demo
        try:
            with self.opener.open(request, timeout=30) as response:
                status, final, body = response.status, response.url, response.read()
        except HTTPError as refusal:
            status, final, body = refusal.code, url, refusal.read()
        reader = _Reader()
        reader.feed(body.decode(errors="replace"))
        if status != expect:
            raise Unexpected(f"{url} answered {status} where {expect} was expected: {reader.words()[:300]}")
        return Page(final, status, reader.words(), reader.forms, reader.links)

    def send(self, page: Page, form: Form, button: str = "", **typed: str | list[str]) -> Page:
        """Fill in and send a form, by the button whose name, value or text holds `button`."""
        filled = {**form.values, **{name: [v] if isinstance(v, str) else v for name, v in typed.items()}}
        unknown = set(typed) - set(form.values) - set(form.choices)
        if unknown:
            raise Unexpected(f"{page.url} has no field {', '.join(sorted(unknown))}.")
        if button:
            pressed = [b for b in form.buttons if button in b] or [b for b in form.buttons if button in b[2]]
            if not pressed:
                raise Unexpected(f"{page.url} has no button “{button}”.")
            if pressed[0][0]:
                filled[pressed[0][0]] = [pressed[0][1]]
        target = urljoin(page.url, form.action or page.url)
        pairs = urlencode([(name, value) for name, found in filled.items() for value in found])
        if form.method == "post":
            return self.open(target, pairs.encode())
        return self.open(f"{target}?{pairs}")


def read(html: str) -> tuple[str, list[Form], list[tuple[str, str]]]:
    """A page's words, forms and links."""
    reader = _Reader()
    reader.feed(html)
    return reader.words(), reader.forms, reader.links


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self._outside = Form("", "get")
        self._parts: list[str] = []
        self._href: str | None = None
        self._select: tuple[str, bool] | None = None
        self._area: str | None = None
        self._button: tuple[str, str] | None = None
        self._start = 0

    def words(self) -> str:
        return " ".join("".join(self._parts).split())

    @property
    def _form(self) -> Form:
        return self.forms[-1] if self.forms else self._outside

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif tag == "a" and "href" in given:
            self._href, self._start = given["href"], len(self._parts)
        elif tag == "input" and name:
            self._input(name, given)
        elif tag == "select" and name:
            self._select = (name, "multiple" in given)
            self._form.choices.setdefault(name, [])
            self._form.values.setdefault(name, [])
        elif tag == "option" and self._select:
            chosen, many = self._select
            self._form.choices[chosen].append(given.get("value", ""))
            if "selected" in given or (not many and not self._form.values[chosen]):
                self._form.values[chosen] = [given.get("value", "")]
        elif tag == "textarea" and name:
            self._area, self._start = name, len(self._parts)
            self._form.values[name] = [""]
        elif tag == "button":
            self._button, self._start = (name, given.get("value", "")), len(self._parts)
        if tag in ("p", "div", "li", "h1", "h2", "h3", "td", "tr", "br", "dt", "dd", "section", "label"):
            self._parts.append(" ")

    def _input(self, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in ("checkbox", "radio"):
            self._form.choices.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                self._form.values.setdefault(name, []).append(given.get("value", "on"))
        elif kind == "submit":
            self._form.buttons.append((name, given.get("value", ""), given.get("value", "")))
        elif kind != "file":
            self._form.values.setdefault(name, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        self._parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        since = "".join(self._parts[self._start :])
        if tag == "a" and self._href is not None:
            self.links.append((self._href, " ".join(since.split())))
            self._href = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area is not None:
            self._form.values[self._area] = [since.removeprefix("\n")]
            self._area = None
        elif tag == "button" and self._button is not None:
            self._form.buttons.append((*self._button, " ".join(since.split())))
            self._button = None

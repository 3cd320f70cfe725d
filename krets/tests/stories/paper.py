"""Somebody who reads pages and presses their buttons, without scripts or a browser: quick enough for every run."""

from typing import Any

from django.core.files import File
from django.test import Client

from krets.home.demo.visitor import Form, read
from krets.people.models import Person
from krets.tests.cast import client_of


class Paper:
    """One person's pages, one after another."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.client: Client = client_of(person)
        self.path, self.text, self.html = "", "", ""
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []

    def opens(self, path: str, status: int = 200) -> "Paper":
        return self._read(self.client.get(path, follow=True), path, status)

    def follows(self, words: str) -> "Paper":
        """The first link with these words."""
        for href, text in self.links:
            if words in text:
                return self.opens(href)
        raise AssertionError(f"{self.path} has no link “{words}”: {[text for _href, text in self.links]}")

    def presses(self, button: str, at: str = "", **typed: Any) -> "Paper":
        """Sends the first form that has this button, as it stands and with what is typed. `at`: in its address."""
        for form in self.forms:
            pressed = [one for one in form.buttons if one[2] == button and at in form.action]
            if pressed:
                return self._send(form, pressed[0], typed)
        there = [one[2] for form in self.forms for one in form.buttons]
        raise AssertionError(f"{self.path} has no button “{button}” but {there}: {self.text[:800]}")

    def sees(self, *words: str) -> "Paper":
        for one in words:
            assert one in self.text, f"{self.path} does not say “{one}”: {self.text[:1500]}"
        return self

    def sees_no(self, *words: str) -> "Paper":
        for one in words:
            assert one not in self.text, f"{self.path} says “{one}”"
        return self

    def _send(self, form: Form, button: tuple[str, str, str], typed: dict[str, Any]) -> "Paper":
        files = {name for name, value in typed.items() if isinstance(value, File)}
        unknown = set(typed) - files - set(form.values) - set(form.choices)
        assert not unknown, f"{self.path} has no field {unknown}: {sorted({*form.values, *form.choices})}"
        data: dict[str, Any] = {**form.values, **typed}
        if button[0]:
            data[button[0]] = button[1]
        path = form.action or self.path
        return self._read(self.client.post(path, data, follow=True), path, 200)

    def _read(self, response: Any, path: str, status: int) -> "Paper":
        assert response.status_code == status, f"{path}: {response.status_code}"
        self.path = response.redirect_chain[-1][0] if response.redirect_chain else path
        self.html = response.content.decode()
        self.text, self.forms, self.links = read(self.html)
        return self

"""allauth's own pages stand in our frame and are drawn by our fields."""

import re

from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation


class LoginForm(forms.Form):
    login = forms.EmailField(label="E-mail")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)


def draw(template: str, **context: object) -> str:
    request = RequestFactory().get("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    with override_settings(ROOT_URLCONF="krets.web.urls"), translation.override("en"):
        return render_to_string(template, context, request)


def test_sign_in_has_our_fields_and_one_primary_button() -> None:
    form = LoginForm({"login": "nobody"})
    html = draw(
        "account/login.html",
        form=form,
        LOGIN_BY_CODE_ENABLED=True,
        request_login_code_url="/code",
        signup_url="/new",
    )
    main = html.partition('<main id="main"')[2]
    assert main.count("<h1>") == 1
    assert 'class="ds-label" for="id_login"' in main
    assert 'aria-describedby="id_login_error"' in main
    assert 'href="#id_password"' in main
    assert len(re.findall(r'class="ds-button"(?! data-variant)', main)) == 1
    assert re.search(r"<title>Error:\s*Sign In\s*· Krets</title>", html)

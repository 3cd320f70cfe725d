"""Sign-in by allauth, in our house: no open sign-up, letters through our outbox, identity set again."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from krets.db.identity import become


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        become(request, import_string(settings.KRETS_READER_OF)(user))
        return super().post_login(request, user, **kwargs)

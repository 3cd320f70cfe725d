"""The pages that a digest's links name, without the rooms that they stand in."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def page(request: HttpRequest, key: str) -> HttpResponse:
    return HttpResponse(key)


urlpatterns = [path("asks/<str:key>/", page, name="ask"), path("mail/", include("krets.mail.urls"))]

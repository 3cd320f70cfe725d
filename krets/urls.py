"""Pages to views, room by room, in the order a visitor meets them."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("krets.home.urls")),
    path("asks/", include("krets.asks.urls")),
    path("cases/", include("krets.cases.urls")),
    path("", include("krets.networks.urls")),
    path("", include("krets.people.urls")),
    path("codes/", include("krets.codes.urls")),
    path("mail/", include("krets.mail.urls")),
    path("api/v1/", include("krets.api.urls")),
]

if settings.DEMO:
    urlpatterns += [path("web/", include("krets.web.urls"))]

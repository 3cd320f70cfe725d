"""Pages to views, room by room, in the order a visitor meets them."""

from django.conf import settings
from django.urls import include, path

from krets.api.assembly import build
from krets.asks.api import router as asks
from krets.cases.api import router as cases
from krets.home.api import router as home
from krets.networks.api import router as networks
from krets.people.api import Bearer
from krets.people.api import router as people

api, api_urls = build(Bearer(), [home, asks, cases, networks, people])

urlpatterns = [
    path("", include("krets.home.urls")),
    path("asks/", include("krets.asks.urls")),
    path("cases/", include("krets.cases.urls")),
    path("", include("krets.networks.urls")),
    path("", include("krets.people.urls")),
    path("codes/", include("krets.codes.urls")),
    path("mail/", include("krets.mail.urls")),
    path("api/v1/", api_urls),
]

if settings.DEMO:
    urlpatterns += [path("web/", include("krets.web.urls"))]

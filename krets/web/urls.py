from django.urls import path

from krets.web import views

urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("styleguide/<slug:page>/", views.styleguide, name="styleguide"),
]

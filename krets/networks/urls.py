from django.urls import path

from krets.networks import views

urlpatterns = [
    path("units/", views.units, name="units"),
    path("units/<slug:slug>/invite/", views.invite, name="invite"),
    path("units/<slug:slug>/vouching/", views.vouching, name="vouching"),
    path("units/<slug:slug>/vouching/<slug:key>/end/", views.relieve, name="relieve"),
    path("units/<slug:slug>/leave/", views.leave, name="leave"),
]

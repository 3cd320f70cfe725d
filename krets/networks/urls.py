from django.urls import path

from krets.networks import views

urlpatterns = [
    path("units/", views.units, name="units"),
    path("units/<slug:slug>/found/", views.found, name="found"),
    path("units/<slug:slug>/edit/", views.edit_unit, name="edit_unit"),
    path("units/<slug:slug>/contact/", views.contact_card, name="contact_card"),
    path("units/<slug:slug>/states/", views.states, name="states"),
    path("units/<slug:slug>/quiet/", views.quiet_units, name="quiet_units"),
    path("units/<slug:slug>/sleep/", views.sleep, name="sleep"),
    path("units/<slug:slug>/restart/", views.restart, name="restart"),
    path("units/<slug:slug>/restart/<slug:step>/", views.restart, name="restart_step"),
    path("restarts/<slug:key>/", views.come_along, name="come_along"),
    path("units/<slug:slug>/invite/", views.invite, name="invite"),
    path("units/<slug:slug>/vouching/", views.vouching, name="vouching"),
    path("units/<slug:slug>/vouching/<slug:key>/end/", views.relieve, name="relieve"),
    path("units/<slug:slug>/leave/", views.leave, name="leave"),
    path("mandates/", views.my_mandates, name="my_mandates"),
    path("units/<slug:slug>/mandates/", views.mandates, name="mandates"),
    path("units/<slug:slug>/mandates/all/", views.mandates_under, name="mandates_under"),
    path("units/<slug:slug>/mandates/appoint/", views.appoint, name="appoint"),
    path("units/<slug:slug>/mandates/<slug:key>/renew/", views.renew_mandate, name="renew_mandate"),
    path("units/<slug:slug>/mandates/<slug:key>/end/", views.end_mandate, name="end_mandate"),
    path("units/<slug:slug>/hand-over/<slug:key>/", views.hand_over, name="hand_over"),
    path("units/<slug:slug>/handovers/<slug:key>/", views.handover, name="handover"),
    path("units/<slug:slug>/handovers/<slug:key>/undo/", views.undo_hand_over, name="undo_hand_over"),
]

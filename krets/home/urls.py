from django.urls import path

from krets.home import views

urlpatterns = [
    path("", views.front, name="front"),
    path("start/", views.start, name="start"),
    path("first-hour/", views.first_hour, name="first_hour"),
    path("first-hour/end/", views.end_first_hour, name="end_first_hour"),
    path("first-hour/<slug:step>/", views.first_hour_step, name="first_hour_step"),
    path("find/", views.find, name="find"),
    path("find/suggest/", views.suggest, name="suggest"),
    path("people/", views.people, name="people"),
    path("people/<slug:key>/", views.person, name="person"),
    path("units/<slug:slug>/", views.unit, name="unit"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("organisations/<slug:slug>/records/", views.records, name="records"),
    path("organisations/<slug:slug>/records/export/", views.export_records, name="export_records"),
    path("organisations/<slug:slug>/records/<slug:kind>/<slug:key>/", views.record, name="record"),
    path(
        "organisations/<slug:slug>/records/<slug:kind>/<slug:key>/withdraw/",
        views.withdraw_record,
        name="withdraw_record",
    ),
    path("writers/", views.look_up, name="look_up"),
    path("writers/<slug:kind>/<slug:key>/", views.look_behind, name="look_behind"),
    path("profile/letters/", views.notices, name="notices"),
    path("my-data/", views.my_data, name="my_data"),
    path("my-data/krets.json", views.my_data_file, name="my_data_file"),
    path("my-data/numbers/<slug:kind>/<slug:key>/", views.number, name="number"),
    path("my-data/erase/", views.erase, name="erase"),
    path("help/", views.help, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("privacy/processing/", views.processing, name="processing"),
    path("accessibility/", views.accessibility, name="accessibility"),
]

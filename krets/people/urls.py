from django.urls import path, re_path

from krets.people import views

urlpatterns = [
    path("account/login/", views.account_login, name="account_login"),
    path("account/code/", views.account_request_login_code, name="account_request_login_code"),
    path("account/code/confirm/", views.account_confirm_login_code, name="account_confirm_login_code"),
    path("account/join/", views.account_signup, name="account_signup"),
    path("account/closed/", views.account_inactive, name="account_inactive"),
    path("account/logout/", views.account_logout, name="account_logout"),
    path("account/password/reset/", views.account_reset_password, name="account_reset_password"),
    path(
        "account/password/reset/sent/",
        views.account_reset_password_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^account/password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.account_reset_password_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/done/",
        views.account_reset_password_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/password/", views.account_change_password, name="account_change_password"),
    path("account/password/set/", views.account_set_password, name="account_set_password"),
    path("language/", views.language, name="language"),
    path("profile/", views.profile, name="profile"),
    path("profile/keys/", views.tokens, name="tokens"),
    path("profile/keys/new/", views.create_token, name="create_token"),
    path("profile/keys/<slug:key>/revoke/", views.revoke_token, name="revoke_token"),
]

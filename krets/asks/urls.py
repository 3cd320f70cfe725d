from django.urls import path

from krets.asks import views

urlpatterns = [
    path("", views.asks, name="asks"),
    path("post/", views.post, name="post"),
    path("post/similar/", views.similar, name="similar"),
    path("post/draft/", views.draft, name="draft_ask"),
    path("enough/", views.enough, name="enough"),
    path("cases/", views.linkable, name="linkable"),
    path("suggestions/<str:key>/", views.suggestion, name="suggestion"),
    path("<str:key>/", views.ask, name="ask"),
    path("<str:key>/answer/", views.answer, name="answer"),
    path("<str:key>/answer/draft/", views.draft_answer, name="draft_answer"),
    path("<str:key>/files/<str:file>/", views.attached, name="attached"),
    path("<str:key>/thank/", views.thank, name="thank"),
    path("<str:key>/next/", views.next_wave, name="next_wave"),
    path("<str:key>/close/", views.close, name="close"),
    path("<str:key>/readers/", views.ask_readers, name="ask_readers"),
    path("<str:key>/readers/<str:answer>/", views.answer_readers, name="answer_readers"),
    path("<str:key>/share/", views.share, name="share"),
    path("<str:key>/share/<str:answer>/", views.share_answer, name="share_answer"),
    path("<str:key>/withdraw/", views.withdraw_ask, name="withdraw_ask"),
    path("<str:key>/withdraw/<str:answer>/", views.withdraw_answer, name="withdraw_answer"),
    path("<str:key>/write-up/", views.write_up, name="write_up"),
]

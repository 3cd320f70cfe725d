from django.urls import path

from krets.cases.views import afterwards, awaiting, publishing, questions, reading, writing

urlpatterns = [
    path("", reading.cases, name="cases"),
    path("draft/", writing.draft, name="draft"),
    path("mine/", writing.my_cases, name="my_cases"),
    path("questions/<slug:key>/", questions.question, name="question"),
    path("questions/<slug:key>/reply/", questions.reply, name="reply"),
    path("<slug:key>/questions/", questions.questions, name="questions"),
    path("<slug:key>/questions/ask/", questions.ask_writer, name="ask_writer"),
    path("<slug:key>/", reading.case, name="case"),
    path("<slug:key>/documents/<slug:document>/", reading.download, name="download"),
    path("<slug:key>/readers/", reading.case_readers, name="case_readers"),
    path("<slug:key>/save/", writing.save, {"part": "purchase"}, name="save"),
    path("<slug:key>/save/<slug:part>/", writing.save, name="save_part"),
    path("<slug:key>/attach/", writing.attach, name="attach"),
    path("<slug:key>/detach/<slug:document>/", writing.detach, name="detach"),
    path("<slug:key>/discard/", writing.discard, name="discard"),
    path("<slug:key>/publish/", publishing.publish, name="publish"),
    path("<slug:key>/withdraw/", publishing.withdraw, name="withdraw"),
    path("<slug:key>/ask-back/", publishing.ask_back, name="ask_back"),
    path("<slug:key>/let-back/", publishing.let_back, name="let_back"),
    path("<slug:key>/reuse/", afterwards.reuse, name="reuse"),
    path("<slug:key>/award/", awaiting.award, name="award"),
    path("<slug:key>/review/", afterwards.review, name="review"),
    path("<slug:key>/review/remind/", afterwards.remind_review, name="remind_review"),
]

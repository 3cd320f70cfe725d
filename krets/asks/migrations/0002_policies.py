from django.db import migrations

from krets.db.policies import by_own, by_readers, narrowed_within, own, unnamed_too, with_links, with_parent, written


class Migration(migrations.Migration):
    dependencies = [("asks", "0001_initial"), ("cases", "0002_policies")]

    operations = [
        *by_own("asks_askwriter"),
        *by_own("asks_answerwriter"),
        *by_own("asks_enough"),
        *by_own("asks_draft"),
        *by_own("asks_answerdraft"),
        *unnamed_too("asks_ask", "asks_askwriter", "ask_id"),
        *by_readers("asks_ask", own=written("asks_ask")),
        *unnamed_too("asks_answer", "asks_answerwriter", "answer_id"),
        *by_readers(
            "asks_answer",
            own=written("asks_answer", asked_in="asks_ask", column="ask_id"),
            only_if=narrowed_within("asks_answer", "ask_id", "asks_ask"),
        ),
        *with_parent("asks_ask_files", ask_id="asks_ask"),
        *with_parent("asks_ask_units", ask_id="asks_ask"),
        *with_parent("asks_askcheck", ask_id="asks_ask"),
        *with_parent("asks_closing", ask_id="asks_ask"),
        *with_parent("asks_wave", ask_id="asks_ask"),
        *with_parent("asks_suggestion", own=own("asks_suggestion", "person_id"), ask_id="asks_ask"),
        *with_parent("asks_writeup", ask_id="asks_ask"),
        *with_parent("asks_answer_files", answer_id="asks_answer"),
        *with_parent("asks_answercheck", answer_id="asks_answer"),
        *with_parent("asks_thanks", answer_id="asks_answer"),
        *with_parent("asks_asktakendown", ask_id="asks_ask"),
        *with_parent("asks_answertakendown", answer_id="asks_answer"),
        *with_links("files_file", ("asks_ask_files", "file_id"), ("asks_answer_files", "file_id"), ("cases_document", "file_id")),
    ]

from django.db import migrations

from krets.db.policies import among_some, by_own, by_readers, put_to_writer, unnamed_too, with_parent, with_writer, written


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        *by_own("cases_casewriter"),
        *unnamed_too("cases_case", "cases_casewriter", "case_id"),
        *by_readers("cases_case", own=written("cases_case"), only_if="cases_case.published is not null"),
        *with_parent("cases_case_units", case_id="cases_case"),
        *with_parent("cases_casecheck", case_id="cases_case"),
        *with_parent("cases_document", only_if=among_some("cases_document", "case_id", "cases_case"), case_id="cases_case"),
        *with_parent("cases_effect", case_id="cases_case"),
        *with_parent("cases_reuse", case_id="cases_case"),
        *with_parent("cases_review", case_id="cases_case"),
        *with_parent("cases_case_builds_on", from_case_id="cases_case"),
        *by_own("cases_questionwriter"),
        *unnamed_too("cases_question", "cases_questionwriter", "question_id"),
        *with_parent(
            "cases_question",
            own=f"{written('cases_question')} or cases_case_is_own(cases_question.case_id)",
            only_if="cases_question.shared",
            case_id="cases_case",
        ),
        *put_to_writer("cases_question", "case_id", "cases_case"),
        *with_parent(
            "cases_reply",
            own="cases_question_is_put(cases_reply.question_id)",
            only_if="cases_reply.out is not null",
            question_id="cases_question",
        ),
        *with_writer("cases_typed", "case_id", "cases_case"),
        *with_writer("cases_withdrawal", "case_id", "cases_case"),
        *with_writer("cases_awardasked", "case_id", "cases_case"),
    ]

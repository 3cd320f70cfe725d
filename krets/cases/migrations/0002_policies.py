from django.db import migrations

from krets.db.policies import by_own, by_readers, unnamed_too, with_parent, with_writer, written


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        *by_own("cases_casewriter"),
        *unnamed_too("cases_case", "cases_casewriter", "case_id"),
        *by_readers("cases_case", own=written("cases_case"), only_if="cases_case.published is not null"),
        *with_parent("cases_case_units", case_id="cases_case"),
        *with_parent("cases_casecheck", case_id="cases_case"),
        *with_parent("cases_document", case_id="cases_case"),
        *with_parent("cases_effect", case_id="cases_case"),
        *with_parent("cases_reuse", case_id="cases_case"),
        *with_parent("cases_review", case_id="cases_case"),
        *with_parent("cases_case_builds_on", from_case_id="cases_case"),
        *with_writer("cases_typed", "case_id", "cases_case"),
        *with_writer("cases_withdrawal", "case_id", "cases_case"),
        *with_writer("cases_awardasked", "case_id", "cases_case"),
    ]

from django.db import migrations

from krets.db.policies import by_own, by_readers, by_system, own


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        *by_readers("people_person", own=own("people_person", "id")),
        *by_readers("people_profilefield", own=own("people_profilefield", "person_id")),
        *by_own("people_availability"),
        *by_own("people_registrar"),
        *by_system("people_recordsnumber"),
    ]

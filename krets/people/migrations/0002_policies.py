from django.db import migrations

from krets.db.policies import by_own, by_readers, own


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        *by_readers("people_person", own=own("people_person", "id")),
        *by_readers("people_profilefield", own=own("people_profilefield", "person_id")),
        *by_own("people_availability"),
    ]

from django.db import migrations

from krets.db.policies import by_own, own, with_links


class Migration(migrations.Migration):
    dependencies = [("activity", "0001_initial")]

    operations = [
        *by_own("activity_notice"),
        *by_own("activity_hearing"),
        *with_links("activity_entry", ("activity_notice", "entry_id"), own=own("activity_entry", "by_id")),
    ]

from django.db import migrations

from krets.db.policies import by_readers


class Migration(migrations.Migration):
    dependencies = [("networks", "0001_initial")]

    operations = [
        *by_readers("networks_unit"),
    ]

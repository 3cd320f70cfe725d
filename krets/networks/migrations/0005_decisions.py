from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("networks", "0004_admission")]

    operations: list[migrations.operations.base.Operation] = []

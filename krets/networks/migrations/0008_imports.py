from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("networks", "0007_sleep")]

    operations: list[migrations.operations.base.Operation] = []

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("networks", "0006_mandates")]

    operations: list[migrations.operations.base.Operation] = []

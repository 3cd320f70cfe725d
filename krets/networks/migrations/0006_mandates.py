from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("networks", "0005_decisions")]

    operations: list[migrations.operations.base.Operation] = []

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0004_belonging")]

    operations: list[migrations.operations.base.Operation] = []

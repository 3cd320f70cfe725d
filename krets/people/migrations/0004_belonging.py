from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0003_session")]

    operations: list[migrations.operations.base.Operation] = []

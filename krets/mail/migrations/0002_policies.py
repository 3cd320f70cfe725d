from django.db import migrations

from krets.db.policies import by_own, by_system


class Migration(migrations.Migration):
    dependencies = [("mail", "0001_initial")]

    operations = [
        *by_own("mail_letter"),
        *by_system("mail_incoming"),
    ]

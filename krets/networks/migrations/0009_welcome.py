import django.db.models.deletion
from django.db import migrations, models

import krets.db.clock
from krets.db.policies import own, with_parent


class Migration(migrations.Migration):
    dependencies = [("networks", "0008_imports"), ("people", "0005_newcomers")]

    operations = [
        migrations.CreateModel(
            name="Welcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="welcomes", to="people.person"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="welcomes", to="networks.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "person"), name="networks_welcomed_once")
                ],
            },
        ),
        *with_parent("networks_welcome", own=own("networks_welcome", "person_id"), unit_id="networks_unit"),
    ]

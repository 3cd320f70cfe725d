import django.db.models.deletion
from django.db import migrations, models

import krets.db.clock
from krets.db.policies import by_own


class Migration(migrations.Migration):
    dependencies = [("people", "0004_belonging")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="is_new",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="FirstHourStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("profile", "Three questions about you"),
                            ("networks", "Networks that fit"),
                            ("ask", "An ask worth answering"),
                            ("case", "A case worth reading"),
                            ("people", "Who is who"),
                            ("end", "The end"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("done", "Done"), ("skipped", "Skipped")], default="done", max_length=7
                    ),
                ),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="first_hour", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "step"), name="people_one_of_each_step")
                ],
            },
        ),
        *by_own("people_firsthourstep"),
    ]

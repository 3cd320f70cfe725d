import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import krets.db.clock
import krets.db.keys
from krets.db.policies import PERSON, by_people

# Whoever appoints from above or there: chair, board, coordinator. Own mandates are given out to their holder.
APPOINTS = f"""exists (
    select from networks_mandate m join networks_unit u on u.id = networks_handover.unit_id
    where m.person_id = {PERSON} and m.ended is null and m.kind in ('chair', 'board', 'coordinator')
        and m.unit_id in (u.id, u.parent_id)
)"""


class Migration(migrations.Migration):
    dependencies = [("networks", "0005_decisions")]

    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=krets.db.keys.new_key, editable=False, max_length=24, unique=True)),
                ("note", models.TextField(blank=True, max_length=8000)),
                ("joined", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ("charged", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                ("undone", models.DateTimeField(null=True)),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person")),
                ("predecessor", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="handed_over", to="people.person")),
                ("successor", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="taken_over", to="people.person")),
                ("undone_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person")),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="handovers", to="networks.unit")),
            ],
            options={"ordering": ["at", "id"]},
        ),
        migrations.AddField(
            "mandate", "key", models.CharField(default=krets.db.keys.new_key, editable=False, max_length=24, unique=True)
        ),
        migrations.RemoveField("mandate", "firm"),
        migrations.AddField("mandate", "firm", models.CharField(blank=True, default="", max_length=160), preserve_default=False),
        migrations.AddField(
            "mandate", "follows",
            models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="followed_by", to="networks.mandate"),
        ),
        migrations.AddField(
            "mandate", "handover",
            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="mandates", to="networks.handover"),
        ),
        migrations.AddIndex(
            "mandate", models.Index(condition=models.Q(("ended", None)), fields=["until"], name="networks_mandates_until")
        ),
        *by_people("networks_handover", "predecessor_id", "successor_id", or_if=APPOINTS),
    ]  # fmt: skip

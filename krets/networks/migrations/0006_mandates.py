import django.contrib.postgres.fields
import django.db.models.deletion
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

import krets.db.clock
import krets.db.keys
from krets.db.policies import PERSON, by_people, by_readers, holds, own, with_parent

# Whoever appoints from above or there: chair, board, coordinator. Own mandates are given out to their holder.
APPOINTS = f"""exists (
    select from networks_mandate m join networks_unit u on u.id = networks_handover.unit_id
    where m.person_id = {PERSON} and {holds("m")} and m.kind in ('chair', 'board', 'coordinator')
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
                ("successor", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="taken_over", to="people.person")),
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
        migrations.AddField("unit", "subgroups_open", models.BooleanField(default=False)),
        migrations.AddField("unit", "takes_mail", models.BooleanField(default=True)),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("readers", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ("key", models.CharField(default=krets.db.keys.new_key, editable=False, max_length=24, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True, max_length=2000)),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                ("done", models.DateTimeField(null=True)),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="topics", to="people.person")),
                ("done_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person")),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="topics", to="networks.unit")),
            ],
            options={"ordering": ["at", "id"], "abstract": False, "indexes": [GinIndex(fields=["readers"], name="networks_topic_readers")]},
        ),
        migrations.CreateModel(
            name="TopicVote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="topic_votes", to="people.person")),
                ("topic", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="networks.topic")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("topic", "person"), name="networks_one_vote_a_topic")]},
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("readers", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ("key", models.CharField(default=krets.db.keys.new_key, editable=False, max_length=24, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("link", models.URLField(blank=True, max_length=500)),
                ("why", models.TextField(max_length=2000)),
                ("wide", models.BooleanField(default=False)),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="watch", to="people.person")),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="watch", to="networks.unit")),
            ],
            options={"ordering": ["-at", "-id"], "abstract": False, "indexes": [GinIndex(fields=["readers"], name="networks_watch_readers")]},
        ),
        migrations.CreateModel(
            name="NextMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("readers", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ("text", models.TextField(max_length=1000)),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person")),
                ("unit", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="next_meeting", to="networks.unit")),
            ],
            options={"abstract": False, "indexes": [GinIndex(fields=["readers"], name="networks_nextmeeting_readers")]},
        ),
        *by_readers("networks_topic"),
        *with_parent("networks_topicvote", own=own("networks_topicvote", "person_id"), topic_id="networks_topic"),
        *by_readers("networks_watch"),
        *by_readers("networks_nextmeeting"),
        *by_people("networks_handover", "predecessor_id", "successor_id", or_if=APPOINTS),
    ]  # fmt: skip

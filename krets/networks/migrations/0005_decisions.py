import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import krets.db.clock
import krets.db.keys
from django.db import migrations, models

from krets.db.policies import PERSON, TOKENS, asked, by_readers, by_system, holds, own, with_parent

# Who leads a unit.
LEADS = f"""select from networks_membership m where m.unit_id = one and m.person_id = {PERSON}
    and m.ended is null and m.role = 'coordinator'
    union all select from networks_mandate d where d.unit_id = one and d.person_id = {PERSON}
    and {holds("d")} and d.kind in ('chair', 'board', 'coordinator', 'co_host', 'lead')"""
LEADS_VOTE = """select from networks_vote v join networks_decision d on d.id = v.decision_id
    where v.id = one and networks_leads(d.unit_id)"""
OVERSEES = "select from networks_unit u where u.id = one and networks_leads(u.parent_id)"


def _in_unit(table: str) -> str:
    """Members of the unit, and whoever oversees it."""
    return f"array['unit:' || {table}.unit_id]::varchar[] && {TOKENS} or networks_oversees({table}.unit_id)"


POLICIES = [
    asked("networks_leads", LEADS),
    asked("networks_oversees", OVERSEES),
    *with_parent("networks_chain", association_id="networks_unit"),
    *by_readers("networks_founding"),
    *with_parent("networks_signature", founding_id="networks_founding"),
    *with_parent("networks_foundingstep", founding_id="networks_founding"),
    *by_readers("networks_decision", own="networks_leads(networks_decision.unit_id)"),
    *with_parent("networks_vote", decision_id="networks_decision"),
    asked("networks_leads_vote", LEADS_VOTE),
    *with_parent(
        "networks_rollentry",
        own=own("networks_rollentry", "person_id") + " or networks_leads_vote(networks_rollentry.vote_id)",
    ),
    *by_system("networks_ballot"),
    *by_system("networks_urn"),
    *with_parent("networks_firstmeeting", own=_in_unit("networks_firstmeeting")),
    *with_parent("networks_datepoll", own=_in_unit("networks_datepoll")),
    asked("networks_datepoll_is_read", "select from networks_datepoll p where p.id = one"),
    *with_parent("networks_polldate", poll_id="networks_datepoll"),
    asked("networks_polldate_is_read", "select from networks_polldate p where p.id = one"),
    *with_parent("networks_pollanswer", date_id="networks_polldate"),
    *with_parent("networks_budget", own=_in_unit("networks_budget")),
    *with_parent("networks_guarantee", own=_in_unit("networks_guarantee")),
]


class Migration(migrations.Migration):
    dependencies = [("networks", "0004_admission"), ("people", "0003_session")]

    operations = [
        migrations.CreateModel(
            name="Budget",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("people", models.PositiveIntegerField(default=30)),
                ("fee", models.PositiveIntegerField(default=0)),
                ("leader_travel", models.PositiveIntegerField(default=0)),
                ("room", models.PositiveIntegerField(default=0)),
                ("food_each", models.PositiveIntegerField(default=0)),
                ("course_each", models.PositiveIntegerField(default=0)),
                ("travel_each", models.PositiveIntegerField(default=0)),
                ("night_each", models.PositiveIntegerField(default=0)),
                ("income_each", models.PositiveIntegerField(default=0)),
                ("changed", models.DateTimeField(default=krets.db.clock.now)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="budget", to="networks.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Chain",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("signatories", models.PositiveSmallIntegerField(default=4)),
                ("steps", models.JSONField(default=list)),
                (
                    "opens_as",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("tentative", "Tentative"),
                            ("active", "Active"),
                            ("dormant", "Dormant"),
                            ("closed", "Closed"),
                        ],
                        default="active",
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chains", to="networks.unit"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-version"],
            },
        ),
        migrations.CreateModel(
            name="DatePoll",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "key",
                    models.CharField(default=krets.db.keys.new_key, editable=False, max_length=24, unique=True),
                ),
                ("what", models.CharField(max_length=160)),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                ("closed", models.DateTimeField(blank=True, null=True)),
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
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="date_polls", to="networks.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="FirstMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("place", models.CharField(blank=True, max_length=160)),
                ("agenda", models.TextField(max_length=8000)),
                ("brings", models.TextField(blank=True, max_length=4000)),
                ("changed", models.DateTimeField(default=krets.db.clock.now)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="first_meeting",
                        to="networks.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Founding",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "readers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "key",
                    models.CharField(default=krets.db.keys.new_key, editable=False, max_length=24, unique=True),
                ),
                ("letter", models.TextField(max_length=8000)),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                ("sent", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=4)),
                ("ended", models.DateTimeField(blank=True, null=True)),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="foundings", to="networks.chain"
                    ),
                ),
                (
                    "initiator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="foundings", to="networks.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "readers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "key",
                    models.CharField(default=krets.db.keys.new_key, editable=False, max_length=24, unique=True),
                ),
                ("matter", models.CharField(max_length=200)),
                ("proposal", models.TextField(blank=True, max_length=8000)),
                ("date", models.DateField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=160)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("carried", "Carried"),
                            ("lost", "Not carried"),
                            ("tie", "As many yes as no: not carried"),
                            ("no_quorum", "Too few voted"),
                        ],
                        max_length=12,
                    ),
                ),
                ("extract", models.TextField(blank=True, max_length=20000)),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                ("decided", models.DateTimeField(blank=True, null=True)),
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="networks.unit"
                    ),
                ),
                (
                    "founding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="decisions",
                        to="networks.founding",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FoundingStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("recommend", "Takes a position"),
                            ("decide", "Decides"),
                            ("meeting", "Decision at a meeting"),
                        ],
                        max_length=12,
                    ),
                ),
                ("outcome", models.CharField(choices=[("yes", "Yes"), ("no", "No")], max_length=4)),
                ("reason", models.TextField(blank=True, max_length=4000)),
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
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="networks.decision",
                    ),
                ),
                (
                    "founding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="networks.founding"
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
            },
        ),
        migrations.CreateModel(
            name="Guarantee",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "key",
                    models.CharField(default=krets.db.keys.new_key, editable=False, max_length=24, unique=True),
                ),
                ("amount", models.PositiveIntegerField()),
                ("why", models.TextField(max_length=2000)),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                ("outcome", models.CharField(blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=4)),
                ("reason", models.TextField(blank=True, max_length=2000)),
                ("decided", models.DateTimeField(blank=True, null=True)),
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
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="guarantees", to="networks.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="PollDate",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("day", models.DateField()),
                ("chosen", models.BooleanField(default=False)),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dates", to="networks.datepoll"
                    ),
                ),
            ],
            options={
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="PollAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "says",
                    models.CharField(choices=[("can", "Can"), ("maybe", "Maybe"), ("not", "Can't")], max_length=8),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
                (
                    "date",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="networks.polldate"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RollEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("voted", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("abstain", "Abstains")], max_length=8
                    ),
                ),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ballot", to="networks.rollentry"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "key",
                    models.CharField(default=krets.db.keys.new_key, editable=False, max_length=24, unique=True),
                ),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=120)),
                ("title", models.CharField(blank=True, max_length=160)),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                ("signed", models.DateTimeField(blank=True, null=True)),
                (
                    "founding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="networks.founding",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="signatures",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("show", "By show of hands at the meeting"),
                            ("open", "In Krets, open"),
                            ("secret", "In Krets, secret"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "counted",
                    models.CharField(
                        choices=[
                            ("people", "One member, one vote"),
                            ("organisations", "One organisation, one vote"),
                        ],
                        default="people",
                        max_length=16,
                    ),
                ),
                (
                    "majority",
                    models.CharField(
                        choices=[
                            ("simple", "More yes than no"),
                            ("two_thirds", "Two thirds of yes and no"),
                            ("of_all", "More than half of all votes, cast or not"),
                        ],
                        default="simple",
                        max_length=12,
                    ),
                ),
                ("quorum", models.PositiveIntegerField(default=0)),
                ("quorum_percent", models.PositiveSmallIntegerField(default=0)),
                ("opened", models.DateTimeField(default=krets.db.clock.now)),
                ("closed", models.DateTimeField(blank=True, null=True)),
                ("yes", models.PositiveIntegerField(null=True)),
                ("no", models.PositiveIntegerField(null=True)),
                ("abstain", models.PositiveIntegerField(null=True)),
                ("everybody", models.PositiveIntegerField(null=True)),
                ("reasons", models.JSONField(default=list)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="vote", to="networks.decision"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Urn",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("sealed", models.TextField()),
                (
                    "vote",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="urn", to="networks.vote"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="rollentry",
            name="vote",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="roll", to="networks.vote"
            ),
        ),
        migrations.AddConstraint(
            model_name="chain",
            constraint=models.UniqueConstraint(
                fields=("association", "version"), name="networks_one_chain_version"
            ),
        ),
        migrations.AddIndex(
            model_name="founding",
            index=django.contrib.postgres.indexes.GinIndex(fields=["readers"], name="networks_founding_readers"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=django.contrib.postgres.indexes.GinIndex(fields=["readers"], name="networks_decision_readers"),
        ),
        migrations.AddConstraint(
            model_name="foundingstep",
            constraint=models.UniqueConstraint(fields=("founding", "place"), name="networks_step_once"),
        ),
        migrations.AddConstraint(
            model_name="polldate",
            constraint=models.UniqueConstraint(fields=("poll", "day"), name="networks_day_once"),
        ),
        migrations.AddConstraint(
            model_name="pollanswer",
            constraint=models.UniqueConstraint(fields=("date", "person"), name="networks_says_once"),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(fields=("founding", "email"), name="networks_signs_once"),
        ),
        migrations.AddConstraint(
            model_name="rollentry",
            constraint=models.UniqueConstraint(fields=("vote", "person"), name="networks_on_roll_once"),
        ),
        *POLICIES,
    ]

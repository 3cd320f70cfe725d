import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import krets.db.clock
import krets.db.keys
from krets.db.policies import by_own, by_system, own, with_parent

# Who had an employer works there; how that was known is not said anywhere.
BELONG = """
    select set_config('krets.system', 'migrate', true);
    insert into people_belonging (person_id, organisation_id, title, since)
        select id, organisation_id, title, created from people_person where organisation_id is not null;
    insert into people_proof (belonging_id, person_id, how, domain, operator, at, why)
        select id, person_id, 'before', '', '', since, '' from people_belonging;
    set constraints all immediate;
    select set_config('krets.system', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_session")]

    operations = [
        migrations.AddField("organisation", "covered", models.BooleanField(default=True)),
        migrations.AddField(
            "organisation",
            "regions",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80), blank=True, default=list, size=None
            ),
        ),
        migrations.AlterField(
            "profilefield",
            "field",
            models.CharField(
                choices=[
                    ("experience", "My experience"),
                    ("topics", "Topics"),
                    ("phone", "Phone"),
                    ("email", "E-mail"),
                    ("formal_name", "Formal name"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Belonging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(blank=True, max_length=120)),
                ("since", models.DateTimeField(default=krets.db.clock.now)),
                ("ended", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="belongings",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="belongings", to="people.person"
                    ),
                ),
            ],
            options={"ordering": ["since", "id"]},
        ),
        migrations.CreateModel(
            name="Domain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=253)),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                ("operator", models.CharField(blank=True, max_length=80)),
                ("ended", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="domains", to="people.organisation"
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={"ordering": ["name"]},
        ),
        migrations.CreateModel(
            name="EntryRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(default=krets.db.keys.new_key, editable=False, max_length=24, unique=True),
                ),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(max_length=254)),
                ("employer", models.CharField(max_length=200)),
                ("title", models.CharField(blank=True, max_length=120)),
                ("language", models.CharField(blank=True, max_length=5)),
                ("goes_on_to", models.CharField(blank=True, max_length=500)),
                ("leaves_former", models.BooleanField(default=False)),
                ("asked", models.DateTimeField(default=krets.db.clock.now)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("proved", models.DateTimeField(null=True)),
                ("decided", models.DateTimeField(null=True)),
                ("let_in", models.BooleanField(null=True)),
                ("operator", models.CharField(blank=True, max_length=80)),
                ("why", models.TextField(blank=True, max_length=2000)),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entry_requests",
                        to="people.person",
                    ),
                ),
            ],
            options={"ordering": ["asked", "id"]},
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("domain", "an address on a domain of the organisation"),
                            ("person", "somebody approved it"),
                            ("before", "it was known already"),
                        ],
                        default="before",
                        max_length=8,
                    ),
                ),
                ("domain", models.CharField(blank=True, max_length=253)),
                ("operator", models.CharField(blank=True, max_length=80)),
                ("at", models.DateTimeField(default=krets.db.clock.now)),
                ("why", models.TextField(blank=True, max_length=2000)),
                (
                    "belonging",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proof", to="people.belonging"
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "belonging",
            models.UniqueConstraint(
                condition=models.Q(("ended", None)), fields=("person", "organisation"), name="people_one_belonging"
            ),
        ),
        migrations.AddConstraint(
            "domain",
            models.UniqueConstraint(condition=models.Q(("ended", None)), fields=("name",), name="people_one_domain"),
        ),
        migrations.RunSQL(BELONG, migrations.RunSQL.noop),
        *with_parent(
            "people_belonging",
            own=own("people_belonging", "person_id"),
            only_if="people_belonging.ended is null",
            person_id="people_person",
        ),
        *by_system("people_domain"),
        *by_own("people_proof"),
        *by_own("people_entryrequest"),
    ]

from django.db import migrations

from krets.db.policies import by_own, by_readers, own, with_parent

# A look stays as it was written, whoever asks and whatever their rights.
KEEP = """
    create or replace function networks_look_stays() returns trigger language plpgsql as $$
    begin
        raise exception 'A look is neither changed nor removed.';
    end $$;

    create or replace trigger networks_look_stays before update or delete on networks_look
        for each row execute function networks_look_stays();
"""
LET_GO = "drop function if exists networks_look_stays() cascade;"


class Migration(migrations.Migration):
    dependencies = [("networks", "0001_initial")]

    operations = [
        *by_readers("networks_unit"),
        *with_parent("networks_vouching", own=own("networks_vouching", "person_id"), unit_id="networks_unit"),
        *by_own("networks_look", "by_id"),
        migrations.RunSQL(KEEP, LET_GO),
    ]

from django.db import migrations

from krets.db.policies import by_own, by_system

# What the database itself refuses, whoever asks and whatever its rights. A trace is written, sealed once, and
# emptied when it is old; a seal is written. Its owner can take these away, and then `krets trail check` tells.
KEEP = """
    create or replace function records_trace_stays() returns trigger language plpgsql as $$
    begin
        if tg_op = 'UPDATE'
           and (new.id, new.at, new.day, new.act, new.digest) = (old.id, old.at, old.day, old.act, old.digest)
           and (new.seal_id is not distinct from old.seal_id or old.seal_id is null)
           and ((new.by_id, new.part, new.kind, new.key, new.verb, new.salt)
                    is not distinct from (old.by_id, old.part, old.kind, old.key, old.verb, old.salt)
                or (new.seal_id is not null and new.by_id is null and new.salt is null
                    and (new.part, new.kind, new.key, new.verb) = ('', '', '', '')))
        then
            return new;
        end if;
        raise exception 'A trace is neither changed nor removed.';
    end $$;

    create or replace function records_seal_stays() returns trigger language plpgsql as $$
    begin
        raise exception 'A seal is neither changed nor removed.';
    end $$;

    create or replace trigger records_trace_stays before update or delete on records_trace
        for each row execute function records_trace_stays();
    create or replace trigger records_seal_stays before update or delete on records_seal
        for each row execute function records_seal_stays();
"""
LET_GO = """
    drop function if exists records_trace_stays() cascade;
    drop function if exists records_seal_stays() cascade;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [
        *by_own("records_trace", "by_id"),
        *by_system("records_seal"),
        *by_system("records_removal"),
        migrations.RunSQL(KEEP, LET_GO),
    ]

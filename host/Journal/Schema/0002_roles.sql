-- The application's role writes the books once and never again: no UPDATE, DELETE or TRUNCATE on evidence, ledger, messages, raw bytes.
do $$ begin
    if not exists (select 1 from pg_roles where rolname = 'hub_app') then
        create role hub_app login;
    end if;
end $$;
grant usage on schema public to hub_app;
grant select, insert on message, answer, raw, evidence_batch, outcome, ledger_transaction, posting, forbidden, case_alias to hub_app;
grant select, insert, update on evidence_log, settlement, difference, file, node, lane_lease to hub_app;
grant select, insert, update, delete on case_state, inbox, outbox, timeout, quarantine to hub_app;

-- Partitions are made by the owner on the application's behalf, a few days ahead.
create function make_raw_partition(of_day date) returns void language plpgsql security definer set search_path = public as $$
declare name text := 'raw_' || to_char(of_day, 'YYYYMMDD');
begin
    if to_regclass(name) is null then
        execute format('create table %I partition of raw for values from (%L) to (%L)', name, of_day, of_day + 1);
        execute format('alter table %I alter column body set storage external', name);
    end if;
end $$;

-- Tables of a front machine: the institution's system inserts, the hub answers. For the institution's own PostgreSQL (14 or newer), applied by its
-- administrator: psql -v ON_ERROR_STOP=1 -f front.sql. Running it again changes nothing. Columns are named and written as in the file layout
-- (adapters/Front/README.md): all text, times yyyy-MM-dd HH:mm:ss, amounts yuan with at most two decimals.
--
-- A record and its lines are inserted in ONE transaction. status: 0 new or asked for again, 1 answered. A record is never changed after it was
-- inserted: what is corrected comes as a new row with a new msgid.

begin;

create schema if not exists front;

create table if not exists front.in_claim (
    id bigint generated always as identity primary key,
    status smallint not null default 0 check (status in (0, 1)),
    tries integer not null default 0,
    inserted_at timestamptz not null default now(),
    msgid text not null, fixmedins_code text, ipt_otp_no text not null, visit_type text not null, psn_name text not null,
    mdtrt_cert_type text not null, mdtrt_cert_no text not null, card_sn text, psn_cert_type text, certno text, insutype text not null,
    med_type text not null, begntime text not null, endtime text, dept_code text, dept_name text, atddr_no text, dr_name text, diag_type text,
    diag_code text not null, diag_name text not null, medfee_sumamt text not null, acct_used_flag text, trial_flag text
);

create table if not exists front.in_claim_line (
    record_id bigint not null references front.in_claim,
    line_no integer not null,
    feedetl_sn text not null, init_feedetl_sn text, fee_ocur_time text not null, med_list_codg text not null, medins_list_codg text not null,
    cnt text not null, pric text not null, det_item_fee_sumamt text not null, rxno text, rx_circ_flag text, memo text,
    primary key (record_id, line_no)
);

create table if not exists front.in_sale (
    id bigint generated always as identity primary key,
    status smallint not null default 0 check (status in (0, 1)),
    tries integer not null default 0,
    inserted_at timestamptz not null default now(),
    msgid text not null, fixmedins_code text, psn_no text not null, psn_type text not null, psn_name text not null, mdtrt_cert_type text not null,
    mdtrt_cert_no text not null, card_sn text, psn_cert_type text, certno text, insutype text not null, med_type text, begntime text not null,
    medfee_sumamt text not null, acct_used_flag text, invono text, dise_codg text, dise_name text
);

create table if not exists front.in_sale_line (
    record_id bigint not null references front.in_sale,
    line_no integer not null,
    feedetl_sn text not null, init_feedetl_sn text, fee_ocur_time text not null, med_list_codg text not null, medins_list_codg text not null,
    cnt text not null, pric text not null, det_item_fee_sumamt text not null, rxno text, rx_circ_flag text, memo text,
    primary key (record_id, line_no)
);

-- One row per record, rewritten while its outcome is open (state P, U), final with S, R or C. receipt: fetched at the hub as /receipts/RECEIPT.
create table if not exists front.out_result (
    kind text not null check (kind in ('claim', 'sale')),
    record_id bigint not null,
    msgid text not null,
    state char(1) not null check (state in ('S', 'R', 'C', 'P', 'U')),
    code text not null, text text not null, setl_id text not null, medfee_sumamt text not null, fund_pay_sumamt text not null, acct_pay text not null,
    psn_cash_pay text not null, receipt text not null,
    written_at timestamptz not null default now(),
    primary key (kind, record_id)
);

create index if not exists in_claim_new on front.in_claim (tries, id) where status = 0;
create index if not exists in_sale_new on front.in_sale (tries, id) where status = 0;

-- The hub's login reads records and writes status and results, nothing else. The role may exist already; its password is the administrator's.
do $$
begin
    if not exists (select from pg_roles where rolname = 'hub_front') then
        create role hub_front login;
    end if;
end $$;

grant usage on schema front to hub_front;
grant select on front.in_claim, front.in_claim_line, front.in_sale, front.in_sale_line, front.out_result to hub_front;
grant update (status, tries) on front.in_claim, front.in_sale to hub_front;
grant insert, update on front.out_result to hub_front;

commit;

-- Payments: from the clearing of settlements to the bank's statement. Facts are inserted and never changed; who may do what together is
-- decided by keys and checks, so that the database is the last assertion.

-- A difference with the core or a bank names the institution whose day it concerns.
alter table difference add column institution text;

-- Accounts that institutions are paid to: versions, each proposed by one officer and approved by another.
create table payee (
    party       text not null,
    version     int not null check (version > 0),
    account     text not null check (length(account) between 1 and 34),
    holder      text not null check (length(holder) > 0),
    bank_name   text not null default '',
    line_number text,
    proposed_by text not null,
    proposed_at timestamptz not null,
    primary key (party, version),
    unique (party, version, proposed_by)
);
create table payee_approval (
    party       text not null,
    version     int not null,
    proposed_by text not null,
    approved_by text not null,
    approved_at timestamptz not null,
    primary key (party, version),
    foreign key (party, version, proposed_by) references payee (party, version, proposed_by),
    check (approved_by <> proposed_by)
);

-- One payment, unique for ever by its serial.
create table payment (
    serial      text primary key check (length(serial) between 1 and 35),
    kind        smallint not null check (kind between 0 and 3), -- PaymentKind
    day         date not null,                                  -- clearing day, or day of the list
    party       text not null,                                  -- institution, person or employer number
    account     text not null,
    holder      text not null,
    bank_name   text not null default '',
    line_number text,
    fen         bigint not null check (fen > 0),
    fund_type   text,
    purpose     text not null default '',
    memo        text not null default '',
    agency      text not null default '',                       -- who bears it, six digits; empty for institutions
    repeats     text references payment (serial),               -- the failed payment that this one repeats
    source      text not null,                                  -- clearing id, list digest, or the repeated serial
    created_at  timestamptz not null
);
create unique index payment_repeats on payment (repeats) where repeats is not null; -- at most one repetition
create index payment_day on payment (kind, day, serial);
create index payment_party on payment (party, day);

-- One clearing of one institution; its settlements are cleared once for ever.
create table clearing (
    id          text primary key,
    institution text not null,
    through     date not null,
    number      int not null check (number > 0),                -- of this institution and day
    serial      text not null unique references payment (serial),
    count       int not null check (count > 0),
    fen         bigint not null check (fen > 0),
    cleared_by  text not null,
    cleared_at  timestamptz not null,
    unique (institution, through, number)
);
create table clearing_item (
    settlement_id text primary key,
    clearing      text not null
);
create index clearing_item_clearing on clearing_item (clearing);

-- References of tables that grow by a million rows at once are checked by statement: the same assertion, without a look-up per row.
-- Nobody who serves may change or delete what is referred to. All items of a clearing come in one statement.
create function clearing_is_whole() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from (select clearing, count(*) as count from added group by clearing) as a
        left join clearing c on c.id = a.clearing where c.count is distinct from a.count) then
        raise exception 'a clearing has not the items that it counts' using errcode = '23514';
    end if;
    return null;
end $$;
create trigger clearing_item_whole after insert on clearing_item
    referencing new table as added for each statement execute function clearing_is_whole();

create table payment_list (
    sha256      bytea primary key,
    name        text not null,
    day         date not null,
    agency      text not null,
    count       int not null,
    fen         bigint not null,
    taken_by    text not null,
    taken_at    timestamptz not null
);

-- Files of any size by digest, in compressed chunks. The chunks are written first, under an id; the row of the digest makes them a content.
create sequence content_id;
create table content (
    sha256 bytea primary key check (length(sha256) = 32),
    id     bigint not null unique,
    sm3    bytea not null check (length(sm3) = 32),
    length bigint not null check (length >= 0),
    at     timestamptz not null
);
create table content_chunk (
    content bigint not null,                -- content.id
    number  int not null,                   -- from 0
    length  int not null,                   -- before compression
    body    bytea not null,                 -- Brotli
    primary key (content, number)
);
alter table content_chunk alter column body set storage external;

-- A sealed file: its lines, bytes and name are fixed.
create table payment_file (
    id           text primary key check (length(id) between 1 and 35),
    bank         text not null,
    kind         smallint not null,
    business_day date not null,
    file_number  int not null check (file_number > 0),
    requested_on date not null,
    created_at   timestamp not null,        -- stated in the file, UTC+8
    name         text not null,
    count        int not null check (count > 0),
    fen          bigint not null check (fen > 0),
    sha256       bytea not null references content (sha256),
    control_name text not null,
    control      bytea not null,
    sealed_by    text not null,
    sealed_at    timestamptz not null,
    unique (bank, business_day, file_number),
    unique (bank, name),
    unique (id, sealed_by)
);
-- The lock: a payment is in one file, for ever.
create table payment_file_line (
    serial text primary key,
    file   text not null,
    number int not null check (number > 0),
    unique (file, number)
);
-- All lines of a file come in one statement; together they are what its row says. What has been ordered again under another serial, or is of
-- another kind, goes into no file.
create function payment_file_is_whole() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from (
            select a.file, count(*) as lines, max(a.number) as last, count(p.serial) as payments, sum(p.fen) as fen, min(p.kind) as least, max(p.kind) as most
            from added a left join payment p on p.serial = a.serial group by a.file) as a
        left join payment_file f on f.id = a.file
        where f.id is null or f.count <> a.lines or f.count <> a.last or f.count <> a.payments or f.fen <> a.fen or f.kind <> a.least or f.kind <> a.most)
    then
        raise exception 'the lines of a payment file are not what it counts and sums up' using errcode = '23514';
    end if;
    if exists (select 1 from added a join payment r on r.repeats = a.serial) then
        raise exception 'a payment that was ordered again cannot go into a file' using errcode = '23514';
    end if;
    return null;
end $$;
create trigger payment_file_line_whole after insert on payment_file_line
    referencing new table as added for each statement execute function payment_file_is_whole();
-- The second person: the key carries the sealer's name, so the check needs no trust in the caller.
create table payment_release (
    file        text primary key,
    sealed_by   text not null,
    released_by text not null,
    released_at timestamptz not null,
    foreign key (file, sealed_by) references payment_file (id, sealed_by),
    check (released_by <> sealed_by)
);
-- How the delivery went, step by step; the newest row is the state.
create table payment_file_step (
    file   text not null references payment_file (id),
    number bigint generated always as identity,
    state  smallint not null,               -- PaymentFileState
    at     timestamptz not null,
    detail text not null,
    primary key (file, number)
);
-- Its newest step; but what is answered stays so, though a delivery's last step is noted later.
create view payment_file_state as
    select f.id as file, s.state, s.at, s.detail
    from payment_file f
    cross join lateral (
        select state, at, detail from payment_file_step where file = f.id order by (state = 6) desc, number desc limit 1) as s;

-- A file that a bank has put out; its content is known once.
create table bank_file (
    id          bigint generated always as identity primary key,
    bank        text not null,
    name        text not null,
    kind        smallint not null,          -- BankFileKind
    sha256      bytea not null references content (sha256),
    received_at timestamptz not null,
    state       smallint not null check (state between 1 and 3), -- BankFileState
    ended_at    timestamptz,
    lines       int not null default 0,
    differences int not null default 0,
    reason      text,
    unique (bank, sha256)
);
create index bank_file_stored on bank_file (id) where state = 1;
create table bank_file_name (
    bank    text not null,
    name    text not null,
    sha256  bytea not null,
    seen_at timestamptz not null,
    primary key (bank, name, sha256)
);

-- The bank's final word on a payment (kind 1: settled or failed) and its return later (kind 2): each once.
create table payment_answer (
    serial      text not null,
    kind        smallint not null check (kind in (1, 2)),
    status      smallint not null,          -- PaymentStatus
    fen         bigint not null,
    bank_file   bigint not null,
    line        int not null,
    bank_serial text,
    booked_on   date,
    reason_code text,
    reason_text text,
    primary key (serial, kind)
);
create index payment_answer_file on payment_answer (bank_file);
create index payment_answer_paid on payment_answer (booked_on) where kind = 1 and status = 1;

-- Only a payment that went out in a released file has an answer, and only a file of a bank gives one.
create function answers_are_ours() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from added a left join payment_file_line l on l.serial = a.serial left join payment_release r on r.file = l.file
        where r.file is null)
        or exists (select 1 from (select distinct bank_file from added) as a left join bank_file b on b.id = a.bank_file where b.id is null) then
        raise exception 'an answer belongs to no released payment, or comes from no file of a bank' using errcode = '23503';
    end if;
    return null;
end $$;
create trigger payment_answer_ours after insert on payment_answer
    referencing new table as added for each statement execute function answers_are_ours();

create table bank_statement (
    bank      text not null,
    account   text not null,
    number    text not null,
    bank_file bigint not null references bank_file (id),
    from_day  date not null,
    to_day    date not null,
    opening   bigint,
    closing   bigint,
    primary key (bank, account, number)
);
-- One booking, once for ever by the bank's own reference.
create table statement_line (
    bank        text not null,
    account     text not null,
    bank_serial text not null,
    statement   text not null,
    bank_file   bigint not null,
    line        int not null,
    booked_on   date not null,
    fen         bigint not null check (fen <> 0),   -- credit positive, debit negative
    reversal    boolean not null,
    batch       text,
    serial      text,
    -- 1 pays a payment, 2 gives a payment back, 3 matches nothing, 4 pays a payment again, 5 gives back what was booked as 3 or 4
    matched     smallint not null check (matched between 1 and 5),
    memo        text not null,
    primary key (bank, account, bank_serial)
);
create index statement_line_serial on statement_line (serial) where serial is not null;
create index statement_line_day on statement_line (booked_on);
-- A payment is posted as paid once, and as given back once, whatever a bank says.
create unique index statement_line_paid on statement_line (serial) where matched = 1;
create unique index statement_line_back on statement_line (serial) where matched = 2;

create function bookings_are_of_a_statement() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from (select distinct bank, account, statement, bank_file from added) as a
        left join bank_statement s on s.bank = a.bank and s.account = a.account and s.number = a.statement and s.bank_file = a.bank_file
        where s.bank is null) then
        raise exception 'a booking belongs to no statement' using errcode = '23503';
    end if;
    return null;
end $$;
create trigger statement_line_ours after insert on statement_line
    referencing new table as added for each statement execute function bookings_are_of_a_statement();

-- What institution and core say a day amounts to; the newest row of a group counts.
create table stated_totals (
    id             bigint generated always as identity primary key,
    stated_by      smallint not null,       -- StatedBy
    institution    text not null,
    day            date not null,
    insurance_type text not null,
    clearing_type  text not null,
    agency         text not null,
    count          int not null,
    total          bigint not null,
    fund_total     bigint not null,
    account        bigint not null,
    includes_refunds boolean not null,
    raw_digest     text not null,
    at             timestamptz not null
);
create index stated_totals_day on stated_totals (day, institution);

create table day_result (
    day          date not null,
    institution  text not null,
    run          bigint not null,
    equality     smallint not null,
    accepted     int not null,
    accepted_fen bigint not null,
    stated       int,
    stated_fen   bigint,
    core         int,
    core_fen     bigint,
    cleared      int not null,
    cleared_fen  bigint not null,
    confirmed_fen bigint not null,
    booked_fen   bigint not null,
    differences  int not null,
    text         text not null,
    at           timestamptz not null,
    by           text not null,
    primary key (day, institution, run)
);
create sequence day_result_run;

-- Differences of a payment are found by its serial; settlements of a day are found without an index that every settlement would pay for.
create index difference_message on difference (message_key) where closed_at is null and message_key is not null;
create index settlement_time on settlement using brin (settled_at);

-- Every privileged act: who, when, what, why, before, after.
create table audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    officer text not null check (length(officer) between 1 and 60),
    action  text not null,
    subject text not null,
    reason  text not null,
    before  jsonb,
    after   jsonb
);
create index audit_subject on audit (subject);

-- Ledger transactions that are posted by sets take their ids from below zero; the engine's are above.
create sequence ledger_set_id increment by -1 minvalue -9223372036854775807 maxvalue -1 start with -1;

-- The ledger added up per day, account and kind of transaction: derived, may be made anew.
create index ledger_transaction_day on ledger_transaction (day);
create table account_day (
    day     date not null,
    account text not null,
    kind    text not null,
    count   int not null,
    fen     bigint not null,
    primary key (account, day, kind)
);
create index account_day_day on account_day (day);

grant select, insert on payee, payee_approval, payment, clearing, clearing_item, payment_list, content, content_chunk, payment_file,
    payment_file_line, payment_release, payment_file_step, bank_file_name, payment_answer, bank_statement, statement_line, stated_totals,
    day_result, audit to hub_app;
grant select on payment_file_state to hub_app;
grant select, insert, update on bank_file to hub_app;
grant select, insert, delete on account_day to hub_app;
grant usage on sequence ledger_set_id, day_result_run, content_id to hub_app;

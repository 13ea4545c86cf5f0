-- The journal. Conventions: fen are bigint; ids are made by the engine (time, log, sequence) and never reused; "batch" is the
-- transaction that wrote a row: its raw bytes, evidence leaves and signed head hang on it.

-- Every message, received or sent; the received ones are the identities (partner, kind, key), unique for ever.
create table message (
    id             bigint primary key,
    direction      smallint not null check (direction between 1 and 3), -- 1 received, 2 sent, 3 received again with other content
    partner        text not null,
    channel        text not null,
    kind           text not null,
    key            text not null,
    at             timestamptz not null,
    decision       smallint not null, -- 1 accepted, 2 refused, 3 quarantined, 4 conflict, 5 barred before it arrived, 6 sent
    reason         text,
    case_name      text,
    content_digest bytea,
    raw_digest     bytea,
    answer_hint    text not null default '',
    original       bigint,            -- of a conflict: the message that came first
    batch          bigint not null
);
create unique index message_identity on message (partner, kind, key) where direction = 1;
create index message_content on message using hash (content_digest) where direction = 1;
create index message_raw on message using hash (raw_digest) where direction <> 2;

create index message_sent on message (case_name) where direction = 2;
create index message_original on message (original) where direction = 3;

-- The one final answer of a message; its bytes are in raw under the batch.
create table answer (
    message_id  bigint primary key,
    answered_at timestamptz not null,
    batch       bigint not null
);

-- Raw bytes of one batch, packed and compressed in segments; entries say which bytes are whose and their digest.
create table raw (
    day     date not null,
    batch   bigint not null,
    segment smallint not null,
    entries bytea not null,
    body    bytea not null,
    primary key (day, batch, segment)
) partition by range (day);

-- One log per writer; its owner proves itself by the token in every transaction.
create table evidence_log (
    log_id     smallint primary key check (log_id between 1 and 255),
    name       text not null unique,
    owner      text,
    token      bigint not null default 0,
    size       bigint not null default 0,
    frontier   bytea not null,
    last_id    bigint not null default 0,
    last_batch bigint
) with (fillfactor = 50);

-- The leaves of one batch and its signed head: everything a receipt is made of.
create table evidence_batch (
    batch     bigint primary key,
    log_id    smallint not null,
    day       date not null,
    first_seq bigint not null,
    frontier  bytea not null,  -- of the tree before
    entries   bytea not null,  -- per leaf: role (1 byte), subject (8 bytes)
    leaves    bytea not null,  -- per leaf: length (4 bytes), canonical bytes
    head_at   bigint not null, -- microseconds since 1970
    head_key  text not null,
    signature bytea not null,
    root      bytea not null,
    unique (log_id, first_seq)
);
alter table evidence_batch alter column leaves set storage external;
alter table evidence_batch alter column entries set storage external;
alter table raw alter column body set storage external;

create table case_state (
    name    text primary key,
    saga    text not null,
    lane    smallint not null,
    version bigint not null,
    partner text not null,
    at      timestamptz not null,
    state   bytea not null
) with (fillfactor = 60);
alter table case_state alter column state set storage external;

create table case_alias (
    alias     text primary key,
    case_name text not null
);

-- Messages of sagas that could not be handled in the transaction that brought them.
create table inbox (
    id         bigint primary key,
    lane       smallint not null,
    case_name  text not null,
    message_id bigint,
    type       text not null,
    body       bytea not null,
    raw_digest bytea,
    state      smallint not null, -- 0 ready, 1 deferred by its saga, 2 waits behind a failed message of its case
    attempts   smallint not null default 0,
    due_at     timestamptz not null
);
create index inbox_ready on inbox (lane, id);
create index inbox_case on inbox (case_name, id);

-- Requests whose outcome is not stored yet. 0 pending (never handed to the line), 1 sending, 2 unknown was reported, a late answer is awaited.
create table outbox (
    request_id   bigint primary key,
    lane         smallint not null,
    destination  text not null,
    kind         text not null,
    key          text not null,
    partner      text not null,
    message_type text not null,
    case_name    text not null,
    tag          text not null,
    state        smallint not null,
    at           timestamptz not null,
    batch        bigint not null
) with (fillfactor = 80);
create index outbox_lane on outbox (lane);

create table outcome (
    request_id bigint not null,
    late       boolean not null,
    result     smallint not null,
    at         timestamptz not null,
    raw_digest bytea,
    detail     text not null,
    batch      bigint not null,
    primary key (request_id, late)
);
create index outcome_raw on outcome using hash (raw_digest) where raw_digest is not null;

create table timeout (
    id        bigint primary key,
    lane      smallint not null,
    case_name text not null,
    due_at    timestamptz not null,
    type      text not null,
    body      bytea not null
);
create index timeout_due on timeout (lane, due_at);

create table ledger_transaction (
    id        bigint primary key,
    key       text not null unique,
    day       date not null,
    case_name text not null,
    at        timestamptz not null
);
create table posting (
    transaction_id bigint not null,
    line           smallint not null,
    account        text not null check (length(account) between 1 and 80),
    fen            bigint not null check (fen <> 0),
    primary key (transaction_id, line)
);

-- Every statement that adds postings adds zero to each transaction, so each transaction always sums to zero.
create function ledger_balanced() returns trigger language plpgsql as $$
begin
    if exists (select 1 from added group by transaction_id having sum(fen) <> 0) then
        raise exception 'the postings of a ledger transaction do not sum to zero' using errcode = '23514';
    end if;
    return null;
end $$;
create trigger posting_balanced after insert on posting
    referencing new table as added for each statement execute function ledger_balanced();

create table settlement (
    settlement_id    text primary key,
    cancels          text,
    encounter_id     text not null,
    institution      text not null,
    message_key      text not null,
    setting          smallint not null,
    person_number    text not null,
    insurance_type   text not null,
    clearing_type    text not null,
    agency           text not null,
    settled_at       timestamp not null,
    state            smallint not null,
    total            bigint not null,
    fund_total       bigint not null,
    personal_account bigint not null,
    cash             bigint not null,
    hospital_share   bigint not null,
    case_name        text not null
) with (fillfactor = 90);
create index settlement_day on settlement (institution, settled_at, settlement_id);
create index settlement_cancels on settlement (cancels) where cancels is not null;

create table difference (
    key               text primary key,
    kind              smallint not null,
    partner           text not null,
    day               date not null,
    settlement_id     text,
    message_key       text,
    ours              bigint not null,
    theirs            bigint not null,
    our_raw_digest    text not null,
    their_raw_digest  text not null,
    text              text not null,
    opened_at         timestamptz not null,
    closed_at         timestamptz
);
create index difference_open on difference (day, partner) where closed_at is null;

create table file (
    ticket          text primary key,
    partner         text not null,
    name            text not null,
    content         bytea not null,
    available_until timestamptz not null
);

-- Answers of identities barred before they arrived; the identity itself is a row of message.
create table forbidden (
    message_id bigint primary key,
    at         timestamptz not null,
    type       text not null,
    body       bytea not null
);

create table quarantine (
    case_name text primary key,
    lane      smallint not null,
    inbox_id  bigint not null,
    type      text not null,
    reason    text not null,
    attempts  smallint not null,
    since     timestamptz not null
);

create table node (
    name       text primary key,
    expires_at timestamptz not null
) with (fillfactor = 50);
create table lane_lease (
    lane  smallint primary key,
    owner text,
    token bigint not null default 0
) with (fillfactor = 50);

-- A lane's transaction is its owner's only: the rows stay locked against a takeover until the end of the transaction.
create function fence_lanes(who text, lanes smallint[], tokens bigint[]) returns void language plpgsql as $$
declare held int;
begin
    select count(*) into held from (
        select 1 from unnest(lanes, tokens) as mine (lane, token)
        join lane_lease using (lane)
        where lane_lease.owner = who and lane_lease.token = mine.token
        for share of lane_lease) as locked;
    if held <> cardinality(lanes) then
        raise exception 'a lane belongs to another node now' using errcode = 'HB001';
    end if;
end $$;

-- Moves a log on by one batch; only its owner, only from where the owner believes it stands.
create function advance_log(which smallint, holder bigint, size_before bigint, size_after bigint, edge bytea, newest_id bigint, by_batch bigint)
returns void language plpgsql as $$
begin
    update evidence_log set size = size_after, frontier = edge, last_id = newest_id, last_batch = by_batch
        where log_id = which and token = holder and size = size_before;
    if not found then
        raise exception 'the evidence log belongs to another writer now' using errcode = 'HB002';
    end if;
end $$;

create function stale_case() returns bigint language plpgsql as $$
begin
    raise exception 'a case was changed by somebody else' using errcode = 'HB003';
end $$;

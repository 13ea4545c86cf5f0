using Hub.Canonical;
using Hub.Journal.Payments;
using Npgsql;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Engine;

/// <summary>Statements that write the ledger, the settlement book and the differences.</summary>
internal static class BookStatements
{
    public static void Ledger(NpgsqlBatchCommandCollection commands, Round round)
    {
        if (round.Ledger is not { Count: > 0 } transactions)
        {
            return;
        }

        var lines = transactions.SelectMany(t => t.Transaction.Postings.Select((p, i) => (t.Id, Line: (short)i, p.Account, p.Amount.Fen))).ToArray();
        commands.Add(Command(
            """
            with posted as (
                insert into ledger_transaction (id, key, day, case_name, at)
                select r.id, r.key, r.day, r.case_name, $9 from unnest($1, $2, $3, $4) as r (id, key, day, case_name)
                on conflict (key) do nothing returning id)
            insert into posting (transaction_id, line, account, fen)
            select l.id, l.line, l.account, l.fen from unnest($5, $6, $7, $8) as l (id, line, account, fen)
            where l.id in (select id from posted)
            """,
            Longs(transactions.Select(t => t.Id)), Texts(transactions.Select(t => t.Transaction.Key)),
            Days(transactions.Select(t => t.Transaction.Day)), Texts(transactions.Select(t => t.Case)),
            Longs(lines.Select(l => l.Id)), Shorts(lines.Select(l => l.Line)), Texts(lines.Select(l => l.Account)), Longs(lines.Select(l => l.Fen)),
            One(round.Now)));
    }

    public static void Settlements(NpgsqlBatchCommandCollection commands, Round round)
    {
        // Of several changes of one row in one transaction the last counts; the statement may name a row once only.
        var rows = round.Settlements.GroupBy(s => s.Record.SettlementId, StringComparer.Ordinal).Select(g => g.Last())
            .OrderBy(s => s.Record.SettlementId, StringComparer.Ordinal).ToArray();
        if (rows.Length == 0)
        {
            return;
        }

        commands.Add(Command(
            """
            insert into settlement (settlement_id, cancels, encounter_id, institution, message_key, setting, person_number, insurance_type,
                clearing_type, agency, settled_at, state, total, fund_total, personal_account, cash, hospital_share, case_name)
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            on conflict (settlement_id) do update set state = excluded.state
            """,
            Texts(rows.Select(r => r.Record.SettlementId)), Texts(rows.Select(r => r.Record.CancelsSettlementId)),
            Texts(rows.Select(r => r.Record.EncounterId)), Texts(rows.Select(r => r.Record.Institution)),
            Texts(rows.Select(r => r.Record.MessageKey)), Shorts(rows.Select(r => (short)r.Record.Setting)),
            Texts(rows.Select(r => r.Record.PersonNumber)), Texts(rows.Select(r => r.Record.InsuranceType)),
            Texts(rows.Select(r => r.Record.ClearingType)), Texts(rows.Select(r => r.Record.SettlementAgency)),
            LocalTimes(rows.Select(r => r.Record.SettledAt)), Shorts(rows.Select(r => (short)r.Record.State)),
            Longs(rows.Select(r => r.Record.Total.Fen)), Longs(rows.Select(r => r.Record.FundTotal.Fen)),
            Longs(rows.Select(r => r.Record.PersonalAccount.Fen)), Longs(rows.Select(r => r.Record.Cash.Fen)),
            Longs(rows.Select(r => r.Record.HospitalShare.Fen)), Texts(rows.Select(r => r.Case))));
    }

    public static NpgsqlBatchCommand Differences(IReadOnlyList<Difference> differences, DateTimeOffset now) => Command(
        """
        insert into difference (key, kind, partner, day, settlement_id, message_key, ours, theirs, our_raw_digest, their_raw_digest, text, institution,
            opened_at)
        select r.*, $13 from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            as r (key, kind, partner, day, settlement_id, message_key, ours, theirs, our_raw_digest, their_raw_digest, text, institution)
        on conflict (key) do nothing
        """,
        Texts(differences.Select(d => d.Key)), Shorts(differences.Select(d => (short)d.Kind)), Texts(differences.Select(d => d.Partner)),
        Days(differences.Select(d => d.Day)), Texts(differences.Select(d => d.SettlementId)), Texts(differences.Select(d => d.MessageKey)),
        Longs(differences.Select(d => d.Ours.Fen)), Longs(differences.Select(d => d.Theirs.Fen)), Texts(differences.Select(d => d.OurRawDigest)),
        Texts(differences.Select(d => d.TheirRawDigest)), Texts(differences.Select(d => d.Text)),
        Texts(differences.Select(d => d.Institution)), One(now));

    public static NpgsqlBatchCommand FileSteps(IReadOnlyList<PaymentFileStep> steps, DateTimeOffset now) => Command(
        """
        insert into payment_file_step (file, state, at, detail)
        select r.file, r.state, $4, r.detail from unnest($1, $2, $3) with ordinality as r (file, state, detail, position) order by r.position
        """,
        Texts(steps.Select(s => s.File)), Shorts(steps.Select(s => (short)s.State)), Texts(steps.Select(s => s.Detail)), One(now));

    public static NpgsqlBatchCommand Stated(IReadOnlyList<StatedTotals> stated) => Command(
        """
        insert into stated_totals (stated_by, institution, day, insurance_type, clearing_type, agency, count, total, fund_total, account,
            includes_refunds, raw_digest, at)
        select * from unnest($1, $2, $3, $4, $5, $6, $7::int[], $8, $9, $10, $11, $12, $13)
        """,
        Shorts(stated.Select(s => (short)s.By)), Texts(stated.Select(s => s.Institution)), Days(stated.Select(s => s.Day)),
        Texts(stated.Select(s => s.InsuranceType)), Texts(stated.Select(s => s.ClearingType)), Texts(stated.Select(s => s.Agency)),
        Longs(stated.Select(s => (long)s.Count)), Longs(stated.Select(s => s.Total.Fen)), Longs(stated.Select(s => s.FundTotal.Fen)),
        Longs(stated.Select(s => s.PersonalAccount.Fen)), Flags(stated.Select(s => s.IncludesRefunds)), Texts(stated.Select(s => s.RawDigest)),
        Times(stated.Select(s => s.At)));
}

using Hub.Canonical;
using Hub.Journal.Store;
using Npgsql;
using NpgsqlTypes;

namespace Hub.Journal.Engine;

/// <summary>Reads the settlement book, and keeps differences and files.</summary>
internal sealed class SettlementBook(NpgsqlDataSource source, TimeProvider time) : ISettlementBook
{
    private const string Columns =
        """
        settlement_id, cancels, encounter_id, institution, message_key, setting, person_number, insurance_type, clearing_type, agency,
        settled_at, state, total, fund_total, personal_account, cash, hospital_share
        """;

    // A cancelled settlement and the row that cancels it are left out together.
    private const string Conditions =
        """
        ($1 is null or institution = $1) and settled_at >= $5 and settled_at < $6
        and ($2 is null or insurance_type = $2) and ($3 is null or clearing_type = $3) and ($4 is null or agency = $4)
        and ($7 or (cancels is null and state = 0))
        """;

    // A reversed settlement (2601) and its counter-row never happened: row-level comparison shows them, sums and counts do not.
    private const string NeverHappened = " and state <> 2";

    public async Task<SettlementTotals> TotalsAsync(SettlementQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Store.Columns.Query(
            connection,
            "select count(*)::int, coalesce(sum(total), 0)::bigint, coalesce(sum(fund_total), 0)::bigint, coalesce(sum(personal_account), 0)::bigint, "
            + "coalesce(sum(cash), 0)::bigint from settlement where " + Conditions + NeverHappened,
            Parameters(query));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new SettlementTotals(
            reader.GetInt32(0), new Money(reader.GetInt64(1)), new Money(reader.GetInt64(2)), new Money(reader.GetInt64(3)), new Money(reader.GetInt64(4)));
    }

    public async Task<IReadOnlyList<SettlementRecord>> RowsAsync(SettlementQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Store.Columns.Query(
            connection,
            "select " + Columns + " from settlement where " + Conditions + " order by settled_at, settlement_id limit $8",
            [.. Parameters(query), Store.Columns.One(query.Limit)]);
        return await RowsAsync(command, cancellationToken).ConfigureAwait(false);
    }

    public async Task<SettlementRecord?> FindAsync(string settlementId, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Store.Columns.Query(
            connection, "select " + Columns + " from settlement where settlement_id = $1", Store.Columns.One(settlementId));
        return (await RowsAsync(command, cancellationToken).ConfigureAwait(false)).SingleOrDefault();
    }

    public async Task<int> ReportAsync(IReadOnlyList<Difference> differences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(differences);
        if (differences.Count == 0)
        {
            return 0;
        }

        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(BookStatements.Differences(differences, time.GetUtcNow()));
        return await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<int> CloseAsync(BalancedGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Store.Columns.Command(
            "update difference set closed_at = $1 where closed_at is null and partner = $2 and day between $3 and $4 and starts_with(key, $5)",
            Store.Columns.One(time.GetUtcNow()), Store.Columns.One(group.Institution), Store.Columns.One(group.From), Store.Columns.One(group.To),
            Store.Columns.One($"{BalancedGroup.Totals}:{group.Institution}:{group.InsuranceType}:{group.ClearingType}:{group.Agency}:")));
        batch.BatchCommands.Add(Store.Columns.Command(
            """
            update difference set closed_at = $1 where closed_at is null and partner = $2 and day between $3 and $4 and starts_with(key, $5)
                and not exists (
                    select 1 from difference t where t.closed_at is null and t.partner = $2 and t.day between $3 and $4 and starts_with(t.key, $6)
                        and split_part(t.key, ':', 4) = $7 and split_part(t.key, ':', 5) = $8)
            """,
            Store.Columns.One(time.GetUtcNow()), Store.Columns.One(group.Institution), Store.Columns.One(group.From), Store.Columns.One(group.To),
            Store.Columns.One($"{BalancedGroup.Details}:{group.Institution}:{group.ClearingType}:{group.Agency}:"),
            Store.Columns.One(BalancedGroup.Totals + ":"), Store.Columns.One(group.ClearingType), Store.Columns.One(group.Agency)));
        return await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<Difference>> DifferencesAsync(DateOnly? day, string? partner, CancellationToken cancellationToken)
    {
        const int Most = 100_000;
        var found = new List<Difference>();
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Store.Columns.Query(
            connection,
            """
            select key, kind, partner, day, settlement_id, message_key, ours, theirs, our_raw_digest, their_raw_digest, text, institution from difference
            where closed_at is null and ($1 is null or day = $1) and ($2 is null or partner = $2) order by opened_at desc, key limit $3
            """,
            new NpgsqlParameter { Value = (object?)day ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date },
            Store.Columns.Maybe(partner), Store.Columns.One(Most));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            found.Add(new Difference
            {
                Key = reader.GetString(0),
                Kind = (DifferenceKind)reader.GetInt16(1),
                Partner = reader.GetString(2),
                Day = reader.GetFieldValue<DateOnly>(3),
                SettlementId = reader.IsDBNull(4) ? null : reader.GetString(4),
                MessageKey = reader.IsDBNull(5) ? null : reader.GetString(5),
                Ours = new Money(reader.GetInt64(6)),
                Theirs = new Money(reader.GetInt64(7)),
                OurRawDigest = reader.GetString(8),
                TheirRawDigest = reader.GetString(9),
                Text = reader.GetString(10),
                Institution = reader.IsDBNull(11) ? null : reader.GetString(11),
            });
        }

        return found;
    }

    public async Task<IReadOnlyDictionary<(string Kind, string Key), string>> RawDigestsAsync(
        string partner, IReadOnlyCollection<(string Kind, string Key)> messages, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(string, string), string>(messages.Count);
        if (messages.Count == 0)
        {
            return found;
        }

        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Store.Columns.Query(
            connection,
            """
            select m.kind, m.key, m.raw_digest from unnest($2, $3) as asked (kind, key)
            join message m on m.partner = $1 and m.kind = asked.kind and m.key = asked.key and m.direction = 1 where m.raw_digest is not null
            """,
            Store.Columns.One(partner), Store.Columns.Texts(messages.Select(m => m.Kind)), Store.Columns.Texts(messages.Select(m => m.Key)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            found[(reader.GetString(0), reader.GetString(1))] = Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(2));
        }

        return found;
    }

    public Task StoreFileAsync(StoredFile file, CancellationToken cancellationToken) => KeepAsync(file, "nothing", cancellationToken);

    public Task ReplaceFileAsync(StoredFile file, CancellationToken cancellationToken) => KeepAsync(
        file,
        "update set name = excluded.name, content = excluded.content, available_until = excluded.available_until where file.partner = excluded.partner",
        cancellationToken);

    private async Task KeepAsync(StoredFile file, string onConflict, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Store.Columns.Query(
            connection,
            "insert into file (ticket, partner, name, content, available_until) values ($1, $2, $3, $4, $5) on conflict (ticket) do " + onConflict,
            Store.Columns.One(file.Ticket), Store.Columns.One(file.Partner), Store.Columns.One(file.FileName), Store.Columns.One(file.Content.ToArray()),
            Store.Columns.One(file.AvailableUntil));
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<StoredFile?> FetchFileAsync(string ticket, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Store.Columns.Query(
            connection, "select partner, name, content, available_until from file where ticket = $1", Store.Columns.One(ticket));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
            ? new StoredFile(ticket, reader.GetString(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<DateTimeOffset>(3))
            : null;
    }

    private static NpgsqlParameter[] Parameters(SettlementQuery query) =>
    [
        Store.Columns.Maybe(query.Institution), Store.Columns.Maybe(query.InsuranceType), Store.Columns.Maybe(query.ClearingType),
        Store.Columns.Maybe(query.SettlementAgency),
        new() { Value = query.From.ToDateTime(TimeOnly.MinValue), NpgsqlDbType = NpgsqlDbType.Timestamp },
        new() { Value = query.To.AddDays(1).ToDateTime(TimeOnly.MinValue), NpgsqlDbType = NpgsqlDbType.Timestamp },
        new NpgsqlParameter<bool> { TypedValue = query.IncludesRefunds },
    ];

    private static async Task<List<SettlementRecord>> RowsAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<SettlementRecord>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(new SettlementRecord
            {
                SettlementId = reader.GetString(0),
                CancelsSettlementId = reader.IsDBNull(1) ? null : reader.GetString(1),
                EncounterId = reader.GetString(2),
                Institution = reader.GetString(3),
                MessageKey = reader.GetString(4),
                Setting = (CareSetting)reader.GetInt16(5),
                PersonNumber = reader.GetString(6),
                InsuranceType = reader.GetString(7),
                ClearingType = reader.GetString(8),
                SettlementAgency = reader.GetString(9),
                SettledAt = reader.GetDateTime(10),
                State = (SettlementState)reader.GetInt16(11),
                Total = new Money(reader.GetInt64(12)),
                FundTotal = new Money(reader.GetInt64(13)),
                PersonalAccount = new Money(reader.GetInt64(14)),
                Cash = new Money(reader.GetInt64(15)),
                HospitalShare = new Money(reader.GetInt64(16)),
            });
        }

        return rows;
    }
}

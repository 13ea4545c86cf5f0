using Npgsql;

namespace Hub.EndToEnd.Tests.Stage;

/// <summary>A settlement that stands, as one side believes it. Amounts in fen.</summary>
internal sealed record Standing(string SettlementId, string Institution, long Total, long Fund, long Account, long Cash);

/// <summary>What an institution has in the hub's ledger: what funds and accounts owe it and what its patients paid. Fen.</summary>
internal sealed record LedgerSide(string Institution, long Payable, long PatientCash);

/// <summary>The hub's books, read as an auditor reads them: from the tables.</summary>
internal sealed class HubBooks(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);

    /// <summary>Settlements that nothing cancels.</summary>
    internal Task<List<Standing>> StandingAsync() => RowsAsync(
        """
        select s.settlement_id, s.institution, s.total, s.fund_total, s.personal_account, s.cash from settlement s
        where s.cancels is null and not exists (select 1 from settlement c where c.cancels = s.settlement_id)
        order by 1
        """,
        r => new Standing(r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5)));

    /// <summary>Balances by institution.</summary>
    internal Task<List<LedgerSide>> LedgerAsync() => RowsAsync(
        """
        select split_part(account, ':', 2), -coalesce(sum(fen) filter (where account like '%:payable'), 0)::bigint,
               coalesce(sum(fen) filter (where account like '%:patient-cash'), 0)::bigint
        from posting where account like 'institution:%' group by 1 order by 1
        """,
        r => new LedgerSide(r.GetString(0), r.GetInt64(1), r.GetInt64(2)));

    /// <summary>Keys of the ledger's transactions of one settlement, in order.</summary>
    internal Task<List<string>> LedgerKeysAsync(string settlementId) => RowsAsync(
        "select key from ledger_transaction where split_part(key, ':', 2) = $1 order by at, id", r => r.GetString(0), settlementId);

    /// <summary>Texts of the open differences.</summary>
    internal Task<List<string>> DifferencesAsync() => RowsAsync(
        "select key || ' ' || text from difference where closed_at is null order by key", r => r.GetString(0));

    /// <summary>One number.</summary>
    internal async Task<long> CountAsync(string sql, params object[] values) => (await RowsAsync(sql, r => r.GetInt64(0), values))[0];

    /// <summary>Rows of any question.</summary>
    internal async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}

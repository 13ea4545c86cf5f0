namespace Hub.Console.Queries;

/// <summary>Proposals that wait, and the accounts that count now.</summary>
/// <param name="Waiting">Newer than the approved version, oldest first.</param>
/// <param name="InForce">Newest approved version of each institution.</param>
public sealed record PayeesView(IReadOnlyList<PayeeRow> Waiting, IReadOnlyList<PayeeRow> InForce);

/// <summary>One version of an institution's account.</summary>
public sealed record PayeeRow
{
    public string Party { get; init; } = "";

    public int Version { get; init; }

    /// <summary>Number of an institution's account, whole: who approves it compares it with the paper. Shown whole to nobody else.</summary>
    public string Account { get; init; } = "";

    /// <summary>The institution's name as its bank has it: not a person's.</summary>
    public string Holder { get; init; } = "";

    public string BankName { get; init; } = "";

    public string? LineNumber { get; init; }

    public string ProposedBy { get; init; } = "";

    public DateTime ProposedAt { get; init; }

    public string? ApprovedBy { get; init; }

    public DateTime? ApprovedAt { get; init; }
}

internal sealed partial class ConsoleQueries
{
    private const string PayeeColumns =
        """
        select p.party, p.version, p.account, p.holder, p.bank_name as BankName, p.line_number as LineNumber,
            p.proposed_by as ProposedBy, p.proposed_at as ProposedAt, a.approved_by as ApprovedBy, a.approved_at as ApprovedAt
        from payee p left join payee_approval a on a.party = p.party and a.version = p.version
        """;

    /// <summary>Whose account waits for a second officer, and where does the money go now?</summary>
    internal Task<PayeesView> PayeesAsync(CancellationToken cancellationToken) => ReadAsync(
        async reading => new PayeesView(
            await reading.ListAsync<PayeeRow>(
                PayeeColumns
                + """
                 where a.party is null and p.version > coalesce((select max(version) from payee_approval x where x.party = p.party), 0)
                order by p.proposed_at, p.party, p.version limit @most
                """,
                new { most = options.PageRowsMax }).ConfigureAwait(false),
            await reading.ListAsync<PayeeRow>(
                PayeeColumns
                + " where a.version = (select max(version) from payee_approval x where x.party = p.party) order by p.party limit @most",
                new { most = options.PageRowsMax }).ConfigureAwait(false)),
        cancellationToken);
}

namespace Hub.Console.Queries;

/// <summary>One payment file with its steps and its first payments.</summary>
public sealed record FileView
{
    /// <summary>The file.</summary>
    public required FileRow File { get; init; }

    /// <summary>What happened to it, oldest first.</summary>
    public required IReadOnlyList<FileStepRow> Steps { get; init; }

    /// <summary>First payments in the order of the file.</summary>
    public required IReadOnlyList<FileLineRow> Lines { get; init; }
}

/// <summary>A step of a file's delivery.</summary>
public sealed record FileStepRow
{
    public short State { get; init; }

    public DateTime At { get; init; }

    public string Detail { get; init; } = "";

    public Hub.Journal.Payments.PaymentFileState FileState => (Hub.Journal.Payments.PaymentFileState)State;
}

/// <summary>A payment of a file. Account and holder are cut by the database already: what is not shown is not fetched.</summary>
public sealed record FileLineRow
{
    public int Number { get; init; }

    public string Serial { get; init; } = "";

    public string Party { get; init; } = "";

    public string Holder { get; init; } = "";

    public string Account { get; init; } = "";

    public long Fen { get; init; }

    public short? Status { get; init; }

    public bool Returned { get; init; }

    public string ReasonCode { get; init; } = "";

    /// <summary>The bank's last word; null when it has said nothing.</summary>
    public Hub.Canonical.PaymentStatus? Answer =>
        Returned ? Hub.Canonical.PaymentStatus.Returned : Status is { } known ? (Hub.Canonical.PaymentStatus)known : null;
}

internal sealed partial class ConsoleQueries
{
    /// <summary>What is in the file, who sealed it, and where is it?</summary>
    internal Task<FileView?> FileAsync(string id, CancellationToken cancellationToken) => ReadAsync<FileView?>(
        async reading =>
        {
            if (await reading.OneAsync<FileRow>(FileColumns + " where f.id = @id", new { id }).ConfigureAwait(false) is not { } file)
            {
                return null;
            }

            return new FileView
            {
                File = file,
                Steps = await reading.ListAsync<FileStepRow>(
                    "select state, at, detail from payment_file_step where file = @id order by number limit 1000", new { id }).ConfigureAwait(false),
                Lines = await reading.ListAsync<FileLineRow>(
                    """
                    select l.number, l.serial, case p.kind when 0 then p.party else right(p.party, 4) end as Party, left(p.holder, 2) as Holder,
                        right(p.account, 5) as Account, p.fen, a.status, b.serial is not null as Returned,
                        coalesce(b.reason_code, a.reason_code, '') as ReasonCode
                    from payment_file_line l join payment p on p.serial = l.serial
                    left join payment_answer a on a.serial = l.serial and a.kind = 1
                    left join payment_answer b on b.serial = l.serial and b.kind = 2
                    where l.file = @id and l.number <= @most order by l.number
                    """,
                    new { id, most = options.FileLinesShown }).ConfigureAwait(false),
            };
        },
        cancellationToken);

    /// <summary>Files of a day, or the newest ones.</summary>
    internal Task<IReadOnlyList<FileRow>> FilesAsync(DateOnly? day, int most, CancellationToken cancellationToken) => ReadAsync(
        reading => reading.ListAsync<FileRow>(
            FileColumns + " where @day::date is null or f.business_day = @day::date order by f.business_day desc, f.bank, f.file_number limit @most",
            new { day, most }),
        cancellationToken);

    /// <summary>Banks that have been sent files: what the form of sealing offers.</summary>
    internal Task<IReadOnlyList<string>> BanksAsync(CancellationToken cancellationToken) => ReadAsync(
        reading => reading.ListAsync<string>(
            """
            with recursive known (bank) as (
                select min(bank) from payment_file
                union all select (select min(f.bank) from payment_file f where f.bank > k.bank) from known k where k.bank is not null)
            select bank from known where bank is not null
            """),
        cancellationToken);

    /// <summary>Open differences of a day and partner.</summary>
    internal Task<IReadOnlyList<DifferenceRow>> DifferencesAsync(DateOnly? day, string? partner, int most, CancellationToken cancellationToken) => ReadAsync(
        reading => reading.ListAsync<DifferenceRow>(
            DifferenceColumns
            + """
             where closed_at is null and (@day::date is null or day = @day::date) and (@partner::text is null or partner = @partner::text)
            order by opened_at desc, key limit @most
            """,
            new { day, partner, most }),
        cancellationToken);
}

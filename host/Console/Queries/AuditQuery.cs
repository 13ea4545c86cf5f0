namespace Hub.Console.Queries;

/// <summary>One page of the audit trail, newest first.</summary>
/// <param name="Asked">What was asked for.</param>
/// <param name="Rows">Entries.</param>
/// <param name="Older">Position to go on from; null at the end.</param>
public sealed record AuditView(AuditFilter Asked, IReadOnlyList<AuditRow> Rows, long? Older);

/// <summary>Conditions on the trail; empty matches everything.</summary>
/// <param name="Officer">Officer's id.</param>
/// <param name="Action">Verb-noun.</param>
/// <param name="Subject">To what.</param>
/// <param name="From">First day, UTC+8.</param>
/// <param name="To">Last day, UTC+8.</param>
/// <param name="Before">Entries before this position only; 0 for the newest.</param>
public sealed record AuditFilter(string Officer, string Action, string Subject, DateOnly? From, DateOnly? To, long Before);

/// <summary>One act.</summary>
public sealed record AuditRow
{
    public long Id { get; init; }

    public DateTime At { get; init; }

    public string Officer { get; init; } = "";

    public string Action { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>JSON; accounts are masked where it is written.</summary>
    public string? Before { get; init; }

    public string? After { get; init; }
}

internal sealed partial class ConsoleQueries
{
    /// <summary>Who did what, when and why?</summary>
    internal Task<AuditView> AuditAsync(AuditFilter filter, int most, CancellationToken cancellationToken) => ReadAsync(
        async reading =>
        {
            var rows = await reading.ListAsync<AuditRow>(
                """
                select id, at, officer, action, subject, reason, before::text as Before, after::text as After from audit
                where (@before = 0 or id < @before) and (@officer = '' or officer = @officer) and (@action = '' or action = @action)
                    and (@subject = '' or subject = @subject)
                    and (@from::date is null or at >= (@from::date::timestamp - interval '8 hours') at time zone 'UTC')
                    and (@to::date is null or at < (@to::date::timestamp + interval '16 hours') at time zone 'UTC')
                order by id desc limit @one_more
                """,
                new
                {
                    before = filter.Before, officer = filter.Officer, action = filter.Action, subject = filter.Subject, from = filter.From, to = filter.To,
                    one_more = most + 1,
                }).ConfigureAwait(false);
            return rows.Count > most ? new AuditView(filter, [.. rows.Take(most)], rows[most - 1].Id) : new AuditView(filter, rows, null);
        },
        cancellationToken);
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Canonical;
using Hub.Journal.Payments;

namespace Hub.Routes.Reconciliation;

/// <summary>
/// What the hub tells a partner about a day: balance before, what moved, balance after, how the three books compare, and every open
/// difference. Written once; its receipt proves it. Amounts are fen, debit positive.
/// </summary>
public sealed record DayStatement
{
    /// <summary>Layout, always 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Always <c>day-statement</c>.</summary>
    public string Type { get; init; } = TypeName;

    /// <summary>Institution code, bank id or <c>core</c>.</summary>
    public required string Partner { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>Number of the reconciliation that it tells about; a later one of the same day has a greater number.</summary>
    public required long Run { get; init; }

    /// <summary>Ledger account of the balances.</summary>
    public required string Account { get; init; }
    public required long Opening { get; init; }
    public required IReadOnlyList<StatementMovement> Movements { get; init; }
    public required long Closing { get; init; }

    /// <summary><c>equal</c>, <c>incomplete</c> or <c>different</c>; null for a partner whose day has no three sides.</summary>
    public string? Verdict { get; init; }

    /// <summary>Counts and sums per hop; null as for <see cref="Verdict"/>.</summary>
    public StatementHops? Hops { get; init; }

    /// <summary>Open differences of the partner and day; empty when there is none.</summary>
    public required IReadOnlyList<StatementDifference> Differences { get; init; }

    /// <summary>Value of <see cref="Type"/>.</summary>
    public const string TypeName = "day-statement";

    /// <summary>UTF-8 JSON in one line; the same statement gives the same bytes.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, DayStatementJson.Default.DayStatement);

    /// <summary>Reads a statement.</summary>
    /// <exception cref="JsonException">Not a statement of version 1.</exception>
    public static DayStatement Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, DayStatementJson.Default.DayStatement) is { Version: 1, Type: TypeName } statement
            ? statement
            : throw new JsonException("Not a day statement of version 1.");

    /// <summary>The rule that the statement itself breaks; null when it adds up.</summary>
    public string? Violation()
    {
        long closing = Opening;
        foreach (var movement in Movements)
        {
            closing = checked(closing + movement.Amount);
        }

        return closing != Closing ? "opening and movements are not the closing balance"
            : Verdict == VerdictOf(DayEquality.Equal) && Differences.Count > 0 ? "it says equal and lists differences"
            : null;
    }

    /// <summary>Makes the statement.</summary>
    /// <param name="partner">Institution code, bank id or <c>core</c>.</param>
    /// <param name="run">Number of the reconciliation.</param>
    /// <param name="account">Ledger account.</param>
    /// <param name="day">The account over the day.</param>
    /// <param name="on">The day.</param>
    /// <param name="result">Three-way result; null for a partner that is no institution.</param>
    /// <param name="differences">Open differences of the partner and day.</param>
    public static DayStatement Of(
        string partner, long run, string account, AccountDay day, DateOnly on, DayResult? result, IReadOnlyList<Difference> differences)
    {
        ArgumentNullException.ThrowIfNull(day);
        return new DayStatement
        {
            Partner = partner,
            Day = on,
            Run = run,
            Account = account,
            Opening = day.Opening.Fen,
            Movements = [.. day.Movements.Select(m => new StatementMovement(m.Kind, m.Count, m.Amount.Fen))],
            Closing = day.Closing.Fen,
            Verdict = result is null ? null : VerdictOf(result.Equality),
            Hops = result is null ? null : StatementHops.Of(result),
            Differences = [.. differences.Select(d => new StatementDifference(
                d.Key, d.Kind.ToString(), d.Ours.Fen, d.Theirs.Fen, d.OurRawDigest, d.TheirRawDigest, d.Text))],
        };
    }

    private static string VerdictOf(DayEquality equality) => equality switch
    {
        DayEquality.Equal => "equal",
        DayEquality.Incomplete => "incomplete",
        _ => "different",
    };
}

/// <summary>What moved for one reason, fen.</summary>
public sealed record StatementMovement(string Kind, int Count, long Amount);

/// <summary>Counts and sums per hop, fen; null where a side has not spoken.</summary>
public sealed record StatementHops(
    int AcceptedCount, long Accepted, int? StatedCount, long? Stated, int? CoreCount, long? Core, int ClearedCount, long Cleared, long Confirmed, long Booked)
{
    internal static StatementHops Of(DayResult r) => new(
        r.AcceptedCount, r.Accepted.Fen, r.StatedCount, r.Stated?.Fen, r.CoreCount, r.Core?.Fen, r.ClearedCount, r.Cleared.Fen, r.Confirmed.Fen, r.Booked.Fen);
}

/// <summary>An open difference, fen; digests are SHA-256 in hex of both sides' raw messages.</summary>
public sealed record StatementDifference(string Key, string Kind, long Ours, long Theirs, string OurRaw, string TheirRaw, string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(DayStatement))]
internal sealed partial class DayStatementJson : JsonSerializerContext;

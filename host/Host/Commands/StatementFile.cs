using System.Globalization;
using System.Text.Json;
using Hub.Canonical;
using Hub.Certs.Evidence;
using Hub.Routes.Reconciliation;

namespace Hub.Host.Commands;

/// <summary>A day statement on disk: the statement in one line, its receipt in the next.</summary>
internal static class StatementFile
{
    /// <summary>The file of a statement.</summary>
    internal static byte[] Join(ReadOnlySpan<byte> statement, ReadOnlySpan<byte> receipt) => [.. statement, (byte)'\n', .. receipt, (byte)'\n'];

    /// <summary>Both lines; null when the file is not one of a statement.</summary>
    internal static (byte[] Statement, byte[] Receipt)? Split(byte[] file)
    {
        var end = file.AsSpan().IndexOf((byte)'\n');
        return end > 0 && end < file.Length - 1 ? (file[..end], file[(end + 1)..]) : null;
    }

    /// <summary>What a proven statement says, or why it is none.</summary>
    internal static int Report(Output output, byte[] bytes, ReceiptVerdict verdict)
    {
        var leaf = verdict.Receipt!.Leaf;
        var (statement, problem) = Read(bytes);
        problem ??= leaf.Kind != DayStatement.TypeName ? "the receipt is not that of a day statement"
            : leaf.Partner != statement!.Partner ? "the receipt names another partner"
            : statement.Violation();
        output.Json(new { valid = problem is null, refusal = problem is null ? null : "Statement", message = problem ?? verdict.Message, statement });
        if (problem is not null)
        {
            output.Line(output.Paint("refused", 31) + " (Statement): " + problem);
            return ExitCode.Failed;
        }

        output.Line(output.Paint("valid", 32) + $": day statement of {statement!.Partner} for {statement.Day:yyyy-MM-dd}, run {statement.Run}");
        output.Line($"  {statement.Account}: opening {Yuan(statement.Opening)}, closing {Yuan(statement.Closing)}");
        foreach (var movement in statement.Movements)
        {
            output.Line(string.Create(CultureInfo.InvariantCulture, $"    {movement.Kind,-12} {movement.Count,9} {Yuan(movement.Amount),18}"));
        }

        output.Line($"  verdict {statement.Verdict ?? "-"}, {statement.Differences.Count} open differences");
        return ExitCode.Ok;
    }

    private static (DayStatement? Statement, string? Problem) Read(byte[] bytes)
    {
        try
        {
            return (DayStatement.Parse(bytes), null);
        }
        catch (JsonException)
        {
            return (null, "the first line is not a day statement of version 1");
        }
    }

    private static string Yuan(long fen) => new Money(fen).ToString();
}

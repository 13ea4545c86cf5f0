using System.Globalization;
using Hub.Journal.Payments;

namespace Hub.Console.Queries;

internal sealed partial class ConsoleQueries
{
    /// <summary>Longest business key there is: a file's name.</summary>
    internal const int KeyLengthMax = 200;

    /// <summary>What became of it, from the message to the bank's booking?</summary>
    internal Task<TraceView> TraceAsync(string key, CancellationToken cancellationToken) => ReadAsync(
        async reading =>
        {
            var rows = new Traced();
            rows.Take(await reading.ListAsync<TracedRow>(TraceStatements.Seeds, new { key }).ConfigureAwait(false));
            rows.Take(await reading.ListAsync<TracedRow>(TraceStatements.Widened, rows.Values).ConfigureAwait(false));
            await WidenAsync(reading, rows).ConfigureAwait(false);
            var steps = await reading.ListAsync<TraceStep>(TraceStatements.Steps, rows.Values).ConfigureAwait(false);
            var named = new
            {
                key, settlements = rows.Settlements.ToArray(), keys = rows.Keys(key), most = options.PageRowsMax,
            };
            return new TraceView
            {
                Key = key,
                Steps = [.. steps.Take(options.PageRowsMax).Select(Worded)],
                StepCount = steps.Count,
                Differences = await reading.ListAsync<DifferenceRow>(
                    DifferenceColumns
                    + " where key = @key or settlement_id = any (@settlements) or message_key = any (@keys) order by opened_at desc, key limit @most",
                    named).ConfigureAwait(false),
            };
        },
        cancellationToken);

    private static async Task WidenAsync(Reading reading, Traced rows)
    {
        rows.Files.UnionWith(await reading.ListAsync<string>(
            "select file from payment_file_line where serial = any (@payments)", rows.Values).ConfigureAwait(false));
        rows.Cases.UnionWith(await reading.ListAsync<string>(
            """
            select case_name from settlement where settlement_id = any (@settlements)
            union select case_name from message where id = any (@messages) and case_name is not null
            """,
            rows.Values).ConfigureAwait(false));
        rows.BankFiles.UnionWith(await reading.ListAsync<long>(
            """
            select bank_file from payment_answer where serial = any (@payments)
            union select bank_file from statement_line where serial = any (@payments)
            """,
            rows.Values).ConfigureAwait(false));

        // Of a file: who answered it. One payment of it is enough to know.
        if (rows.Payments.Count == 0 && rows.Files.Count > 0)
        {
            rows.BankFiles.UnionWith(await reading.ListAsync<long>(
                """
                select distinct a.bank_file from payment_file_line l join payment_answer a on a.serial = l.serial
                where l.file = any (@files) limit 100
                """,
                rows.Values).ConfigureAwait(false));
        }

        rows.Ledger.UnionWith(rows.Settlements.SelectMany(id => new[] { "settle:" + id, "cancel:" + id, "reverse:" + id }));
        rows.Ledger.UnionWith(rows.Payments.Select(serial => "repeat:" + serial));
        rows.Ledger.UnionWith(await reading.ListAsync<string>(
            "select 'clear:' || id from clearing where serial = any (@payments)", rows.Values).ConfigureAwait(false));
        foreach (var file in rows.BankFiles)
        {
            var number = file.ToString(CultureInfo.InvariantCulture);
            rows.Ledger.UnionWith(["return:" + number, "statement:" + number]);
        }
    }

    // Codes of the books become words of the model, which the pages have texts for.
    private static TraceStep Worded(TraceStep step)
    {
        var dot = step.Word.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !int.TryParse(step.Word.AsSpan(dot + 1), CultureInfo.InvariantCulture, out var code))
        {
            return step;
        }

        return step with
        {
            Word = step.Word[..dot] switch
            {
                "filestate" => "filestate." + (PaymentFileState)code,
                "bankfilestate" => "bankfilestate." + (BankFileState)code,
                "paymentstatus" => "paymentstatus." + (Hub.Canonical.PaymentStatus)code,
                _ => step.Word,
            },
        };
    }

    private sealed record TracedRow
    {
        public string Kind { get; init; } = "";

        public string Id { get; init; } = "";
    }

    /// <summary>Which rows of the books a key means.</summary>
    private sealed class Traced
    {
        internal HashSet<string> Settlements { get; } = new(StringComparer.Ordinal);

        internal HashSet<string> Payments { get; } = new(StringComparer.Ordinal);

        internal HashSet<string> Files { get; } = new(StringComparer.Ordinal);

        internal HashSet<string> Cases { get; } = new(StringComparer.Ordinal);

        internal HashSet<string> Ledger { get; } = new(StringComparer.Ordinal);

        internal HashSet<long> BankFiles { get; } = [];

        private HashSet<long> Messages { get; } = [];

        internal object Values => new
        {
            settlements = Settlements.ToArray(), payments = Payments.ToArray(), files = Files.ToArray(), cases = Cases.ToArray(),
            ledger = Ledger.ToArray(), bankfiles = BankFiles.ToArray(), messages = Messages.ToArray(),
        };

        internal void Take(IReadOnlyList<TracedRow> rows)
        {
            foreach (var row in rows)
            {
                _ = row.Kind switch
                {
                    "message" => Messages.Add(long.Parse(row.Id, CultureInfo.InvariantCulture)),
                    "settlement" => Settlements.Add(row.Id),
                    "payment" => Payments.Add(row.Id),
                    "file" => Files.Add(row.Id),
                    _ => BankFiles.Add(long.Parse(row.Id, CultureInfo.InvariantCulture)),
                };
            }
        }

        // A whole day's payments hang on a file: their differences are on the day page, its own are here.
        internal string[] Keys(string key) => [key, .. Payments, .. Files];
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Canonical;
using Hub.Host.Commands;
using Hub.Host.Logs;
using Hub.Host.Schedule;
using Hub.Journal;
using Hub.Journal.Payments;
using Hub.Routes;
using Hub.Routes.Reconciliation;

namespace Hub.Host.Payments;

/// <summary>
/// Tells every partner about a reconciled day. A statement is the stored answer to a message of the hub to itself: written once for ever,
/// in the evidence log, and its receipt proves it. An institution fetches it over its own interface (9102, <see cref="Ticket"/>).
/// </summary>
internal sealed class DayStatements(
    IJournal journal, IPaymentBook payments, ILedgerBook ledger, ISettlementBook book, IBankFormats banks, TimeProvider time, ILogger<DayStatements> logger)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(3_650);

    /// <summary>file_qury_no under which an institution fetches its newest statement of a day.</summary>
    internal static string Ticket(string partner, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"DS{day:yyyyMMdd}-{partner}");

    /// <summary>Writes the statements of a day that was reconciled; those of the same run are written once.</summary>
    /// <returns>How many partners have one now.</returns>
    internal async Task<int> IssueAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var results = await payments.ResultAsync(day, cancellationToken).ConfigureAwait(false);
        if (results.Count == 0)
        {
            return 0;
        }

        var open = await book.DifferencesAsync(day, null, cancellationToken).ConfigureAwait(false);
        var run = results.Max(r => r.Run);
        foreach (var result in results)
        {
            var concerning = open.Where(d => d.Partner == result.Institution || d.Institution == result.Institution);
            await IssueAsync(result.Institution, run, LedgerAccounts.InstitutionPayable(result.Institution), day, result, [.. concerning], cancellationToken)
                .ConfigureAwait(false);
        }

        foreach (var bank in banks.Banks)
        {
            await IssueAsync(bank, run, LedgerAccounts.Bank(bank), day, null, [.. open.Where(d => d.Partner == bank)], cancellationToken).ConfigureAwait(false);
        }

        await IssueAsync(Destinations.Core, run, LedgerAccounts.PaymentsDue, day, null, [.. open.Where(d => d.Partner == Destinations.Core)], cancellationToken)
            .ConfigureAwait(false);
        HostLog.StatementsIssued(logger, day, results.Count + banks.Banks.Count + 1, run);
        return results.Count + banks.Banks.Count + 1;
    }

    /// <summary>The newest statement of a partner and day with its receipt, as <c>./hub verify</c> takes it; null when there is none.</summary>
    internal async Task<ReadOnlyMemory<byte>?> FindAsync(string partner, DateOnly day, CancellationToken cancellationToken) =>
        (await book.FetchFileAsync(Ticket(partner, day), cancellationToken).ConfigureAwait(false))?.Content;

    private async Task IssueAsync(
        string partner, long run, string account, DateOnly day, DayResult? result, IReadOnlyList<Difference> differences, CancellationToken cancellationToken)
    {
        var statement = DayStatement.Of(
            partner, run, account, await ledger.DayAsync(account, day, cancellationToken).ConfigureAwait(false), day, result, differences);
        var key = string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}:{run}");
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(DayStatement.TypeName + ":" + partner + ":" + key));
        var outcome = await journal.SubmitAsync(
            new Intake
            {
                Partner = partner,
                Channel = LocalAnswers.Local,
                Kind = DayStatement.TypeName,
                Key = key,

                // The same run of the same day is the same statement, whatever was found since: that makes another run.
                ContentDigest = digest,
                Raw = JsonSerializer.SerializeToUtf8Bytes(new { partner, day, run }, JsonSerializerOptions.Web),
                ReceivedAt = time.GetUtcNow(),
                Decision = Decision.Accepted,
                Answer = statement.ToBytes(),
            },
            TimeSpan.Zero,
            cancellationToken).ConfigureAwait(false);
        if (outcome.Result == IntakeResult.Answered
            && await journal.ReceiptAsync(Convert.ToHexStringLower(digest), cancellationToken).ConfigureAwait(false) is { } receipt)
        {
            var file = StatementFile.Join(outcome.Answer.Span, receipt.Span);
            await book.ReplaceFileAsync(
                new StoredFile(Ticket(partner, day), partner, Ticket(partner, day) + ".jsonl", file, time.GetUtcNow() + Kept), cancellationToken)
                .ConfigureAwait(false);
        }
        else
        {
            HostLog.StatementNotIssued(logger, partner, day);
        }
    }
}

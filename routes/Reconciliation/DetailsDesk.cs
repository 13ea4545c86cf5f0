using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Routes.Reconciliation;

/// <summary>
/// Compares an uploaded statement row by row with the settlement book (3202): the result goes into a file of its own
/// (9102), every difference into the list of open differences with both sides' raw message.
/// </summary>
public sealed class DetailsDesk(ISettlementBook book, IStatementCodec codec, ReconciliationOptions options) : IDesk
{
    public IReadOnlyCollection<Type> MessageTypes { get; } = [typeof(ReconcileDetails)];

    public async Task<object> AnswerAsync(object command, DeskContext context, CancellationToken cancellationToken)
    {
        var request = (ReconcileDetails)command;
        ArgumentNullException.ThrowIfNull(context);
        var (rows, records, refusal) = await LoadAsync(request, context, cancellationToken).ConfigureAwait(false);
        if (refusal is not null)
        {
            return refusal;
        }

        var findings = StatementComparison.Compare(rows, records, request.IncludesRefunds);
        await ReportAsync(request, findings, context, cancellationToken).ConfigureAwait(false);
        return await AnswerFileAsync(request, findings, context, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(IReadOnlyList<StatementRow> Rows, IReadOnlyList<SettlementRecord> Records, Refused? Refusal)> LoadAsync(
        ReconcileDetails request, DeskContext context, CancellationToken cancellationToken)
    {
        if (!Periods.Valid(request.From, request.To, options))
        {
            return ([], [], ReconciliationErrorCodes.Period.With(Text.Number(options.PeriodDaysMax)));
        }

        var file = await book.FetchFileAsync(request.FileTicket, cancellationToken).ConfigureAwait(false);
        if (file is null || file.Partner != request.Origin.Institution)
        {
            return ([], [], ReconciliationErrorCodes.NoSuchFile.With());
        }

        if (file.AvailableUntil < context.Now)
        {
            return ([], [], ReconciliationErrorCodes.Expired.With());
        }

        var reading = codec.ReadStatement(file.Content);
        if (reading.Error is { } error)
        {
            return ([], [], ReconciliationErrorCodes.Unreadable.With(error));
        }

        var records = await book.RowsAsync(Query(request), cancellationToken).ConfigureAwait(false);
        return reading.Rows.Count > options.RowsMax || records.Count > options.RowsMax
            ? ([], [], ReconciliationErrorCodes.TooManyRows.With(Text.Number(options.RowsMax)))
            : (reading.Rows, records, null);
    }

    private SettlementQuery Query(ReconcileDetails request) => new()
    {
        Institution = request.Origin.Institution,
        ClearingType = request.ClearingType,
        SettlementAgency = request.SettlementAgency,
        From = request.From,
        To = request.To,
        Limit = options.RowsMax + 1,
    };

    private async Task<object> AnswerFileAsync(
        ReconcileDetails request, IReadOnlyList<Finding> findings, DeskContext context, CancellationToken cancellationToken)
    {
        var name = $"{request.Origin.Institution}_{request.From:yyyyMMdd}_{request.To:yyyyMMdd}";
        var content = codec.WriteCompared(name + ".txt", [.. findings.Select(Row)]);
        var until = context.Now + options.FileLifetime;
        var ticket = FileDesk.Ticket(request.Origin, context, "3202");
        var file = new StoredFile(ticket, request.Origin.Institution, name + ".zip", content, until);
        await book.StoreFileAsync(file, cancellationToken).ConfigureAwait(false);
        return new DetailsCompared(ticket, file.FileName, TreatmentClock.LocalTime(until));
    }

    /// <summary>A row that only the hub has comes with empty ids and the msgid to reverse; amounts are ours where we have any.</summary>
    private static ComparedRow Row(Finding finding)
    {
        var (ours, theirs) = (finding.Ours, finding.Theirs);
        var row = theirs ?? new StatementRow
        {
            SettlementId = "", EncounterId = "", PersonNumber = ours!.PersonNumber, Total = ours.Total,
            FundTotal = ours.FundTotal, PersonalAccount = ours.PersonalAccount, Refund = ours.CancelsSettlementId is not null,
        };
        return new ComparedRow
        {
            Row = ours is null
                ? row
                : row with { Total = ours.Total, FundTotal = ours.FundTotal, PersonalAccount = ours.PersonalAccount },
            Balanced = finding.Kind is null,
            MessageKey = ours?.MessageKey ?? "",
            Memo = finding.Memo,
        };
    }

    private async Task ReportAsync(
        ReconcileDetails request, IReadOnlyList<Finding> findings, DeskContext context, CancellationToken cancellationToken)
    {
        var open = findings.Where(f => f.Kind is not null).ToList();
        var itemised = open.Take(options.DifferencesMax).ToList();
        var messages = itemised.Select(f => f.Ours).OfType<SettlementRecord>().Select(MessageOf).ToList();
        var digests = await book.RawDigestsAsync(request.Origin.Institution, messages, cancellationToken).ConfigureAwait(false);
        var differences = itemised
            .Select(f => Difference(request, f, context, f.Ours is { } ours ? digests.GetValueOrDefault(MessageOf(ours), "") : "")).ToList();

        if (open.Count > options.DifferencesMax)
        {
            differences.Add(TooMany(request, open.Count, context));
        }

        if (differences.Count > 0)
        {
            await book.ReportAsync(differences, cancellationToken).ConfigureAwait(false);
        }
    }

    private static (string Kind, string Key) MessageOf(SettlementRecord ours) => (MessageKinds.Of(ours), ours.MessageKey);

    private static Difference Difference(ReconcileDetails request, Finding finding, DeskContext context, string ourDigest)
    {
        var (ours, theirs) = (finding.Ours, finding.Theirs);
        var amounts = $"{ours?.Total}/{theirs?.Total}";
        return new Difference
        {
            Key = string.Join(
                ':', BalancedGroup.Details, request.Origin.Institution, request.ClearingType, request.SettlementAgency, finding.Kind,
                ours?.SettlementId ?? theirs!.SettlementId,
                theirs?.Refund, amounts),
            Kind = finding.Kind!.Value,
            Partner = request.Origin.Institution,
            Day = ours is null ? request.To : DateOnly.FromDateTime(ours.SettledAt),
            SettlementId = ours?.SettlementId ?? theirs?.SettlementId,
            MessageKey = ours?.MessageKey ?? request.Origin.Key,
            Ours = ours?.Total ?? Money.Zero,
            Theirs = theirs?.Total ?? Money.Zero,
            OurRawDigest = ourDigest,
            TheirRawDigest = context.RawDigest,
            Text = finding.Memo,
        };
    }

    private static Difference TooMany(ReconcileDetails request, int count, DeskContext context) => new()
    {
        Key = string.Join(
            ':', BalancedGroup.Details, request.Origin.Institution, request.ClearingType, request.SettlementAgency, request.FileTicket),
        Kind = DifferenceKind.AmountDiffers,
        Partner = request.Origin.Institution,
        Day = request.To,
        MessageKey = request.Origin.Key,
        Theirs = request.Total,
        TheirRawDigest = context.RawDigest,
        Text = "Rows that differ: " + Text.Number(count) + "; the rest is in the result file only.",
    };
}

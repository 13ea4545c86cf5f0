using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Routes.Tests.Reconciliation;

/// <summary>A settlement book in memory.</summary>
public sealed class FakeBook : ISettlementBook, IStatedBook
{
    public List<SettlementRecord> Rows { get; } = [];
    public Dictionary<string, Difference> Differences { get; } = [];
    public Dictionary<string, StoredFile> Files { get; } = [];
    public List<StatedTotals> Stated { get; } = [];

    public Task<SettlementTotals> TotalsAsync(SettlementQuery query, CancellationToken cancellationToken)
    {
        var rows = Select(query).ToList();
        return Task.FromResult(new SettlementTotals(
            rows.Count, new Money(rows.Sum(r => r.Total.Fen)), new Money(rows.Sum(r => r.FundTotal.Fen)),
            new Money(rows.Sum(r => r.PersonalAccount.Fen)), new Money(rows.Sum(r => r.Cash.Fen))));
    }

    public Task<IReadOnlyList<SettlementRecord>> RowsAsync(SettlementQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SettlementRecord>>([.. Select(query).Take(query.Limit)]);

    public Task<SettlementRecord?> FindAsync(string settlementId, CancellationToken cancellationToken) =>
        Task.FromResult(Rows.Find(r => r.SettlementId == settlementId));

    public Task<int> ReportAsync(IReadOnlyList<Difference> differences, CancellationToken cancellationToken) =>
        Task.FromResult(differences.Count(d => Differences.TryAdd(d.Key, d)));

    public List<BalancedGroup> Closed { get; } = [];

    public Task<int> CloseAsync(BalancedGroup group, CancellationToken cancellationToken)
    {
        Closed.Add(group);
        return Task.FromResult(0);
    }

    public Task<IReadOnlyList<Difference>> DifferencesAsync(DateOnly? day, string? partner, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Difference>>([.. Differences.Values]);

    public Task<IReadOnlyDictionary<(string Kind, string Key), string>> RawDigestsAsync(
        string partner, IReadOnlyCollection<(string Kind, string Key)> messages, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<(string, string), string>>(messages.Distinct().ToDictionary(m => m, m => "raw:" + m.Kind + ":" + m.Key));

    public Task NoteStatedAsync(StatedTotals stated, CancellationToken cancellationToken)
    {
        Stated.Add(stated);
        return Task.CompletedTask;
    }

    public Task StoreFileAsync(StoredFile file, CancellationToken cancellationToken)
    {
        Files.Add(file.Ticket, file);
        return Task.CompletedTask;
    }

    public Task ReplaceFileAsync(StoredFile file, CancellationToken cancellationToken)
    {
        Files[file.Ticket] = file;
        return Task.CompletedTask;
    }

    public Task<StoredFile?> FetchFileAsync(string ticket, CancellationToken cancellationToken) =>
        Task.FromResult(Files.GetValueOrDefault(ticket));

    public static SettlementRecord Row(string id, long fen, SettlementState state = SettlementState.Settled, string? cancels = null) => new()
    {
        SettlementId = id, CancelsSettlementId = cancels, EncounterId = "M" + (cancels ?? id), Institution = Samples.Institution,
        MessageKey = "K" + id, Setting = CareSetting.Outpatient, PersonNumber = Samples.PersonNumber, InsuranceType = "310",
        ClearingType = "11", SettlementAgency = "430100", SettledAt = new DateTime(2025, 1, 2, 9, 0, 0), State = state,
        Total = new Money(fen), FundTotal = new Money(fen / 2), PersonalAccount = new Money(fen / 4), Cash = new Money(fen - (fen / 2) - (fen / 4)),
        HospitalShare = Money.Zero,
    };

    public static StatementRow Line(SettlementRecord r) => new()
    {
        SettlementId = r.SettlementId, EncounterId = r.EncounterId, PersonNumber = r.PersonNumber, Total = r.Total,
        FundTotal = r.FundTotal, PersonalAccount = r.PersonalAccount, Refund = r.CancelsSettlementId is not null,
    };

    private IEnumerable<SettlementRecord> Select(SettlementQuery q) => Rows.Where(r =>
        (q.Institution is null || r.Institution == q.Institution) && (q.InsuranceType is null || r.InsuranceType == q.InsuranceType)
        && (q.ClearingType is null || r.ClearingType == q.ClearingType)
        && (q.SettlementAgency is null || r.SettlementAgency == q.SettlementAgency)
        && DateOnly.FromDateTime(r.SettledAt) >= q.From && DateOnly.FromDateTime(r.SettledAt) <= q.To
        && (q.IncludesRefunds || r.State == SettlementState.Settled));
}

/// <summary>Keeps the rows instead of writing them, and gives back what a test puts in.</summary>
public sealed class FakeCodec : IStatementCodec
{
    public StatementReading Statement { get; set; } = new([], null);
    public ComparedReading Compared { get; set; } = new([], null);
    public IReadOnlyList<ComparedRow> WrittenCompared { get; private set; } = [];
    public IReadOnlyList<StatementRow> WrittenStatement { get; private set; } = [];

    public StatementReading ReadStatement(ReadOnlyMemory<byte> archive) => Statement;

    public ComparedReading ReadCompared(ReadOnlyMemory<byte> archive) => Compared;

    public ReadOnlyMemory<byte> WriteStatement(string entryName, IReadOnlyList<StatementRow> rows)
    {
        WrittenStatement = rows;
        return new byte[] { 1 };
    }

    public ReadOnlyMemory<byte> WriteCompared(string entryName, IReadOnlyList<ComparedRow> rows)
    {
        WrittenCompared = rows;
        return new byte[] { 2 };
    }
}

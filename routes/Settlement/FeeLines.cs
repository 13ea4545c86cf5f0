using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Routes.Settlement;

/// <summary>Uploading and deleting fee lines (2204/2301, 2205/2302), and what is known of them.</summary>
internal static class FeeLines
{
    public static void Add(EncounterStep step, AddFeeLines command)
    {
        var known = step.State.Batches.SelectMany(b => b.Ids).ToHashSet(StringComparer.Ordinal);
        if (known.Count + command.Lines.Count > step.Options.FeeLinesMax)
        {
            step.Refuse(SettlementErrorCodes.TooManyLines, Text.Number(step.Options.FeeLinesMax));
            return;
        }

        if (command.Lines.FirstOrDefault(line => !known.Add(line.SerialNumber)) is { } duplicate)
        {
            step.Refuse(SettlementErrorCodes.DuplicateLine, duplicate.SerialNumber);
            return;
        }

        step.Begin(OperationKind.AddLines, command, new Operation
        {
            Origin = command.Origin,
            Setting = command.Setting,
            Ids = [.. command.Lines.Select(l => l.SerialNumber)],
            Fens = [.. command.Lines.Select(l => l.Amount.Fen)],
            LineBatches = [.. command.Lines.Select(l => BatchOf(command.Setting, l.BatchNumber))],
        });
    }

    public static void Remove(EncounterStep step, RemoveFeeLines command)
    {
        var everything = command.Selectors.Contains(RemoveFeeLines.Everything);
        if (!everything && SettledAmong(step, command) is { } settlement)
        {
            step.Refuse(SettlementErrorCodes.LineSettled, settlement);
            return;
        }

        step.Begin(OperationKind.RemoveLines, command, new Operation
        {
            Origin = command.Origin,
            Setting = command.Setting,
            Ids = [.. command.Selectors],
        });
    }

    /// <summary>Out-patient lines are settled by batch; stays and sales have one batch without a number.</summary>
    public static string BatchOf(CareSetting setting, string? batch) => setting == CareSetting.Outpatient ? batch ?? "" : "";

    /// <summary>The unsettled lines that a settlement of this batch would take (all of them where no batch is named).</summary>
    public static IEnumerable<FeeBatch> Unsettled(EncounterState state, string batch) =>
        state.Batches.Where(b => b.SettledBy is null && (batch.Length == 0 || b.Batch == batch));

    public static void Added(EncounterState state, Operation operation, FeeLinesPriced? priced)
    {
        var parts = operation.Origin.Visit is null ? null : priced?.Lines.ToLookup(l => l.SerialNumber, StringComparer.Ordinal);
        for (var i = 0; i < operation.Ids!.Count; i++)
        {
            var batch = operation.LineBatches![i];
            var group = state.Batches.Find(b => b.Batch == batch && b.SettledBy is null);
            if (group is null)
            {
                state.Batches.Add(group = new FeeBatch { Batch = batch });
            }

            var part = parts?[operation.Ids[i]].FirstOrDefault();
            group.Split = part is null ? null : Plus(group.Ids.Count == 0 ? [0, 0, 0, 0] : group.Split, Split(part));
            group.Ids.Add(operation.Ids[i]);
            group.Fens.Add(operation.Fens![i]);
        }
    }

    public static void Removed(EncounterState state, Operation operation)
    {
        var selectors = operation.Ids!.ToHashSet(StringComparer.Ordinal);
        var everything = selectors.Contains(RemoveFeeLines.Everything);
        foreach (var group in state.Batches.Where(b => b.SettledBy is null))
        {
            var whole = everything || (operation.Setting == CareSetting.Outpatient && selectors.Contains(group.Batch));
            for (var i = group.Ids.Count - 1; i >= 0; i--)
            {
                if (whole || (operation.Setting != CareSetting.Outpatient && selectors.Contains(group.Ids[i])))
                {
                    group.Split = null;
                    group.Ids.RemoveAt(i);
                    group.Fens.RemoveAt(i);
                }
            }
        }

        state.Batches.RemoveAll(b => b.SettledBy is null && b.Ids.Count == 0);
    }

    /// <summary>The lines of a booked settlement are settled.</summary>
    public static void Settled(EncounterState state, Attempt attempt)
    {
        foreach (var group in Unsettled(state, attempt.Batch))
        {
            group.SettledBy = attempt.Number;
        }
    }

    /// <summary>The lines of a cancelled or reversed settlement may be deleted or settled anew.</summary>
    public static void Freed(EncounterState state, Attempt attempt)
    {
        foreach (var group in state.Batches.Where(b => b.SettledBy == attempt.Number).ToList())
        {
            group.SettledBy = null;
            var other = state.Batches.Find(b => b != group && b.Batch == group.Batch && b.SettledBy is null);
            if (other is not null)
            {
                other.Ids.AddRange(group.Ids);
                other.Fens.AddRange(group.Fens);
                other.Split = group.Split is null ? null : Plus(other.Split, group.Split);
                state.Batches.Remove(group);
            }
        }
    }

    /// <summary>What the core made of all lines that a settlement of this batch takes (2207, 2304 state it); empty when that is not known.</summary>
    public static IReadOnlyList<Extension> SplitOf(EncounterState state, string batch, Money total)
    {
        List<long>? sum = [0, 0, 0, 0];
        foreach (var group in Unsettled(state, batch))
        {
            sum = group.Split is null ? null : Plus(sum, group.Split);
        }

        string[] names = ["fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt"];
        return sum?.Sum() == total.Fen ? [.. names.Select((name, i) => new Extension("data", 0, name, new Money(sum[i]).ToString()))] : [];
    }

    private static List<long> Split(PricedLine line) => [line.SelfPaid.Fen, line.AbovePriceLimit.Fen, line.PaidFirst.Fen, line.InPolicy.Fen];

    private static List<long>? Plus(List<long>? a, List<long> b) => a is null ? null : [.. a.Zip(b, (x, y) => checked(x + y))];

    private static string? SettledAmong(EncounterStep step, RemoveFeeLines command)
    {
        var outpatient = command.Setting == CareSetting.Outpatient;
        bool Named(FeeBatch group) => outpatient
            ? command.Selectors.Contains(group.Batch)
            : group.Ids.Exists(id => command.Selectors.Contains(id));
        var open = outpatient && step.State.Batches.Exists(b => b.SettledBy is null && Named(b));
        var settled = open ? null : step.State.Batches.Find(b => b.SettledBy is not null && Named(b));
        return settled is null ? null : step.Attempt(settled.SettledBy!.Value).Booked?.SettlementId ?? "";
    }
}

using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Routes.Settlement;

/// <summary>What the hub refuses before it asks the core (nhsa.md A1.4, A10.8), in this order.</summary>
internal static class SettlementRules
{
    public static Refused? Refusal(EncounterStep step, Settle command)
    {
        if (step.State.Attempts.Count >= step.Options.SettlementsMax)
        {
            return SettlementErrorCodes.TooManySettlements.With(Text.Number(step.Options.SettlementsMax));
        }

        return command.Setting == CareSetting.Pharmacy ? RefusalOfSale(step, command) : RefusalOfEncounter(step, command);
    }

    /// <summary>Fingerprints of a sale's lines: the same basket swiped again has the same.</summary>
    public static List<string> Basket(Settle sale) =>
    [
        .. sale.Lines.Select(line => Text.Fingerprint(
            line.SerialNumber, line.CatalogueCode, line.OccurredAt.ToString("s", System.Globalization.CultureInfo.InvariantCulture))),
    ];

    private static Refused? RefusalOfSale(EncounterStep step, Settle command)
    {
        if (command.Lines.Count == 0)
        {
            return SettlementErrorCodes.NoLines.With();
        }

        if (command.Lines.Any(line => line.IsCirculated && string.IsNullOrWhiteSpace(line.PrescriptionNumber)))
        {
            return SettlementErrorCodes.PrescriptionUnnamed.With();
        }

        var sum = command.Lines.Aggregate(Money.Zero, (total, line) => total + line.Amount);
        if (sum != command.Total)
        {
            return SettlementErrorCodes.TotalDiffers.With(sum.ToString());
        }

        var basket = Basket(command);
        return RefusalByEarlier(step.State.Attempts.FindLast(a =>
            Holds(a) && a.Basket is { } sold && sold.Exists(basket.Contains)));
    }

    private static Refused? RefusalOfEncounter(EncounterStep step, Settle command)
    {
        var state = step.State;
        var batch = FeeLines.BatchOf(command.Setting, command.BatchNumber);
        var unsettled = FeeLines.Unsettled(state, batch).ToList();
        var earlier = state.Attempts.FindLast(a => IsSettlement(a) && Holds(a) && (batch.Length == 0 || a.Batch == batch));
        if (earlier is { Booked: null } || (unsettled.Count == 0 && earlier is not null))
        {
            return RefusalByEarlier(earlier);
        }

        if (unsettled.Count == 0)
        {
            return state.KnowsLines ? SettlementErrorCodes.NoLines.With() : null;
        }

        var sum = new Money(unsettled.Sum(b => b.Fens.Sum()));
        if (state.KnowsLines && sum != command.Total)
        {
            return SettlementErrorCodes.TotalDiffers.With(sum.ToString());
        }

        var early = command.Setting == CareSetting.Inpatient && step.Options.DischargeOrder == DischargeOrder.DischargeFirst
            && state is { OpenedHere: true, Phase: EncounterPhase.Open };
        return early ? SettlementErrorCodes.NotDischarged.With() : null;
    }

    /// <summary>True when the core holds it by what we know, or may hold it.</summary>
    private static bool Holds(Attempt attempt) => attempt.Live || attempt.State == AttemptState.Disputed;

    /// <summary>True for 2102, 2207, 2304; false for an admission.</summary>
    public static bool IsSettlement(Attempt attempt) => attempt.AtCore != Transactions.Admission;

    private static Refused? RefusalByEarlier(Attempt? earlier) => earlier switch
    {
        null => null,
        { Booked: { } booked } => SettlementErrorCodes.AlreadySettled.With(booked.SettlementId),
        _ => SettlementErrorCodes.Disputed.With(earlier.Key),
    };
}

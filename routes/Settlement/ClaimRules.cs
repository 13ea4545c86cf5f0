using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Routes.Settlement;

/// <summary>What the hub refuses of a claim before the core is asked for anything, in this order.</summary>
internal static class ClaimRules
{
    /// <summary>Longest feedetl_sn (nhsa.md A4 2204, 2301).</summary>
    private const int SerialCharactersMax = 30;

    public static Refused? Refusal(EncounterStep step, SubmitClaim claim)
    {
        var state = step.State;
        if (WrongField(claim) is { } field)
        {
            return SettlementErrorCodes.WrongField.With(field);
        }

        var otherNumber = claim.Person.Number is { Length: > 0 } number && state.PersonNumber is { Length: > 0 } known && number != known;
        var otherDocument = Visits.DocumentOf(claim.Person) is { } document && state.Document is { } first && document != first;
        if (otherNumber || otherDocument)
        {
            return SettlementErrorCodes.OtherPerson.With();
        }

        return OfLines(step, claim) ?? OfEarlier(state, claim);
    }

    /// <summary>A serial number that does not fit would reach the core as another one, or as none.</summary>
    public static Refused? OfSerials(IReadOnlyList<FeeLine> lines) =>
        lines.FirstOrDefault(l => !IsSerial(l.SerialNumber)) is null ? null : SettlementErrorCodes.WrongField.With("feedetl_sn");

    private static string? WrongField(SubmitClaim claim) => claim switch
    {
        { Setting: CareSetting.Pharmacy } => "setting",
        { VisitNumber.Length: 0 } => "ipt_otp_no",
        { Diagnoses.Count: 0 } => "diseinfo",
        { MedicalCategory.Length: 0 } => "med_type",
        _ => null,
    };

    private static Refused? OfLines(EncounterStep step, SubmitClaim claim)
    {
        if (claim.Lines.Count == 0)
        {
            return null;
        }

        var settled = step.State.Batches.Where(b => b.SettledBy is not null).Sum(b => b.Ids.Count);
        if (settled + claim.Lines.Count > step.Options.FeeLinesMax)
        {
            return SettlementErrorCodes.TooManyLines.With(Text.Number(step.Options.FeeLinesMax));
        }

        var serials = new HashSet<string>(StringComparer.Ordinal);
        if (claim.Lines.FirstOrDefault(line => !serials.Add(line.SerialNumber)) is { } twice)
        {
            return SettlementErrorCodes.DuplicateLine.With(twice.SerialNumber);
        }

        var sum = claim.Lines.Aggregate(Money.Zero, (total, line) => total + line.Amount);
        return OfSerials(claim.Lines) ?? (sum == claim.Total ? null : SettlementErrorCodes.TotalDiffers.With(sum.ToString()));
    }

    /// <summary>Money first: what is settled is not claimed again, and nothing is done while a settlement is being clarified.</summary>
    private static Refused? OfEarlier(EncounterState state, SubmitClaim claim)
    {
        if (ClaimLines.SettledBy(state, claim.Lines) is { Booked: { } booked })
        {
            return SettlementErrorCodes.AlreadySettled.With(booked.SettlementId);
        }

        var settlements = state.Attempts.Where(SettlementRules.IsSettlement).ToList();
        if (settlements.FindLast(a => a is { State: AttemptState.Disputed, Booked: null }) is { } disputed)
        {
            return SettlementErrorCodes.Disputed.With(disputed.Key);
        }

        if (claim.Lines.Count > 0 || FeeLines.Unsettled(state, "").Any() || state is { EncounterId: not null, KnowsLines: false })
        {
            return null;
        }

        return settlements.FindLast(a => a.Live) is { } live
            ? SettlementErrorCodes.AlreadySettled.With(live.Booked!.SettlementId)
            : SettlementErrorCodes.NoLines.With();
    }

    private static bool IsSerial(string serial) =>
        serial.Length is > 0 and <= SerialCharactersMax && serial.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        && serial != RemoveFeeLines.Everything;
}

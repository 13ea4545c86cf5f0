using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Routes.Settlement;

/// <summary>The lines of a claim beside the lines that the visit has at the core.</summary>
internal static class ClaimLines
{
    /// <summary>
    /// True when lines stand at the core that the claim does not state so, or when nobody knows what stands there. A claim
    /// without lines leaves everything as it was uploaded.
    /// </summary>
    public static bool MustClear(EncounterState state, SubmitClaim claim)
    {
        if (claim.Lines.Count == 0 || state.EncounterId is null)
        {
            return false;
        }

        var claimed = claim.Lines.ToDictionary(l => l.SerialNumber, l => l.Amount.Fen, StringComparer.Ordinal);
        var batch = Batch(state, claim);
        return !state.KnowsLines || Unsettled(state).Any(known =>
            known.Batch != batch || !claimed.TryGetValue(known.Id, out var fen) || fen != known.Fen);
    }

    /// <summary>The next lines to upload, with their places in the claim.</summary>
    public static List<(int Place, FeeLine Line)> Missing(EncounterState state, SubmitClaim claim, int most)
    {
        var known = Unsettled(state).Select(k => k.Id).ToHashSet(StringComparer.Ordinal);
        return [.. claim.Lines.Select((line, place) => (place, line)).Where(l => !known.Contains(l.line.SerialNumber)).Take(most)];
    }

    /// <summary>
    /// chrg_bchno of what is claimed (out-patient; empty for a stay): the sender's own, where all lines have the same; else the
    /// one that waits to be settled; else the next number.
    /// </summary>
    public static string Batch(EncounterState state, SubmitClaim claim)
    {
        if (claim.Setting != CareSetting.Outpatient)
        {
            return "";
        }

        var own = claim.Lines.Count > 0 ? claim.Lines[0].BatchNumber : null;
        return !string.IsNullOrEmpty(own) && claim.Lines.All(l => l.BatchNumber == own) ? own : Batch(state);
    }

    /// <summary>chrg_bchno where the sender knows none: the one that waits to be settled, else the next number.</summary>
    public static string Batch(EncounterState state)
    {
        if (state.Batches.FirstOrDefault(b => b.SettledBy is null) is { } waiting)
        {
            return waiting.Batch;
        }

        var number = 1;
        while (state.Batches.Exists(b => b.Batch == Text.Number(number)))
        {
            number++;
        }

        return Text.Number(number);
    }

    /// <summary>The live settlement that holds one of these lines, or null.</summary>
    public static Attempt? SettledBy(EncounterState state, IReadOnlyList<FeeLine> lines)
    {
        var claimed = lines.Select(l => l.SerialNumber).ToHashSet(StringComparer.Ordinal);
        var settled = state.Batches.Find(b => b.SettledBy is not null && b.Ids.Exists(claimed.Contains));
        return settled is null ? null : state.Attempts[settled.SettledBy!.Value - 1];
    }

    private static IEnumerable<(string Batch, string Id, long Fen)> Unsettled(EncounterState state) =>
        FeeLines.Unsettled(state, "").SelectMany(b => b.Ids.Select((id, i) => (b.Batch, id, b.Fens[i])));
}

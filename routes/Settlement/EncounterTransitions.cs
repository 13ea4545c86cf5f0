using System.Text;

namespace Hub.Routes.Settlement;

/// <summary>
/// The legal moves of encounters and of settlement attempts, and why they happen. The saga moves only through this table,
/// and <c>Settlement.mmd</c> is drawn from it.
/// </summary>
public static class EncounterTransitions
{
    /// <summary>Moves of an encounter.</summary>
    public static IReadOnlyList<(EncounterPhase From, EncounterPhase To, string Why)> Phases { get; } =
    [
        (EncounterPhase.New, EncounterPhase.Open, "registered (2201), admitted (2401), sale, or first seen"),
        (EncounterPhase.New, EncounterPhase.Closed, "an encounter first seen is cancelled (2202, 2404)"),
        (EncounterPhase.New, EncounterPhase.Discharged, "an encounter first seen is discharged (2402)"),
        (EncounterPhase.Open, EncounterPhase.Discharged, "discharged (2402)"),
        (EncounterPhase.Discharged, EncounterPhase.Open, "discharge cancelled (2405)"),
        (EncounterPhase.Open, EncounterPhase.Closed, "cancelled (2202, 2404) or admission reversed (2601)"),
        (EncounterPhase.Discharged, EncounterPhase.Closed, "admission cancelled (2404) or reversed (2601)"),
        (EncounterPhase.Closed, EncounterPhase.New, "opened anew under the institution's own number of the visit"),
    ];

    /// <summary>Moves of a settlement (2102, 2207, 2304) or admission (2401) asked of the core.</summary>
    public static IReadOnlyList<(AttemptState From, AttemptState To, string Why)> Attempts { get; } =
    [
        (AttemptState.Asked, AttemptState.Booked, "core booked"),
        (AttemptState.Asked, AttemptState.Refused, "core refused or was never reached"),
        (AttemptState.Asked, AttemptState.Unknown, "no answer"),
        (AttemptState.Unknown, AttemptState.Booked, "inquiry found it, or late answer"),
        (AttemptState.Unknown, AttemptState.Refused, "late refusal"),
        (AttemptState.Unknown, AttemptState.Reversing, "not found, or institution reverses"),
        (AttemptState.Reversing, AttemptState.Reversed, "core reversed, or does not hold it"),
        (AttemptState.Reversing, AttemptState.Booked, "core refused to reverse and holds it"),
        (AttemptState.Reversing, AttemptState.Disputed, "no definite answer"),
        (AttemptState.Booked, AttemptState.Reversing, "institution reverses (2601)"),
        (AttemptState.Booked, AttemptState.Cancelling, "institution cancels (2103, 2208, 2305)"),
        (AttemptState.Booked, AttemptState.CancelledByCore, "core cancels"),
        (AttemptState.Cancelling, AttemptState.Cancelled, "core cancelled"),
        (AttemptState.Cancelling, AttemptState.Booked, "not cancelled"),
        (AttemptState.Cancelling, AttemptState.Disputed, "no definite answer"),
        (AttemptState.Disputed, AttemptState.Reversing, "institution reverses (2601)"),
        (AttemptState.Disputed, AttemptState.Cancelling, "institution cancels again"),
        (AttemptState.Disputed, AttemptState.CancelledByCore, "core cancels"),
        (AttemptState.Disputed, AttemptState.Refused, "late refusal"),
    ];

    /// <summary>Moves an encounter; a move outside the table is a fault of ours and stops the case loudly.</summary>
    internal static void Move(this EncounterState state, EncounterPhase to)
    {
        if (state.Phase == to)
        {
            return;
        }

        if (!Phases.Any(t => t.From == state.Phase && t.To == to))
        {
            throw new InvalidOperationException($"An encounter cannot move from {state.Phase} to {to}.");
        }

        state.Phase = to;
    }

    /// <summary>Moves an attempt; a move outside the table is a fault of ours and stops the case loudly.</summary>
    internal static void Move(this Attempt attempt, AttemptState to)
    {
        if (!Attempts.Any(t => t.From == attempt.State && t.To == to))
        {
            throw new InvalidOperationException($"Attempt {attempt.Number} cannot move from {attempt.State} to {to}.");
        }

        attempt.State = to;
    }

    /// <summary>The table as a Mermaid state diagram.</summary>
    public static string Diagram()
    {
        var text = new StringBuilder("%% Drawn from EncounterTransitions; a test keeps it fresh.\nstateDiagram-v2\n");
        text.Append("    state \"encounter\" as E {\n        [*] --> New\n");
        foreach (var (from, to, why) in Phases)
        {
            text.Append("        ").Append(from).Append(" --> ").Append(to).Append(": ").Append(why).Append('\n');
        }

        text.Append("    }\n    state \"settlement or admission at the core\" as A {\n        [*] --> Asked\n");
        foreach (var (from, to, why) in Attempts)
        {
            text.Append("        ").Append(from).Append(" --> ").Append(to).Append(": ").Append(why).Append('\n');
        }

        return text.Append("    }\n").ToString();
    }
}

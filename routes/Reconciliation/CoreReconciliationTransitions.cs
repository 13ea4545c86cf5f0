using System.Text;

namespace Hub.Routes.Reconciliation;

/// <summary>The legal moves of a daily comparison; the saga moves only through this table, and the diagram is drawn from it.</summary>
public static class CoreReconciliationTransitions
{
    public static IReadOnlyList<(CoreReconciliationPhase From, CoreReconciliationPhase To, string Why)> All { get; } =
    [
        (CoreReconciliationPhase.New, CoreReconciliationPhase.Totals, "day started"),
        (CoreReconciliationPhase.Totals, CoreReconciliationPhase.Balanced, "3201 balanced"),
        (CoreReconciliationPhase.Totals, CoreReconciliationPhase.Upload, "3201 unbalanced"),
        (CoreReconciliationPhase.Upload, CoreReconciliationPhase.Details, "9101 stored"),
        (CoreReconciliationPhase.Details, CoreReconciliationPhase.Fetch, "3202 compared"),
        (CoreReconciliationPhase.Fetch, CoreReconciliationPhase.Different, "9102 read, itemised"),
        (CoreReconciliationPhase.Totals, CoreReconciliationPhase.Failed, "refused or no answer"),
        (CoreReconciliationPhase.Upload, CoreReconciliationPhase.Failed, "refused or no answer"),
        (CoreReconciliationPhase.Details, CoreReconciliationPhase.Failed, "refused or no answer"),
        (CoreReconciliationPhase.Fetch, CoreReconciliationPhase.Failed, "refused, no answer or unreadable"),
        (CoreReconciliationPhase.Balanced, CoreReconciliationPhase.Totals, "started again"),
        (CoreReconciliationPhase.Different, CoreReconciliationPhase.Totals, "started again"),
        (CoreReconciliationPhase.Failed, CoreReconciliationPhase.Totals, "started again"),
    ];

    internal static void Move(this CoreReconciliationState state, CoreReconciliationPhase to)
    {
        if (!All.Any(t => t.From == state.Phase && t.To == to))
        {
            throw new InvalidOperationException($"A comparison cannot move from {state.Phase} to {to}.");
        }

        state.Phase = to;
    }

    /// <summary>The table as a Mermaid state diagram.</summary>
    public static string Diagram()
    {
        var text = new StringBuilder("%% Drawn from CoreReconciliationTransitions; a test keeps it fresh.\nstateDiagram-v2\n    [*] --> New\n");
        foreach (var (from, to, why) in All)
        {
            text.Append("    ").Append(from).Append(" --> ").Append(to).Append(": ").Append(why).Append('\n');
        }

        return text.ToString();
    }
}

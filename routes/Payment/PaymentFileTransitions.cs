using System.Text;

namespace Hub.Routes.Payment;

/// <summary>
/// The legal moves of a delivery; the saga moves only through this table, and the diagram is drawn from it. There is no way from Uncertain
/// to Delivering but through Inquiring: what may have arrived is never sent again unasked.
/// </summary>
public static class PaymentFileTransitions
{
    public static IReadOnlyList<(DeliveryPhase From, DeliveryPhase To, string Why)> All { get; } =
    [
        (DeliveryPhase.New, DeliveryPhase.Delivering, "released"),
        (DeliveryPhase.Delivering, DeliveryPhase.Delivered, "in the inbox"),
        (DeliveryPhase.Delivering, DeliveryPhase.Waiting, "not sent"),
        (DeliveryPhase.Delivering, DeliveryPhase.Uncertain, "outcome unknown"),
        (DeliveryPhase.Delivering, DeliveryPhase.Stopped, "refused, or attempts used up"),
        (DeliveryPhase.Waiting, DeliveryPhase.Delivering, "delay over, or resumed"),
        (DeliveryPhase.Waiting, DeliveryPhase.Delivered, "late answer"),
        (DeliveryPhase.Uncertain, DeliveryPhase.Inquiring, "delay over, or resumed"),
        (DeliveryPhase.Uncertain, DeliveryPhase.Delivered, "late answer"),
        (DeliveryPhase.Inquiring, DeliveryPhase.Delivered, "same bytes there, or taken by the bank"),
        (DeliveryPhase.Inquiring, DeliveryPhase.Delivering, "proven absent, or without control file"),
        (DeliveryPhase.Inquiring, DeliveryPhase.Uncertain, "no definite answer"),
        (DeliveryPhase.Inquiring, DeliveryPhase.Stopped, "other bytes there, or attempts used up"),
        (DeliveryPhase.Stopped, DeliveryPhase.Inquiring, "resumed, or late answer"),
    ];

    internal static void Move(this PaymentDeliveryState delivery, DeliveryPhase to)
    {
        if (!All.Any(t => t.From == delivery.Phase && t.To == to))
        {
            throw new InvalidOperationException($"A delivery cannot move from {delivery.Phase} to {to}.");
        }

        delivery.Phase = to;
    }

    /// <summary>The table as a Mermaid state diagram.</summary>
    public static string Diagram()
    {
        var text = new StringBuilder("%% Drawn from PaymentFileTransitions; a test keeps it fresh.\nstateDiagram-v2\n    [*] --> New\n");
        foreach (var (from, to, why) in All)
        {
            text.Append("    ").Append(from).Append(" --> ").Append(to).Append(": ").Append(why).Append('\n');
        }

        return text.ToString();
    }
}

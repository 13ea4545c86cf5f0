using Hub.Adapters.Hl7v2.Wire;

namespace Hub.Adapters.Hl7v2.Inbound;

/// <summary>
/// Which acknowledgements a sender wants (MSH-15, MSH-16, table 0155: AL always, NE never, ER on error, SU on success). Neither valued is
/// original mode: one application acknowledgement, always. Inside a batch everything is original mode.
/// </summary>
internal sealed record Acknowledging(string Accept, string Application, bool Original)
{
    public static Acknowledging Of(MessageHeader header, bool inBatch) => inBatch || !header.Enhanced
        ? new Acknowledging("NE", "AL", Original: true)
        : new Acknowledging(Or(header.AcceptAcknowledgement, "NE"), Or(header.ApplicationAcknowledgement, "NE"), Original: false);

    /// <summary>The commit is acknowledged by itself, so nobody waits for the result.</summary>
    public bool Apart => !Original && Accept is "AL" or "SU";

    public bool WantsAccept(bool success) => Wants(Accept, success);

    public bool WantsApplication(bool success) => Wants(Application, success);

    private static bool Wants(string rule, bool success) => rule == "AL" || rule == (success ? "SU" : "ER");

    private static string Or(string said, string otherwise) => said.Length > 0 ? said : otherwise;
}

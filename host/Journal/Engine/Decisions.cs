namespace Hub.Journal.Engine;

/// <summary>Values of message.decision; 1 to 3 are <see cref="Decision"/>.</summary>
internal static class Decisions
{
    public const short Conflict = 4;
    public const short Barred = 5;
    public const short Sent = 6;

    public static string Name(Decision decision) => decision switch
    {
        Decision.Accepted => "accepted",
        Decision.Refused => "refused",
        _ => "quarantined",
    };
}

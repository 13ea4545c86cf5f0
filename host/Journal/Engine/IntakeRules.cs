namespace Hub.Journal.Engine;

/// <summary>What an intake must be; an adapter that breaks this is wrong, whatever the partner sent.</summary>
internal static class IntakeRules
{
    private const int KeyMax = 120;
    private const int DigestBytes = 32;

    public static void Check(Intake intake)
    {
        Require(intake.Key.Length is > 0 and <= KeyMax, "an intake's key has 1 to 120 characters");
        Require(intake.Partner.Length is > 0 and <= KeyMax && intake.Kind.Length is > 0 and <= KeyMax, "partner and kind have 1 to 120 characters");
        Require(intake.ContentDigest.Length == DigestBytes, "a content digest has 32 bytes");
        Require(
            intake.Answer is not null || (intake.Message is not null && !string.IsNullOrEmpty(intake.Case.Name)),
            "an intake has an answer, or a message and its case");
    }

    /// <summary>Whole microseconds: what the database keeps, so that a duplicate is told the same time.</summary>
    public static DateTimeOffset Microseconds(DateTimeOffset at)
    {
        var utc = at.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException(rule);
        }
    }
}

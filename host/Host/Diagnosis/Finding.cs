namespace Hub.Host.Diagnosis;

/// <summary>How a check went.</summary>
internal enum Verdict
{
    Ok,

    /// <summary>Works, but somebody should look at it.</summary>
    Warn,

    /// <summary>The hub will not work, or not safely.</summary>
    Fail,
}

/// <summary>The outcome of one check.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Verdict">How it went.</param>
/// <param name="Text">What was found.</param>
/// <param name="Fix">What to do; empty when all is well.</param>
internal sealed record Finding(string Check, Verdict Verdict, string Text, string Fix = "")
{
    internal static Finding Ok(string check, string text) => new(check, Verdict.Ok, text);

    internal static Finding Warn(string check, string text, string fix) => new(check, Verdict.Warn, text, fix);

    internal static Finding Fail(string check, string text, string fix) => new(check, Verdict.Fail, text, fix);
}

using Hub.Canonical.Messages;

namespace Hub.Routes;

/// <summary>
/// One error that a partner can see. Codes are unique in the system; a test keeps them so and keeps
/// <see cref="Text"/> short enough for err_msg (200 characters, infno A1.2).
/// </summary>
/// <param name="Code">Stable code, for example <c>SET-1003</c>.</param>
/// <param name="Fault">Whose fault, which decides what the sender can do.</param>
/// <param name="RetryHelps">True when the same step may be sent again (with a new message id) without a change.</param>
/// <param name="Rule">The rule that was broken, with its source.</param>
/// <param name="Fix">What the sender should do.</param>
/// <param name="Text">What the clerk reads, Chinese then English; <c>{0}</c> is a number or id, never personal data.</param>
public sealed record RouteError(string Code, Fault Fault, bool RetryHelps, string Rule, string Fix, string Text)
{
    /// <summary>Longest text a partner's err_msg takes, in characters.</summary>
    public const int TextCharactersMax = 200;

    /// <summary>The refusal with <paramref name="detail"/> in the place of <c>{0}</c>, cut to the limit.</summary>
    internal Refused With(string detail = "", string? coreText = null)
    {
        var text = Text.Replace("{0}", detail, StringComparison.Ordinal);
        return new Refused(Code, Cut(text), Fault, coreText is null ? null : Cut(coreText));
    }

    private static string Cut(string text) =>
        text.Length <= TextCharactersMax ? text : string.Concat(text.AsSpan(0, TextCharactersMax - 1), "…");
}

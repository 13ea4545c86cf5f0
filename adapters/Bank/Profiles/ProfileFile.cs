using System.Text.Json.Serialization;

namespace Hub.Adapters.Bank.Profiles;

/// <summary>
/// The JSON form of a profile. A member that is left out is that of the shipped profile named by <c>extends</c>. Members unknown to this
/// list are refused, so that a typing error cannot pass as a default.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed class ProfileFile
{
    public string? Name { get; set; }

    public string? Extends { get; set; }

    /// <summary>Where the facts come from; for readers only.</summary>
    public string? Source { get; set; }

    public string? Family { get; set; }

    public string? Separator { get; set; }

    public string? LineEnd { get; set; }

    public string? Amounts { get; set; }

    public bool? LetterAccounts { get; set; }

    public string? CardCheckDigit { get; set; }

    public string? LineNumberCheckDigit { get; set; }

    public bool? AnswersEveryPayment { get; set; }

    public bool? ControlFiles { get; set; }

    public int? LineBytesMax { get; set; }

    public int? TextBytesMax { get; set; }

    public int? DepthMax { get; set; }

    public int? TextCharsMax { get; set; }
}

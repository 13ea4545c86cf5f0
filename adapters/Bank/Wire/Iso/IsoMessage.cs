using System.Globalization;
using System.Text.RegularExpressions;

namespace Hub.Adapters.Bank.Wire.Iso;

/// <summary>Name of an ISO 20022 message out of its namespace: <c>pain.002.001.11</c>.</summary>
/// <param name="Name">The whole name; of a national variant with its ending.</param>
/// <param name="Business">Its first half: <c>pain.002</c>.</param>
/// <param name="Version">Its last number; 0 for a national variant, which is another message.</param>
internal sealed partial record IsoMessage(string Name, string Business, int Version)
{
    /// <summary>The message of a namespace; null when it names none.</summary>
    public static IsoMessage? Of(string space)
    {
        var match = Pattern().Match(space);
        if (!match.Success)
        {
            return null;
        }

        var isOfficial = space == Space(match.Groups["name"].Value);
        return new IsoMessage(
            match.Groups["name"].Value + match.Groups["variant"].Value, match.Groups["business"].Value,
            isOfficial ? int.Parse(match.Groups["version"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0);
    }

    /// <summary>The official namespace of a message.</summary>
    public static string Space(string name) => "urn:iso:std:iso:20022:tech:xsd:" + name;

    [GeneratedRegex(@"(?<name>(?<business>[a-z]{4}\.[0-9]{3})\.[0-9]{3}\.(?<version>[0-9]{2}))(?<variant>(?:\.[a-z]{2}\.[0-9]{2})?)(?:\.xsd)?$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}

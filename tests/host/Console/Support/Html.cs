using System.Net;
using System.Text.RegularExpressions;

namespace Hub.Console.Tests.Support;

/// <summary>Reads figures out of a page.</summary>
internal static partial class Html
{
    /// <summary>Cells of an institution's row on the day page, without its name.</summary>
    internal static IReadOnlyList<string> Row(Answer page, string institution)
    {
        var start = page.Body.IndexOf("data-institution=\"" + institution + "\"", StringComparison.Ordinal);
        Assert.True(start >= 0, institution + " is not on the page");
        var end = page.Body.IndexOf("</tr>", start, StringComparison.Ordinal);
        return Cells(page.Body[start..end]);
    }

    /// <summary>Cells of the totals.</summary>
    internal static IReadOnlyList<string> Totals(Answer page)
    {
        var start = page.Body.IndexOf("<tfoot>", StringComparison.Ordinal);
        return Cells(page.Body[start..page.Body.IndexOf("</tfoot>", start, StringComparison.Ordinal)]);
    }

    /// <summary>What the page says about the act before.</summary>
    internal static string Notice(Answer page) =>
        Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(Said().Match(page.Body).Groups["text"].Value, "")), " ").Trim();

    private static List<string> Cells(string row) =>
        [.. Cell().Matches(row).Select(cell => Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(cell.Groups["text"].Value, " ")), " ").Trim())];

    [GeneratedRegex("<td[^>]*>(?<text>.*?)</td>", RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex("<div class=\"notice[^>]*>.*?<p>(?<text>.*?)</p>", RegexOptions.Singleline)]
    private static partial Regex Said();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

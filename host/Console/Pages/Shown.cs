using System.Globalization;
using System.Text;
using Hub.Canonical;

namespace Hub.Console.Pages;

/// <summary>How values are shown. Everything is invariant: a figure looks the same in both languages.</summary>
public static class Shown
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>Yuan with two decimals and thousands separators: <c>1,234.56</c>.</summary>
    public static string Money(long fen) => new Money(fen).Yuan.ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>As <see cref="Money(long)"/>; a dash when nobody has spoken.</summary>
    public static string Money(long? fen) => fen is { } known ? Money(known) : "–";

    /// <summary>A count with thousands separators.</summary>
    public static string Count(long count) => count.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>As <see cref="Count(long)"/>; a dash when nobody has spoken.</summary>
    public static string Count(long? count) => count is { } known ? Count(known) : "–";

    /// <summary>Day as <c>2026-11-28</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Moment at the bureau (UTC+8), to the second.</summary>
    public static string Moment(DateTimeOffset at) => at.ToOffset(China).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Time of day at the bureau (UTC+8).</summary>
    public static string Time(DateTimeOffset at) => at.ToOffset(China).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Moment as machines read it.</summary>
    public static string Iso(DateTimeOffset at) => at.ToOffset(China).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>Account number but for its last four: <c>••••1234</c>.</summary>
    public static string Account(string? account) => account is null ? "" : "••••" + Text(account.Length <= 4 ? "" : account[^4..]);

    /// <summary>Name but for its first character: <c>王••</c>; never more, whatever the name's length.</summary>
    public static string Name(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return "";
        }

        var first = StringInfo.GetNextTextElement(name);
        return Text(first) + "••";
    }

    /// <summary>Person's number but for its last four.</summary>
    public static string Person(string? number) => Account(number);

    /// <summary>First digits of a digest, enough to tell it from others by eye.</summary>
    public static string Digest(string digest) => digest.Length > 12 ? digest[..12] + "…" : Text(digest);

    /// <summary>
    /// A text from outside. What has no shape, or would turn the line around it (control characters, directions, invisible ones), is
    /// shown as its number: a page must not be made to read otherwise than it is.
    /// </summary>
    public static string Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        StringBuilder? changed = null;
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var hides = rune.Value != ' ' && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned;
            if (hides)
            {
                changed ??= new StringBuilder(text, 0, position, text.Length + 16);
                changed.Append(CultureInfo.InvariantCulture, $"⟨{rune.Value:X4}⟩");
            }
            else if (rune == Rune.ReplacementChar && text[position] != '\uFFFD')
            {
                (changed ??= new StringBuilder(text, 0, position, text.Length + 16)).Append(rune); // half a character
            }
            else
            {
                changed?.Append(rune);
            }

            position += rune.Utf16SequenceLength;
        }

        return changed?.ToString() ?? text;
    }
}

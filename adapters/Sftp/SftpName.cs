using System.Globalization;
using System.Text;

namespace Hub.Adapters.Sftp;

/// <summary>Which names of foreign files we touch, and how the others are shown.</summary>
public static class SftpName
{
    /// <summary>Longest name, inclusive; the limit of common file systems.</summary>
    public const int BytesMax = 255;

    /// <summary>
    /// True for 1–255 ASCII letters, digits, <c>.</c>, <c>_</c> and <c>-</c> that do not begin with <c>-</c> or <c>.</c>. So there is no folder in it, no
    /// option, no hidden file, no control character, no look-alike, and one encoding only.
    /// </summary>
    public static bool IsSafe(string? name) =>
        name is { Length: >= 1 and <= BytesMax } && name[0] is not ('-' or '.') && name.All(IsPlain);

    internal static bool IsSafe(ReadOnlySpan<byte> name) =>
        name.Length is >= 1 and <= BytesMax && name[0] is not ((byte)'-' or (byte)'.') && !name.ContainsAnyExcept(Plain);

    /// <summary>Text for messages and pages: printable ASCII as it is, every other byte as <c>\xNN</c>, cut at <paramref name="charactersMax"/>.</summary>
    internal static string Show(ReadOnlySpan<byte> name, int charactersMax = BytesMax)
    {
        var text = new StringBuilder(Math.Min(name.Length, charactersMax));
        foreach (var value in name)
        {
            if (text.Length >= charactersMax)
            {
                text.Length = charactersMax;
                return text.Append('…').ToString();
            }

            _ = value is >= 0x20 and < 0x7f and not (byte)'\\' ? text.Append((char)value) : text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        return text.ToString();
    }

    internal static string Show(string name, int charactersMax = BytesMax) => Show(Encoding.UTF8.GetBytes(name), charactersMax);

    private static readonly System.Buffers.SearchValues<byte> Plain =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"u8);

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-';
}

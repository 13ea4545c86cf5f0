using System.Text;

namespace Hub.Adapters.Front.Wire;

/// <summary>
/// The two encodings of front machines, strictly: nothing is replaced. In both, TAB and LF are never part of another character, so rows and cells are
/// cut as bytes and decoded one by one: a broken character spoils its own record only.
/// </summary>
public sealed class FrontEncoding
{
    /// <summary>From so many three-byte characters on, bytes that are UTF-8 throughout are UTF-8.</summary>
    private const int SuspiciousCharacters = 4;

    // GB18030-2022 gives these pairs of codes the other way round than the platform's table of 2000.
    private const string Before = "\uE78D\uE78E\uE78F\uE790\uE791\uE792\uE793\uE794\uE795\uE796\uE7C7\uE81E\uE826\uE82B\uE82C\uE832\uE843\uE854\uE864";
    private const string Now = "\uFE10\uFE12\uFE11\uFE13\uFE14\uFE15\uFE16\uFE17\uFE18\uFE19\u1E3F\u9FB4\u9FB5\u9FB6\u9FB7\u9FB8\u9FB9\u9FBA\u9FBB";

    private static readonly System.Buffers.SearchValues<char> Exchanged = System.Buffers.SearchValues.Create(Before + Now);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Encoding encoding;

    private FrontEncoding(string name, Encoding encoding)
    {
        Name = name;
        this.encoding = encoding;
    }

    /// <summary>UTF-8; a byte order mark in front is skipped.</summary>
    public static FrontEncoding Utf8 { get; } = new("UTF-8", Strict);

    /// <summary>GB18030, which contains GBK and GB2312.</summary>
    public static FrontEncoding Gb18030 { get; } = new(
        "GB18030",
        CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
        ?? throw new InvalidOperationException("The platform has no table of GB18030."));

    /// <summary>Name as in the settings.</summary>
    public string Name { get; }

    private bool IsUtf8 => ReferenceEquals(encoding, Strict);

    /// <summary>The encoding of a setting.</summary>
    public static FrontEncoding Of(string name) => name == Utf8.Name ? Utf8 : Gb18030;

    /// <summary>The text; null when the bytes are not in this encoding.</summary>
    public string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = encoding.GetString(bytes);
            return IsUtf8 ? text : Exchange(text);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The bytes of a text of ours; half a character becomes a question mark.</summary>
    public byte[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return encoding.GetBytes(IsUtf8 ? text : Exchange(text));
        }
        catch (EncoderFallbackException)
        {
            return encoding.GetBytes(string.Concat(text.EnumerateRunes().Select(r => r == Rune.ReplacementChar ? "?" : r.ToString())));
        }
    }

    /// <summary>True when GB18030 was agreed and the bytes are plainly UTF-8: most of them would decode to other characters.</summary>
    public bool IsOther(ReadOnlySpan<byte> bytes)
    {
        if (IsUtf8)
        {
            return false;
        }

        var characters = 0;
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            characters += length >= 3 ? 1 : 0;
            bytes = bytes[length..];
        }

        return characters >= SuspiciousCharacters;
    }

    private static string Exchange(string text)
    {
        if (!text.AsSpan().ContainsAny(Exchanged))
        {
            return text;
        }

        return string.Create(text.Length, text, static (result, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                var (before, now) = (Before.IndexOf(from[i], StringComparison.Ordinal), Now.IndexOf(from[i], StringComparison.Ordinal));
                result[i] = before >= 0 ? Now[before] : now >= 0 ? Before[now] : from[i];
            }
        });
    }
}

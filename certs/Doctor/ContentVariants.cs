using System.Text;

namespace Hub.Certs.Doctor;

/// <summary>What the signer may have had before it when it signed, for one coverage: the bytes themselves, then one mistake each, then some pairs.</summary>
internal static class ContentVariants
{
    private const int TwiceBytesMax = 32 * 1024;

    private static readonly Encoding Gb18030 = Page(54936);
    private static readonly Encoding Gbk = Page(936);

    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>The variants that suppose so many mistakes; lazily, since each is a copy of the content.</summary>
    internal static IEnumerable<Guess<ReadOnlyMemory<byte>>> At(int cost, SignedContent content, bool isAgreed)
    {
        Mistake[] before = isAgreed ? [] : [SignatureMistakes.OtherCoverage];
        return (cost - before.Length) switch
        {
            0 => [new(content.Bytes, before)],
            1 => Joined(content.Pairs).Concat(Once(content.Bytes)).Select(one => new Guess<ReadOnlyMemory<byte>>(one.Bytes, [.. before, one.Mistake])),
            2 when content.Bytes.Length <= TwiceBytesMax => Twice(content),
            _ => [],
        };
    }

    // Two mistakes that come together: JSON written anew and then signed in another encoding, or with a line break after it.
    private static IEnumerable<Guess<ReadOnlyMemory<byte>>> Twice(SignedContent content) =>
        from first in Joined(content.Pairs).Concat(ContentJson.Variants(content.Bytes)).Concat(Ends(content.Bytes))
        from second in Once(first.Bytes)
        where second.Mistake != first.Mistake
        select new Guess<ReadOnlyMemory<byte>>(second.Bytes, [first.Mistake, second.Mistake]);

    private static IEnumerable<(ReadOnlyMemory<byte> Bytes, Mistake Mistake)> Once(ReadOnlyMemory<byte> bytes) =>
        Ends(bytes).Concat(ContentJson.Variants(bytes)).Concat(Encodings(bytes));

    private static IEnumerable<(ReadOnlyMemory<byte> Bytes, Mistake Mistake)> Ends(ReadOnlyMemory<byte> bytes)
    {
        yield return (Joined(bytes.Span, "\n"u8), SignatureMistakes.NewlineAdded);
        yield return (Joined(bytes.Span, "\r\n"u8), SignatureMistakes.NewlineAdded);
        var trimmed = Trim(bytes);
        if (trimmed.Length < bytes.Length)
        {
            yield return (trimmed, SignatureMistakes.NewlineLeftOut);
            yield return (TrimEnd(bytes), SignatureMistakes.NewlineLeftOut);
            if (bytes.Span.EndsWith("\r\n"u8))
            {
                yield return (bytes[..^2], SignatureMistakes.NewlineLeftOut);
            }

            if (bytes.Span[^1] == '\n')
            {
                yield return (bytes[..^1], SignatureMistakes.NewlineLeftOut);
            }
        }

        if (bytes.Span.Contains((byte)'\n'))
        {
            var text = Encoding.Latin1.GetString(bytes.Span);
            var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal);
            yield return (Encoding.Latin1.GetBytes(lines), SignatureMistakes.LineEnds);
            yield return (Encoding.Latin1.GetBytes(lines.Replace("\n", "\r\n", StringComparison.Ordinal)), SignatureMistakes.LineEnds);
        }

        yield return bytes.Span.StartsWith(Mark)
            ? (bytes[Mark.Length..], SignatureMistakes.ByteOrderMark)
            : (Joined(Mark, bytes.Span), SignatureMistakes.ByteOrderMark);
    }

    private static IEnumerable<(ReadOnlyMemory<byte> Bytes, Mistake Mistake)> Encodings(ReadOnlyMemory<byte> bytes)
    {
        yield return (Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes.Span)), SignatureMistakes.HexTextSigned);
        yield return (Encoding.ASCII.GetBytes(Convert.ToHexString(bytes.Span)), SignatureMistakes.HexTextSigned);
        yield return (Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes.Span)), SignatureMistakes.Base64TextSigned);
        if (TryUtf8(bytes.Span) is not { } text)
        {
            yield break;
        }

        yield return (Encoding.Unicode.GetBytes(text), SignatureMistakes.Utf16Signed);
        yield return (Encoding.BigEndianUnicode.GetBytes(text), SignatureMistakes.Utf16Signed);
        yield return (Joined([0xFF, 0xFE], Encoding.Unicode.GetBytes(text)), SignatureMistakes.Utf16Signed);
        yield return (Joined([0xFE, 0xFF], Encoding.BigEndianUnicode.GetBytes(text)), SignatureMistakes.Utf16Signed);
        foreach (var quoted in ContentJson.Quoted(text))
        {
            yield return (Encoding.UTF8.GetBytes(quoted), SignatureMistakes.StringForm);
        }

        if (!Ascii.IsValid(text))
        {
            yield return (Gbk.GetBytes(text), SignatureMistakes.GbkSigned);
            yield return (Gb18030.GetBytes(text), SignatureMistakes.GbkSigned);
            yield return (Encoding.ASCII.GetBytes(text), SignatureMistakes.QuestionMarks);
        }
    }

    private static IEnumerable<(ReadOnlyMemory<byte> Bytes, Mistake Mistake)> Joined(IReadOnlyList<SignedPair> pairs)
    {
        if (pairs.Count == 0)
        {
            yield break;
        }

        var sorted = pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal).ToList();
        yield return (Pairs(pairs), SignatureMistakes.Unsorted);
        yield return (Pairs(pairs.OrderBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase)), SignatureMistakes.SortedOtherwise);
        yield return (Pairs(pairs.OrderByDescending(pair => pair.Name, StringComparer.Ordinal)), SignatureMistakes.SortedOtherwise);
        yield return (Pairs(sorted.Where(pair => !pair.Value.IsEmpty)), SignatureMistakes.EmptyLeftOut);
        yield return (Pairs(sorted.Select(pair => pair with { Value = Percent(pair.Value) })), SignatureMistakes.ValuesEncoded);
        yield return (Pairs(sorted, separator: ""), SignatureMistakes.PairsJoined);
        yield return (Pairs(sorted, equals: "", separator: ""), SignatureMistakes.PairsJoined);
        yield return (Joined(Pairs(sorted).Span, "&"u8), SignatureMistakes.PairsJoined);
        yield return (Pairs(sorted.Select(pair => pair with { Name = "" }), equals: "", separator: ""), SignatureMistakes.PairsJoined);
    }

    private static ReadOnlyMemory<byte> Pairs(IEnumerable<SignedPair> pairs, string equals = "=", string separator = "&")
    {
        using var bytes = new MemoryStream();
        foreach (var pair in pairs)
        {
            bytes.Write(Encoding.UTF8.GetBytes((bytes.Length > 0 ? separator : "") + pair.Name + equals));
            bytes.Write(pair.Value.Span);
        }

        return bytes.ToArray();
    }

    private static ReadOnlyMemory<byte> Percent(ReadOnlyMemory<byte> value) =>
        Encoding.ASCII.GetBytes(Uri.EscapeDataString(Encoding.UTF8.GetString(value.Span)));

    private static ReadOnlyMemory<byte> Joined(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => (byte[])[.. first, .. second];

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> bytes)
    {
        var (start, end) = (0, bytes.Length);
        while (start < end && IsSpace(bytes.Span[start]))
        {
            start++;
        }

        while (end > start && IsSpace(bytes.Span[end - 1]))
        {
            end--;
        }

        return bytes[start..end];
    }

    private static ReadOnlyMemory<byte> TrimEnd(ReadOnlyMemory<byte> bytes)
    {
        var end = bytes.Length;
        while (end > 0 && IsSpace(bytes.Span[end - 1]))
        {
            end--;
        }

        return bytes[..end];
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static string? TryUtf8(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;

    private static Encoding Page(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;
}

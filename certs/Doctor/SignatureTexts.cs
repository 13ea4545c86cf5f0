using System.Text;

namespace Hub.Certs.Doctor;

/// <summary>The bytes that a signature's text may have been meant to say.</summary>
internal static class SignatureTexts
{
    internal static IReadOnlyList<Guess<byte[]>> Read(ReadOnlyMemory<byte> received, SignatureWriting agreed)
    {
        var guesses = new List<Guess<byte[]>>();
        if (agreed == SignatureWriting.Binary)
        {
            Add(guesses, received.ToArray());
        }

        var text = Encoding.Latin1.GetString(received.Span);
        ReadText(guesses, text, agreed);
        if (Uri.UnescapeDataString(text) is var plain && plain.Length != text.Length)
        {
            ReadText(guesses, plain, agreed, SignatureMistakes.PercentEncoded);
        }

        return guesses;
    }

    private static void ReadText(List<Guess<byte[]>> guesses, string text, SignatureWriting agreed, params Mistake[] before)
    {
        // Form decoding leaves single spaces between Base64 characters; line breaks of PEM writers are other characters.
        if (agreed == SignatureWriting.Base64 && text.Contains(' ', StringComparison.Ordinal) && Base64(text.Replace(' ', '+')) is { } mended)
        {
            Add(guesses, mended, [.. before, SignatureMistakes.PlusLost]);
        }

        var dense = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        Mistake[] so = dense.Length == text.Length || agreed == SignatureWriting.Binary ? before : [.. before, SignatureMistakes.TextSpaces];
        Mistake[] asHex = agreed == SignatureWriting.Hex ? so : [.. so, SignatureMistakes.HexForBase64];
        Mistake[] asBase64 = agreed == SignatureWriting.Base64 ? so : [.. so, SignatureMistakes.Base64ForHex];
        if (Hex(dense) is { } digits)
        {
            Add(guesses, digits, asHex);
        }
        else if (Hex(Bare(dense)) is { } bare)
        {
            Add(guesses, bare, [.. asHex, SignatureMistakes.HexPrefix]);
        }

        if (Base64(dense) is { } exact)
        {
            Add(guesses, exact, asBase64);
            Inner(guesses, exact, agreed, asBase64);
        }
        else
        {
            var unpadded = dense.TrimEnd('=');
            var plain = unpadded.Replace('-', '+').Replace('_', '/');
            if (Base64(plain.PadRight((plain.Length + 3) / 4 * 4, '=')) is { } loose)
            {
                Mistake mistake = plain != unpadded ? SignatureMistakes.Base64Url : SignatureMistakes.PaddingLost;
                Add(guesses, loose, [.. asBase64, mistake]);
            }
        }
    }

    private static void Inner(List<Guess<byte[]>> guesses, byte[] outer, SignatureWriting agreed, Mistake[] before)
    {
        if (outer.Length < 16 || !outer.All(static b => b is > 0x20 and < 0x7F))
        {
            return;
        }

        var text = Encoding.ASCII.GetString(outer);
        if (Hex(text) is { } digits)
        {
            Add(guesses, digits, [.. before, SignatureMistakes.HexInBase64]);
        }
        else if (agreed != SignatureWriting.Binary && Base64(text) is { } bytes)
        {
            Add(guesses, bytes, [.. before, SignatureMistakes.DoubleBase64]);
        }
    }

    private static string Bare(string text) =>
        (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text).Replace(":", "", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal);

    private static byte[]? Hex(string text) =>
        text.Length is > 0 and < 4096 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;

    private static byte[]? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64String(text, bytes, out var length) && length > 0 ? bytes[..length] : null;
    }

    private static void Add(List<Guess<byte[]>> guesses, byte[] bytes, params Mistake[] mistakes)
    {
        if (!guesses.Any(guess => guess.Cost <= mistakes.Length && guess.Value.AsSpan().SequenceEqual(bytes)))
        {
            guesses.Add(new(bytes, mistakes));
        }
    }
}

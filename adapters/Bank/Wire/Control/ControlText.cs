using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hub.Adapters.Bank.Wire.Control;

/// <summary>What a control file says. Total in fen, negative only for a statement.</summary>
internal sealed record ControlText(string File, long Bytes, int Count, long Total, string Sha256, string Sm3, string Key)
{
    /// <summary>A control file is a few lines; more is not read.</summary>
    public const int BytesMax = 64 * 1024;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private static readonly string[] Names = ["file", "bytes", "count", "total", "sha256", "sm3", "key", "signature"];

    /// <summary>The signature.</summary>
    public ReadOnlyMemory<byte> Signature { get; private init; }

    /// <summary>The bytes that are signed: everything before the signature's line.</summary>
    public byte[] ToSigned()
    {
        var sign = Total < 0 ? "-" : "";
        var magnitude = Math.Abs(Total);
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HUB-CONTROL 1\nfile={File}\nbytes={Bytes}\ncount={Count}\ntotal={sign}{magnitude / 100}.{magnitude % 100:00}\n")
            + $"sha256={Sha256}\nsm3={Sm3}\nkey={Key}\n");
    }

    /// <summary>The whole file.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) =>
        [.. signed, .. Encoding.ASCII.GetBytes("signature=" + Convert.ToBase64String(signature) + "\n")];

    /// <summary>
    /// Reads a control file. There is one way to write one: what is read must give the same bytes when it is written again, so nothing
    /// can hide between the lines.
    /// </summary>
    public static ControlText Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BytesMax)
        {
            throw new BankWireException(BankErrorCodes.ControlTooLarge, 0, "control file");
        }

        if (bytes.ContainsAnyExceptInRange((byte)'\n', (byte)'~') || bytes.IsEmpty || bytes[^1] != '\n')
        {
            throw Malformed(0, "control file", "ASCII lines that end with LF");
        }

        var lines = Encoding.ASCII.GetString(bytes).Split('\n');
        if (lines.Length != Names.Length + 2 || lines[0] != "HUB-CONTROL 1")
        {
            throw Malformed(1, "control file", "HUB-CONTROL 1 and eight lines");
        }

        var values = new string[Names.Length];
        for (var i = 0; i < Names.Length; i++)
        {
            values[i] = lines[i + 1].StartsWith(Names[i] + "=", StringComparison.Ordinal) ? lines[i + 1][(Names[i].Length + 1)..]
                : throw Malformed(i + 2, Names[i], "name and order");
        }

        var control = new ControlText(
            values[0], Whole(values, 1, long.MaxValue), (int)Whole(values, 2, int.MaxValue), Amount(values[3]), Hex(values, 4), Hex(values, 5), values[6])
        {
            Signature = Base64(values[7]),
        };
        return Seal(control.ToSigned(), control.Signature.Span).AsSpan().SequenceEqual(bytes) ? control
            : throw Malformed(0, "control file", "one way of writing");
    }

    private static long Whole(string[] values, int at, long max) =>
        values[at].Length is >= 1 and <= 18 && !values[at].AsSpan().ContainsAnyExceptInRange('0', '9')
        && long.Parse(values[at], NumberStyles.None, CultureInfo.InvariantCulture) is var value && value <= max
            ? value
            : throw Malformed(at + 2, Names[at], "digits");

    private static long Amount(string text)
    {
        var digits = text.StartsWith('-') ? text[1..] : text;
        var fen = digits.Length is >= 4 and <= 19 && digits[^3] == '.' && Iso.IsoValue.Fen(digits) is { } amount ? amount
            : throw Malformed(5, "total", "yuan with two decimals");
        return digits.Length == text.Length ? fen : -fen;
    }

    private static string Hex(string[] values, int at) =>
        values[at].Length == 64 && !values[at].AsSpan().ContainsAnyExcept(HexDigits) ? values[at]
            : throw Malformed(at + 2, Names[at], "64 hex digits in lower case");

    private static byte[] Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length > 0 ? bytes[..length] : throw Malformed(9, "signature", "Base64");
    }

    private static BankWireException Malformed(int line, string field, string detail) => new(BankErrorCodes.ControlMalformed, line, field, detail);
}

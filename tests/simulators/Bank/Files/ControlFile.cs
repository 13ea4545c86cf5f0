using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Certs.Signatures;
using Hub.Simulators.Bank.Codecs;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bank.Files;

/// <summary>The small signed file that says a data file is complete (FORMATS.md, "Control file").</summary>
internal sealed record ControlFile
{
    private static readonly string[] Names = ["file", "bytes", "count", "total", "sha256", "sm3", "key", "signature"];
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public required string File { get; init; }

    public required long Bytes { get; init; }

    public required int Count { get; init; }

    public required long TotalFen { get; init; }

    public required string Sha256 { get; init; }

    public required string Sm3 { get; init; }

    public required string KeyId { get; init; }

    /// <summary>Describes a data file.</summary>
    public static ControlFile Of(string name, ReadOnlySpan<byte> content, int count, long totalFen, string keyId) => new()
    {
        File = name,
        Bytes = content.Length,
        Count = count,
        TotalFen = totalFen,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        Sm3 = Convert.ToHexStringLower(Hub.Certs.Signatures.Sm3.Hash(content)),
        KeyId = keyId,
    };

    /// <summary>Writes it; the signature is over every byte before its line.</summary>
    public byte[] Sign(SigningKey key)
    {
        byte[] signed = Signed();
        return [.. signed, .. Utf8.GetBytes($"signature={Convert.ToBase64String(key.Sign(signed))}\n")];
    }

    /// <summary>Writes it with a signature over other bytes than its own.</summary>
    public byte[] SignBadly(SigningKey key)
        => [.. Signed(), .. Utf8.GetBytes($"signature={Convert.ToBase64String(key.Sign((this with { TotalFen = TotalFen + 1 }).Signed()))}\n")];

    /// <summary>Reads the bureau's control file and checks its signature.</summary>
    /// <exception cref="UnreadableFileException">It breaks the format or is not the bureau's.</exception>
    public static ControlFile Read(ReadOnlySpan<byte> bytes, VerificationKey? bureau)
    {
        string text = Decode(bytes);
        string[] lines = text.Split('\n');
        Require(lines.Length == Names.Length + 2 && lines[^1].Length == 0 && lines[0] == "HUB-CONTROL 1", "nine lines, each ended by LF");
        var values = new string[Names.Length];
        for (int i = 0; i < Names.Length; i++)
        {
            string begin = Names[i] + "=";
            Require(lines[i + 1].StartsWith(begin, StringComparison.Ordinal), $"line {i + 2} is {Names[i]}");
            values[i] = lines[i + 1][begin.Length..];
        }
        int signedLength = bytes.LastIndexOf("signature="u8);
        var signature = new byte[256];
        Require(Convert.TryFromBase64String(values[7], signature, out int length), "the signature is Base64");
        Require(bureau is null || (values[6] == bureau.KeyId && bureau.Verify(bytes[..signedLength], signature.AsSpan(0, length))),
            "the signature is the bureau's");
        long total = 0;
        Require(decimal.TryParse(values[3], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal yuan)
            && Fen.TryParse(yuan, out total) && Fen.Text(total) == values[3], "total is yuan with two decimals");
        return new ControlFile
        {
            File = values[0],
            Bytes = Whole(values[1]),
            Count = (int)Whole(values[2]),
            TotalFen = total,
            Sha256 = values[4],
            Sm3 = values[5],
            KeyId = values[6],
        };
    }

    private byte[] Signed() => Utf8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HUB-CONTROL 1\nfile={File}\nbytes={Bytes}\ncount={Count}\ntotal={Fen.Text(TotalFen)}\nsha256={Sha256}\nsm3={Sm3}\nkey={KeyId}\n"));

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new UnreadableFileException("control file: UTF-8");
        }
    }

    private static long Whole(string text)
    {
        Require(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value <= int.MaxValue, "bytes and count are whole numbers");
        return value;
    }

    private static void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw new UnreadableFileException("control file: " + rule);
        }
    }
}

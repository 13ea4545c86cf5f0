using System.Diagnostics;
using System.Formats.Asn1;
using System.Numerics;

namespace Hub.EndToEnd.Tests.BadInput;

/// <summary>Signatures as attackers write them.</summary>
internal static class Forgeries
{
    /// <summary>Order of the SM2 curve (GB/T 32918.5).</summary>
    private static readonly BigInteger Sm2Order = Number("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123");

    /// <summary>Order of P-256 (FIPS 186).</summary>
    private static readonly BigInteger P256Order = Number("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");

    /// <summary>Every way to write a good signature wrongly, by name.</summary>
    internal static IEnumerable<(string Name, byte[] Signature)> OfSm2(byte[] good)
    {
        var (r, s) = Read(good);
        yield return ("swapped", Der(s, r));
        yield return ("negated", Der(r, Sm2Order - s));
        yield return ("r zero", Der(BigInteger.Zero, s));
        yield return ("s zero", Der(r, BigInteger.Zero));
        yield return ("both zero", Der(BigInteger.Zero, BigInteger.Zero));
        yield return ("r is the order", Der(Sm2Order, s));
        yield return ("s above the order", Der(r, s + Sm2Order));
        yield return ("negative", Der(r, -s));
        yield return ("trailing byte", [.. good, 0]);
        yield return ("long length", [good[0], 0x81, .. good[1..]]);
        yield return ("indefinite length", [0x30, 0x80, .. good[2..], 0, 0]);
        yield return ("padded integer", Padded(good));
        yield return ("raw", [.. Fixed(r), .. Fixed(s)]);
        yield return ("truncated", good[..^1]);
        yield return ("one bit", [.. good[..^1], (byte)(good[^1] ^ 1)]);
        yield return ("empty", []);
        yield return ("huge", new byte[16_384]);
    }

    /// <summary>(r, n − s): another signature of the same message under the same key, which ECDSA cannot help.</summary>
    internal static byte[] TwinOfEcdsa(byte[] good)
    {
        var (r, s) = Read(good);
        return Der(r, P256Order - s);
    }

    /// <summary>SM2 by openssl over SM3 of the message alone, without the digest of user id and public key (finding 8 of reliability.md).</summary>
    internal static byte[] WithoutZ(string privateKeyPem, byte[] message, string folder) =>
        OpenSsl(privateKeyPem, OpenSslDigest(message, folder), folder);

    /// <summary>SM2 by openssl under its own default user id, which is empty.</summary>
    internal static byte[] WithEmptyUserId(string privateKeyPem, byte[] message, string folder) =>
        OpenSsl(privateKeyPem, message, folder, "-rawin", "-digest", "sm3");

    private static byte[] OpenSslDigest(byte[] message, string folder)
    {
        File.WriteAllBytes(Path.Combine(folder, "message"), message);
        Run("dgst", "-sm3", "-binary", "-out", Path.Combine(folder, "digest"), Path.Combine(folder, "message"));
        return File.ReadAllBytes(Path.Combine(folder, "digest"));
    }

    private static byte[] OpenSsl(string privateKeyPem, byte[] content, string folder, params string[] more)
    {
        var (key, input, output) = (Path.Combine(folder, "key.pem"), Path.Combine(folder, "in"), Path.Combine(folder, "sig"));
        File.WriteAllText(key, privateKeyPem);
        File.WriteAllBytes(input, content);
        Run(["pkeyutl", "-sign", "-inkey", key, "-in", input, "-out", output, .. more]);
        return File.ReadAllBytes(output);
    }

    private static void Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, string.Join(' ', arguments) + "\n" + error);
    }

    private static (BigInteger R, BigInteger S) Read(byte[] der)
    {
        var sequence = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        return (sequence.ReadInteger(), sequence.ReadInteger());
    }

    private static byte[] Der(BigInteger r, BigInteger s)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(r);
            writer.WriteInteger(s);
        }

        return writer.Encode();
    }

    private static byte[] Padded(byte[] der) => [der[0], (byte)(der[1] + 1), der[2], (byte)(der[3] + 1), 0, .. der[4..]];

    private static byte[] Fixed(BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }

    private static BigInteger Number(string hex) => new(Convert.FromHexString(hex), isUnsigned: true, isBigEndian: true);
}

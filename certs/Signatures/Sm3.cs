using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Hub.Certs.Signatures;

/// <summary>The SM3 hash (GB/T 32905-2016, GM/T 0004-2012) and HMAC with it: 32 bytes.</summary>
public static class Sm3
{
    /// <summary>Length of a digest in bytes.</summary>
    public const int DigestLength = 32;

    /// <summary>SM3 of the data.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> data) => Hash([], data);

    /// <summary>SM3 of two parts, one after the other, without copying them together.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var state = Sm3State.Start();
        state.Append(first);
        state.Append(second);
        var hash = new byte[DigestLength];
        state.Finish(hash);
        return hash;
    }

    /// <summary>HMAC-SM3 of the data (RFC 2104).</summary>
    /// <param name="key">Any length; longer than 64 bytes is hashed first, as the RFC says.</param>
    /// <param name="data">The data.</param>
    public static byte[] Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        var mac = new HMac(new SM3Digest());
        mac.Init(new KeyParameter(key.ToArray()));
        var input = data.ToArray();
        mac.BlockUpdate(input, 0, input.Length);
        var output = new byte[DigestLength];
        mac.DoFinal(output, 0);
        return output;
    }
}

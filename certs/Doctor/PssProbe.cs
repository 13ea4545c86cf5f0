using System.Buffers.Binary;

namespace Hub.Certs.Doctor;

/// <summary>EMSA-PSS (RFC 8017, 9.1.2) opened as far as it goes without the message: hash and salt, with MGF1 of the same hash.</summary>
internal sealed class PssProbe : ISignatureProbe
{
    private readonly HashName _hash;
    private readonly byte[] _check;
    private readonly byte[] _salt;

    private PssProbe(HashName hash, byte[] check, byte[] salt)
    {
        _hash = hash;
        _check = check;
        _salt = salt;
    }

    public int CostMax => SignatureDoctor.MistakesMax;

    internal int SaltLength => _salt.Length;

    public bool Accepts(HashName hash, byte[] digest) =>
        hash == _hash && DigestWay.Hashed(hash, new byte[8], [.. digest, .. _salt]).AsSpan().SequenceEqual(_check);

    internal static PssProbe? Open(byte[] opened, int modulusBits, HashName hash)
    {
        var length = (modulusBits + 6) / 8;
        var size = DigestWay.Hashed(hash, [], []).Length;
        var encoded = opened.AsSpan(opened.Length - length);
        if (encoded[^1] != 0xBC || length < size + 2)
        {
            return null;
        }

        var check = encoded.Slice(length - size - 1, size).ToArray();
        var block = encoded[..(length - size - 1)].ToArray();
        Span<byte> counter = stackalloc byte[4];
        for (var i = 0; i < block.Length; i += size)
        {
            BinaryPrimitives.WriteInt32BigEndian(counter, i / size);
            var mask = DigestWay.Hashed(hash, check, counter);
            for (var j = 0; j < size && i + j < block.Length; j++)
            {
                block[i + j] ^= mask[j];
            }
        }

        block[0] &= (byte)(0xFF >> ((8 * length) - (modulusBits - 1)));
        var start = block.AsSpan().IndexOfAnyExcept((byte)0);
        return start >= 0 && block[start] == 1 ? new PssProbe(hash, check, block[(start + 1)..]) : null;
    }
}

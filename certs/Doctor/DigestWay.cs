using System.Security.Cryptography;
using System.Text;
using Hub.Certs.Signatures;

namespace Hub.Certs.Doctor;

/// <summary>A hash function that signers use.</summary>
internal enum HashName
{
    Sm3,
    Sha256,
    Sha1,
    Md5,
    Sha384,
    Sha512,
}

/// <summary>One way from the message to the digest that the signature's formula takes.</summary>
/// <param name="Hash">The hash function that gives the digest.</param>
/// <param name="Digest">Digest of a message.</param>
internal sealed record DigestWay(HashName Hash, Func<ReadOnlyMemory<byte>, byte[]> Digest)
{
    private const int NumberBytesMax = 8192;
    private const string Customary = KeyDescription.CustomarySm2UserId;

    /// <summary>The ways for ECDSA and RSA, the agreed one first.</summary>
    internal static IReadOnlyList<Guess<DigestWay>> Plain()
    {
        var ways = new List<Guess<DigestWay>>();
        foreach (var hash in (ReadOnlySpan<HashName>)[HashName.Sha256, HashName.Sm3, HashName.Sha1, HashName.Sha512, HashName.Sha384, HashName.Md5])
        {
            Ways(ways, hash, [], hash == HashName.Sha256 ? [] : [SignatureMistakes.WrongDigest]);
        }

        ways.Add(new(new(HashName.Sha256, message => message.ToArray()), [SignatureMistakes.MessageAsDigest]));
        return ways;
    }

    /// <summary>The ways for SM2: user ids and hash functions inside and outside ZA.</summary>
    internal static IReadOnlyList<Guess<DigestWay>> Sm2(Sm2PublicKey key, string userId, IReadOnlyList<string> institutionNames)
    {
        var ways = new List<Guess<DigestWay>>();
        foreach (var (id, mistakes) in UserIds(userId, institutionNames))
        {
            Ways(ways, HashName.Sm3, Sm3.Hash(key.IdentityInput(id, id.Length * 8)), mistakes);
        }

        var agreed = Encoding.UTF8.GetBytes(userId);
        Ways(ways, HashName.Sm3, Sm3.Hash(key.IdentityInput(agreed, agreed.Length)), [SignatureMistakes.UserIdLength]);

        // Libraries that take the digest as a setting use it for ZA too; others keep SM3 there.
        var identity = key.IdentityInput(agreed, agreed.Length * 8);
        foreach (var hash in (ReadOnlySpan<HashName>)[HashName.Sha256, HashName.Sha1, HashName.Sha512])
        {
            Ways(ways, hash, Hashed(hash, [], identity), [SignatureMistakes.WrongDigest]);
        }

        Ways(ways, HashName.Sha256, Sm3.Hash(identity), [SignatureMistakes.WrongDigest]);
        Ways(ways, HashName.Sm3, [], [SignatureMistakes.ZaMissing]);
        foreach (var hash in (ReadOnlySpan<HashName>)[HashName.Sha256, HashName.Sha1, HashName.Md5])
        {
            ways.Add(new(new(hash, message => Hashed(hash, [], message.Span)), [SignatureMistakes.ZaMissing, SignatureMistakes.WrongDigest]));
        }

        ways.Add(new(new(HashName.Sm3, AsNumber), [SignatureMistakes.MessageAsDigest]));
        return ways;
    }

    // A number of many thousand digits modulo n costs more than its hash, and nobody signs a long text this way unnoticed.
    private static byte[] AsNumber(ReadOnlyMemory<byte> message) => message.Length <= NumberBytesMax ? message.ToArray() : [];

    internal static byte[] Hashed(HashName hash, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> message)
    {
        switch (hash)
        {
            case HashName.Sm3:
                return Sm3.Hash(prefix, message);
            case HashName.Sha256:
                return SHA256.HashData([.. prefix, .. message]);
            case HashName.Sha384:
                return SHA384.HashData([.. prefix, .. message]);
            case HashName.Sha512:
                return SHA512.HashData([.. prefix, .. message]);
#pragma warning disable CA5350, CA5351 // Recognised as a mistake, never accepted.
            case HashName.Sha1:
                return SHA1.HashData([.. prefix, .. message]);
            default:
                return MD5.HashData([.. prefix, .. message]);
#pragma warning restore CA5350, CA5351
        }
    }

    private static void Ways(List<Guess<DigestWay>> ways, HashName hash, byte[] prefix, Mistake[] before)
    {
        byte[] Right(ReadOnlySpan<byte> message) => Hashed(hash, prefix, message);
        ways.Add(new(new(hash, message => Right(message.Span)), before));

        // Hashed beforehand, by whatever function was at hand, and then signed as if the hash were the message.
        foreach (var first in (ReadOnlySpan<HashName>)[HashName.Sm3, HashName.Sha256, HashName.Md5, HashName.Sha1])
        {
            ways.Add(new(new(hash, message => Right(Hashed(first, [], message.Span))), [.. before, SignatureMistakes.HashSigned]));
            ways.Add(new(
                new(hash, message => Right(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Hashed(first, [], message.Span))))),
                [.. before, SignatureMistakes.HashTextSigned]));
            ways.Add(new(
                new(hash, message => Right(Encoding.ASCII.GetBytes(Convert.ToBase64String(Hashed(first, [], message.Span))))),
                [.. before, SignatureMistakes.HashTextSigned]));
            ways.Add(new(
                new(hash, message => Right(Encoding.ASCII.GetBytes(Convert.ToHexString(Hashed(first, [], message.Span))))),
                [.. before, SignatureMistakes.HashUpperSigned]));
        }

        if (prefix.Length > 0)
        {
            ways.Add(new(new(hash, message => Hashed(hash, [], Right(message.Span))), [.. before, SignatureMistakes.DigestTwice]));
            ways.Add(new(new(hash, message => Right(Right(message.Span))), [.. before, SignatureMistakes.DigestTwice]));
        }
    }

    private static IEnumerable<(byte[] Id, Mistake[] Mistakes)> UserIds(string agreed, IReadOnlyList<string> institutionNames)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, mistakes) in Named())
        {
            if (seen.Add(Convert.ToHexString(id)))
            {
                yield return (id, mistakes);
            }
        }

        IEnumerable<(byte[] Id, Mistake[] Mistakes)> Named()
        {
            var bytes = Encoding.UTF8.GetBytes(agreed);
            yield return (bytes, []);
            yield return ([], [SignatureMistakes.UserIdEmpty]);
            yield return (Encoding.ASCII.GetBytes(Customary), [SignatureMistakes.UserIdCustomary]);
            foreach (var name in institutionNames)
            {
                yield return (Encoding.UTF8.GetBytes(name), [SignatureMistakes.UserIdInstitution]);
            }

            foreach (var id in (string[])[agreed, Customary])
            {
                yield return (Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(id))), [SignatureMistakes.UserIdAsHex]);
                if (id.Length > 0 && id.Length % 2 == 0 && id.All(char.IsAsciiHexDigit))
                {
                    yield return (Convert.FromHexString(id), [SignatureMistakes.UserIdAsHex]);
                }
            }
        }
    }
}

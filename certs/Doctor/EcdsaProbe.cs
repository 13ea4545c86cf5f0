using System.Security.Cryptography;
using Hub.Certs.Signatures;

namespace Hub.Certs.Doctor;

/// <summary>ECDSA P-256 by the platform: each digest costs a verification.</summary>
internal sealed class EcdsaProbe(InstancePool<ECDsa> keys, byte[] raw) : ISignatureProbe
{
    // A digest of any length is cut to 32 bytes by the formula; more is a message, whose first bytes prove nothing about the rest.
    private const int DigestBytesMax = 64;

    public int CostMax => 2;

    public bool Accepts(HashName hash, byte[] digest)
    {
        if (digest.Length is < 16 or > DigestBytesMax)
        {
            return false;
        }

        var key = keys.Rent();
        var valid = key.VerifyHash(digest, raw, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        keys.Return(key);
        return valid;
    }

    internal static IEnumerable<Guess<ISignatureProbe>> Of(InstancePool<ECDsa> keys, byte[] order, byte[] signature, SignatureEncoding encoding) =>
        SignatureNumbers.Read(signature, encoding)
            .Where(guess => EcSignatureCodec.IsInRange(guess.Value, order))
            .Select(guess => new Guess<ISignatureProbe>(new EcdsaProbe(keys, guess.Value), guess.Mistakes));
}

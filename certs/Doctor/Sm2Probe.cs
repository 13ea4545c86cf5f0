using Hub.Certs.Signatures;

namespace Hub.Certs.Doctor;

/// <summary>
/// From (r, s) and the public key the digest follows: e = r − x mod n with (x, y) = sG + (r + s)P. It is computed once, after which
/// a digest costs no arithmetic on the curve.
/// </summary>
internal sealed class Sm2Probe(byte[] recovered) : ISignatureProbe
{
    public int CostMax => SignatureDoctor.MistakesMax;

    // A digest of 32 bytes is below n but for one in four thousand million; only the others need the division.
    public bool Accepts(HashName hash, byte[] digest) => digest.Length == recovered.Length && digest[0] != 0xFF
        ? digest.AsSpan().SequenceEqual(recovered)
        : Sm2Domain.Recommended.Reduce(digest).AsSpan().SequenceEqual(recovered);

    internal static IEnumerable<Guess<ISignatureProbe>> Of(Sm2PublicKey key, byte[] signature, SignatureEncoding encoding)
    {
        foreach (var guess in SignatureNumbers.Read(signature, encoding))
        {
            if (key.RecoverDigest(guess.Value) is { } recovered)
            {
                yield return new(new Sm2Probe(recovered), guess.Mistakes);
            }

            if (guess.Cost == 0)
            {
                yield return new(new Sm2CurveEcdsaProbe(key, guess.Value), [SignatureMistakes.EcdsaFormula]);
            }
        }
    }
}

/// <summary>The ECDSA formula on the SM2 curve: what generic libraries do with an SM2 key that they take for any elliptic curve.</summary>
internal sealed class Sm2CurveEcdsaProbe(Sm2PublicKey key, byte[] raw) : ISignatureProbe
{
    public int CostMax => 2;

    public bool Accepts(HashName hash, byte[] digest) => digest.Length <= 64 && key.VerifyEcdsa(digest, raw);
}

using System.Globalization;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;

namespace Hub.Certs.Doctor;

/// <summary>
/// Says which mistake was made with a signature that was refused. It undoes the mistakes people make, the fewest first, until the
/// signature verifies with one of the partner's registered public keys; what does not verify is never named. Pure: no clock, no I/O,
/// no secret. Its word never makes a message accepted (docs/signature-doctor.md).
/// </summary>
public static class SignatureDoctor
{
    /// <summary>Most mistakes that are looked for at once.</summary>
    public const int MistakesMax = 3;

    /// <summary>Longest content that is looked at, in bytes; longer ones are left out. 262,144.</summary>
    public const int ContentBytesMax = 256 * 1024;

    private const int SignatureBytesMax = 4096;

    // Half a second of hashing for each key: the few mistakes come first, so what is left out are combinations of three.
    private const long HashedBytesMax = 32 * 1024 * 1024;

    /// <summary>The diagnosis: milliseconds when a mistake is found, some tenths of a second for each key when none is.</summary>
    public static SignatureDiagnosis Diagnose(SignatureCase received)
    {
        ArgumentNullException.ThrowIfNull(received);
        if (received.Signature.Length is 0 or > SignatureBytesMax || received.Contents.Count == 0)
        {
            return new(SignatureVerdict.Unknown, [], "", Form(received));
        }

        var texts = SignatureTexts.Read(received.Signature, received.Writing);
        var best = (Mistakes: (IReadOnlyList<Mistake>?)null, Coverage: "");
        var limit = MistakesMax;
        foreach (var (key, keyMistakes) in Keys(received).OrderBy(key => key.Mistakes.Count))
        {
            var probes = Probes(key, texts, keyMistakes).Where(probe => probe.Cost <= limit).ToList();
            if (probes.Count == 0)
            {
                continue;
            }

            var budget = new Budget(HashedBytesMax);
            var ways = Ways(key, received).OrderBy(way => way.Cost).ToList();
            foreach (var (content, guess) in Contents(received))
            {
                if (guess.Cost > limit || budget.IsSpent)
                {
                    break;
                }

                if (Cheapest(probes, ways, guess, limit, budget) is { } found)
                {
                    best = (found, content.Name);
                    limit = found.Count - 1;
                    if (limit < 0)
                    {
                        return new(SignatureVerdict.Right, [], content.Name, "");
                    }
                }
            }
        }

        return best.Mistakes is null
            ? new(SignatureVerdict.Unknown, [], "", Form(received))
            : new(SignatureVerdict.Mistaken, Named(best.Mistakes), best.Coverage, "");
    }

    // The ECDSA formula knows no ZA, so its absence is not a second mistake.
    private static IReadOnlyList<Mistake> Named(IReadOnlyList<Mistake> mistakes) =>
    [
        .. mistakes.Distinct().Where(mistake => mistake != SignatureMistakes.ZaMissing || !mistakes.Contains(SignatureMistakes.EcdsaFormula))
            .OrderBy(mistake => mistake.Code, StringComparer.Ordinal),
    ];

    private static IReadOnlyList<Mistake>? Cheapest(
        List<Guess<ISignatureProbe>> probes, List<Guess<DigestWay>> ways, Guess<ReadOnlyMemory<byte>> content, int limit, Budget budget)
    {
        IReadOnlyList<Mistake>? best = null;
        foreach (var way in ways)
        {
            if (content.Cost + way.Cost > limit || budget.IsSpent)
            {
                break;
            }

            byte[]? digest = null;
            foreach (var probe in probes)
            {
                var cost = content.Cost + way.Cost + probe.Cost;
                if (cost > limit || cost > probe.Value.CostMax)
                {
                    continue;
                }

                digest ??= budget.Spend(content.Value.Length, way.Value.Digest(content.Value));
                if (probe.Value.Accepts(way.Value.Hash, digest))
                {
                    best = [.. probe.Mistakes, .. way.Mistakes, .. content.Mistakes];
                    limit = cost - 1;
                }
            }
        }

        return best;
    }

    private static IEnumerable<(VerificationKey Key, IReadOnlyList<Mistake> Mistakes)> Keys(SignatureCase received)
    {
        foreach (var entry in received.Partner.Keys)
        {
            var mistakes = new List<Mistake>();
            if (received.KeyId is { Length: > 0 } named && named != entry.Key.KeyId)
            {
                mistakes.Add(SignatureMistakes.OtherKey);
            }

            if (entry.Status == PartnerKeyStatus.Revoked)
            {
                mistakes.Add(SignatureMistakes.KeyRevoked);
            }
            else if (received.ReceivedAt >= entry.Key.NotAfter)
            {
                mistakes.Add(SignatureMistakes.KeyExpired);
            }
            else if (received.ReceivedAt < entry.Key.NotBefore)
            {
                mistakes.Add(SignatureMistakes.KeyNotYetValid);
            }

            yield return (entry.Key, mistakes);
        }
    }

    private static IEnumerable<Guess<ISignatureProbe>> Probes(VerificationKey key, IReadOnlyList<Guess<byte[]>> texts, IReadOnlyList<Mistake> before) =>
        texts.SelectMany(text => key.Probes(text.Value).Select(
            probe => new Guess<ISignatureProbe>(probe.Value, [.. before, .. text.Mistakes, .. probe.Mistakes])));

    private static IReadOnlyList<Guess<DigestWay>> Ways(VerificationKey key, SignatureCase received) =>
        key.Sm2Key is { } sm2 ? DigestWay.Sm2(sm2, key.Sm2UserId, [received.Partner.Id, key.KeyId]) : DigestWay.Plain();

    private static IEnumerable<(SignedContent Content, Guess<ReadOnlyMemory<byte>> Guess)> Contents(SignatureCase received) =>
        from cost in Enumerable.Range(0, MistakesMax)
        from pair in received.Contents.Index()
        where pair.Item.Bytes.Length <= ContentBytesMax
        from guess in ContentVariants.At(cost, pair.Item, isAgreed: pair.Index == 0)
        select (pair.Item, guess);

    private static string Form(SignatureCase received) => string.Create(
        CultureInfo.InvariantCulture,
        $"{received.Signature.Length} bytes as {received.Writing}, content of {(received.Contents.Count == 0 ? 0 : received.Contents[0].Bytes.Length)} bytes");

    /// <summary>What may still be hashed.</summary>
    private sealed class Budget(long bytes)
    {
        private long _left = bytes;

        internal bool IsSpent => _left <= 0;

        // A short message costs a block or two and the call.
        internal byte[] Spend(int length, byte[] digest)
        {
            _left -= length + 256;
            return digest;
        }
    }
}

using System.Security.Cryptography;
using Hub.Certs.Signatures;

namespace Hub.Certs.Doctor;

/// <summary>
/// Says in which layout an SM2 ciphertext was written. It needs the private key, so it is for tools and tests on one's own machine:
/// a door must never answer with it, since whether a ciphertext opens is what an attacker asks.
/// </summary>
public static class CiphertextDoctor
{
    /// <summary>The mistakes that make the ciphertext open once undone; empty when it opens as agreed; null when nothing opens it.</summary>
    public static IReadOnlyList<Mistake>? Look(Sm2PrivateKey key, ReadOnlySpan<byte> ciphertext, Sm2CiphertextLayout agreed)
    {
        foreach (var layout in (ReadOnlySpan<Sm2CiphertextLayout>)[agreed, .. Enum.GetValues<Sm2CiphertextLayout>().Where(l => l != agreed)])
        {
            if (Opens(key, ciphertext, layout))
            {
                return Layout(layout, agreed);
            }

            if (layout != Sm2CiphertextLayout.Asn1 && Opens(key, (byte[])[0x04, .. ciphertext], layout))
            {
                return [.. Layout(layout, agreed), KeyMistakes.CipherPrefixMissing];
            }
        }

        return null;
    }

    private static Mistake[] Layout(Sm2CiphertextLayout found, Sm2CiphertextLayout agreed) => (found, agreed) switch
    {
        _ when found == agreed => [],
        (Sm2CiphertextLayout.Asn1, _) => [KeyMistakes.CipherAsn1],
        (_, Sm2CiphertextLayout.Asn1) => [KeyMistakes.CipherJoined],
        (Sm2CiphertextLayout.C1C2C3, _) => [KeyMistakes.CipherOrder],
        _ => [KeyMistakes.CipherOrderTurned],
    };

    private static bool Opens(Sm2PrivateKey key, ReadOnlySpan<byte> ciphertext, Sm2CiphertextLayout layout)
    {
        try
        {
            CryptographicOperations.ZeroMemory(Sm2Cipher.Decrypt(key, ciphertext, layout));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

using System.Numerics;
using System.Security.Cryptography;

namespace Hub.Certs.Signatures;

/// <summary>What an RSA key must keep before a signature of it is worth anything.</summary>
internal static class RsaKeyRules
{
    internal const int BitsMin = 2048;
    internal const int BitsMax = 8192;

    // The primes of the published ROCA fingerprint (CVE-2017-15361): a modulus of the broken generator is a power of 65537 modulo each.
    private static readonly int[] RocaPrimes = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157];

    internal static void Check(RSA rsa)
    {
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        var modulus = new BigInteger(parameters.Modulus, isUnsigned: true, isBigEndian: true);
        var exponent = new BigInteger(parameters.Exponent, isUnsigned: true, isBigEndian: true);
        if (modulus.GetBitLength() is < BitsMin or > BitsMax)
        {
            throw new InvalidKeyException("an RSA key has 2,048 to 8,192 bits");
        }

        if (exponent < 65537 || exponent.IsEven || exponent.GetBitLength() > 64 || modulus.IsEven)
        {
            throw new InvalidKeyException("an RSA public exponent is odd, at least 65,537 and below 2^64");
        }

        if (RocaPrimes.All(prime => IsPowerOf65537((int)(modulus % prime), prime)))
        {
            throw new InvalidKeyException("the RSA modulus carries the ROCA fingerprint (CVE-2017-15361): make a new key elsewhere");
        }
    }

    private static bool IsPowerOf65537(int residue, int prime)
    {
        var power = 1;
        do
        {
            if (power == residue)
            {
                return true;
            }

            power = power * (65537 % prime) % prime;
        }
        while (power != 1);

        return false;
    }
}

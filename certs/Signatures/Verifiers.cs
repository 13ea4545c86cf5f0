using System.Security.Cryptography;
using Hub.Certs.Doctor;

namespace Hub.Certs.Signatures;

/// <summary>One algorithm with one key: the part of a <see cref="VerificationKey"/> that does the arithmetic.</summary>
internal interface IVerifier
{
    bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

    byte[] ExportSpki();

    /// <summary>For <see cref="SignatureDoctor"/>: never a verification.</summary>
    IEnumerable<Guess<ISignatureProbe>> Probes(byte[] signature);
}

/// <summary>SM2 with SM3. ZA depends only on the key and the user id, so it is computed once.</summary>
internal sealed class Sm2Verifier(Sm2PublicKey key, string userId, SignatureEncoding encoding) : IVerifier
{
    private readonly byte[] _identity = key.IdentityDigest(userId);

    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> raw = stackalloc byte[EcSignatureCodec.RawLength];
        return EcSignatureCodec.TryDecode(signature, encoding, raw) && key.VerifyDigest(Sm3.Hash(_identity, message), raw);
    }

    public byte[] ExportSpki() => KeyEncoding.EcSpki(KeyOids.Sm2Curve, key.ToBytes());

    internal Sm2PublicKey Key => key;

    public IEnumerable<Guess<ISignatureProbe>> Probes(byte[] signature) => Sm2Probe.Of(key, signature, encoding);
}

/// <summary>ECDSA P-256 with SHA-256 by the platform. It accepts (r, n − s) beside (r, s), as the standard does: a signature is no identity.</summary>
internal sealed class EcdsaVerifier(ECParameters parameters, SignatureEncoding encoding) : IVerifier
{
    private static readonly byte[] Order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
    private readonly InstancePool<ECDsa> _pool = new(() => ECDsa.Create(parameters));

    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> raw = stackalloc byte[EcSignatureCodec.RawLength];
        if (!EcSignatureCodec.TryDecode(signature, encoding, raw) || !EcSignatureCodec.IsInRange(raw, Order))
        {
            return false;
        }

        var ecdsa = _pool.Rent();
        var valid = ecdsa.VerifyData(message, raw, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _pool.Return(ecdsa);
        return valid;
    }

    public byte[] ExportSpki()
    {
        using var ecdsa = ECDsa.Create(parameters);
        return ecdsa.ExportSubjectPublicKeyInfo();
    }

    public IEnumerable<Guess<ISignatureProbe>> Probes(byte[] signature) => EcdsaProbe.Of(_pool, Order, signature, encoding);
}

/// <summary>RSA with SHA-256 by the platform; PSS with a salt of 32 bytes.</summary>
internal sealed class RsaVerifier(RSAParameters parameters, RSASignaturePadding padding) : IVerifier
{
    private readonly InstancePool<RSA> _pool = new(() => RSA.Create(parameters));

    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != parameters.Modulus!.Length)
        {
            return false;
        }

        var rsa = _pool.Rent();
        var valid = rsa.VerifyData(message, signature, HashAlgorithmName.SHA256, padding);
        _pool.Return(rsa);
        return valid;
    }

    public byte[] ExportSpki()
    {
        using var rsa = RSA.Create(parameters);
        return rsa.ExportSubjectPublicKeyInfo();
    }

    public IEnumerable<Guess<ISignatureProbe>> Probes(byte[] signature) => RsaProbe.Of(parameters, padding, signature);
}

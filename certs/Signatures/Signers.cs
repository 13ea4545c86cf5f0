using System.Security.Cryptography;

namespace Hub.Certs.Signatures;

/// <summary>One algorithm with one private key.</summary>
internal interface ISigner : IDisposable
{
    byte[] Sign(ReadOnlySpan<byte> message);

    byte[] ExportPkcs8();

    byte[] ExportSpki();
}

/// <summary>SM2 with SM3; nothing is kept between two signatures but the key and ZA.</summary>
internal sealed class Sm2KeySigner(Sm2PrivateKey key, string userId, SignatureEncoding encoding) : ISigner
{
    private readonly byte[] _identity = key.PublicKey.IdentityDigest(userId);

    public byte[] Sign(ReadOnlySpan<byte> message) =>
        EcSignatureCodec.Encode(key.SignDigest(Sm3.Hash(_identity, message)), encoding);

    public byte[] ExportPkcs8() => KeyEncoding.EcPkcs8(KeyOids.Sm2Curve, Sm2Domain.ToBytes(key.D), key.PublicKey.ToBytes());

    public byte[] ExportSpki() => KeyEncoding.EcSpki(KeyOids.Sm2Curve, key.PublicKey.ToBytes());

    public void Dispose()
    {
        // BouncyCastle's numbers are immutable and cannot be wiped; the key goes with the garbage collector.
    }
}

/// <summary>ECDSA P-256 with SHA-256 by the platform.</summary>
internal sealed class EcdsaSigner(byte[] pkcs8, SignatureEncoding encoding) : ISigner
{
    private readonly InstancePool<ECDsa> _pool = new(() =>
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(pkcs8, out _);
        return ecdsa;
    });

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var ecdsa = _pool.Rent();
        var raw = ecdsa.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _pool.Return(ecdsa);
        return EcSignatureCodec.Encode(raw, encoding);
    }

    public byte[] ExportPkcs8() => (byte[])pkcs8.Clone();

    public byte[] ExportSpki()
    {
        var ecdsa = _pool.Rent();
        var spki = ecdsa.ExportSubjectPublicKeyInfo();
        _pool.Return(ecdsa);
        return spki;
    }

    public void Dispose()
    {
        _pool.Close();
        CryptographicOperations.ZeroMemory(pkcs8);
    }
}

/// <summary>RSA with SHA-256 by the platform.</summary>
internal sealed class RsaSigner(byte[] pkcs8, RSASignaturePadding padding) : ISigner
{
    private readonly InstancePool<RSA> _pool = new(() =>
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(pkcs8, out _);
        return rsa;
    });

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var rsa = _pool.Rent();
        var signature = rsa.SignData(message, HashAlgorithmName.SHA256, padding);
        _pool.Return(rsa);
        return signature;
    }

    public byte[] ExportPkcs8() => (byte[])pkcs8.Clone();

    public byte[] ExportSpki()
    {
        var rsa = _pool.Rent();
        var spki = rsa.ExportSubjectPublicKeyInfo();
        _pool.Return(rsa);
        return spki;
    }

    public void Dispose()
    {
        _pool.Close();
        CryptographicOperations.ZeroMemory(pkcs8);
    }
}

using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Hub.Certs.Signatures;

/// <summary>
/// Reads private keys: PEM <c>PRIVATE KEY</c> (PKCS#8), <c>EC PRIVATE KEY</c> and <c>SM2 PRIVATE KEY</c> (SEC1), <c>RSA PRIVATE KEY</c>
/// (PKCS#1); parameter blocks that openssl ecparam -genkey writes before the key are skipped. Encrypted keys are refused.
/// </summary>
internal static class PrivateKeyReader
{
    internal static ISigner Read(string pem, KeyDescription description)
    {
        var (label, der) = FindKey(pem);
        try
        {
            return description.Algorithm switch
            {
                SignatureAlgorithm.Sm2Sm3 => new Sm2KeySigner(ReadSm2(label, der), description.Sm2UserId, description.Encoding),
                SignatureAlgorithm.EcdsaP256Sha256 => new EcdsaSigner(ReadP256(label, der), description.Encoding),
                SignatureAlgorithm.RsaPkcs1Sha256 => new RsaSigner(ReadRsa(label, der), RSASignaturePadding.Pkcs1),
                SignatureAlgorithm.RsaPssSha256 => new RsaSigner(ReadRsa(label, der), RSASignaturePadding.Pss),
                _ => throw new InvalidKeyException("not a signature algorithm of the hub"),
            };
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            throw new InvalidKeyException("the private key is not one for " + SignatureAlgorithmNames.Name(description.Algorithm), e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    private static (string Label, byte[] Der) FindKey(string pem)
    {
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            var label = rest[fields.Label].ToString();
            if (label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
            {
                return label == "ENCRYPTED PRIVATE KEY"
                    ? throw new InvalidKeyException("the private key is encrypted: decrypt it with openssl pkey and protect the file (mode 600)")
                    : (label, Convert.FromBase64String(rest[fields.Base64Data].ToString()));
            }

            rest = rest[fields.Location.End..];
        }

        throw new InvalidKeyException("no PEM block PRIVATE KEY found");
    }

    private static Sm2PrivateKey ReadSm2(string label, byte[] der)
    {
        if (label == "PRIVATE KEY")
        {
            var info = Only(der);
            info.ReadInteger();
            var algorithm = info.ReadSequence();
            if (algorithm.ReadObjectIdentifier() != KeyOids.EcPublicKey || algorithm.ReadObjectIdentifier() != KeyOids.Sm2Curve)
            {
                throw new InvalidKeyException("sm2-sm3 needs a private key on the SM2 curve");
            }

            der = info.ReadOctetString();
        }

        // ECPrivateKey ::= SEQUENCE { version 1, OCTET STRING d, [0] parameters OPTIONAL, [1] publicKey OPTIONAL } (RFC 5915)
        var key = Only(der);
        key.ReadInteger();
        var d = Sm2PrivateKey.FromScalar(key.ReadOctetString());
        while (key.HasData)
        {
            var tag = key.PeekTag();
            var part = key.ReadSequence(tag);
            if (tag.TagValue == 0 && part.ReadObjectIdentifier() != KeyOids.Sm2Curve)
            {
                throw new InvalidKeyException("sm2-sm3 needs a private key on the SM2 curve");
            }

            if (tag.TagValue == 1 && !part.ReadBitString(out _).AsSpan().SequenceEqual(d.PublicKey.ToBytes()))
            {
                throw new InvalidKeyException("the public half in the file does not belong to the private key");
            }
        }

        return d;
    }

    private static byte[] ReadP256(string label, byte[] der)
    {
        using var ecdsa = ECDsa.Create();
        Import(label, der, "EC PRIVATE KEY", ecdsa.ImportPkcs8PrivateKey, ecdsa.ImportECPrivateKey);
        return ecdsa.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == KeyOids.P256Curve
            ? ecdsa.ExportPkcs8PrivateKey()
            : throw new InvalidKeyException("ecdsa-p256-sha256 needs a private key on P-256");
    }

    private static byte[] ReadRsa(string label, byte[] der)
    {
        using var rsa = RSA.Create();
        Import(label, der, "RSA PRIVATE KEY", rsa.ImportPkcs8PrivateKey, rsa.ImportRSAPrivateKey);
        RsaKeyRules.Check(rsa);
        return rsa.ExportPkcs8PrivateKey();
    }

    private delegate void Importer(ReadOnlySpan<byte> source, out int bytesRead);

    private static void Import(string label, byte[] der, string ownLabel, Importer pkcs8, Importer own)
    {
        var importer = label == "PRIVATE KEY" ? pkcs8 : own;
        if (label != "PRIVATE KEY" && label != ownLabel)
        {
            throw new InvalidKeyException("the PEM block must be PRIVATE KEY or " + ownLabel);
        }

        importer(der, out var read);
        if (read != der.Length)
        {
            throw new InvalidKeyException("the private key is followed by other bytes");
        }
    }

    private static AsnReader Only(byte[] der)
    {
        var reader = new AsnReader(der, AsnEncodingRules.DER);
        var sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        return sequence;
    }
}

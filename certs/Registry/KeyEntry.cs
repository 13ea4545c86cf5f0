using Hub.Certs.Signatures;

namespace Hub.Certs.Registry;

/// <summary>Reads one key object of a registry or trust-anchor file; relative file names are relative to the file.</summary>
internal static class KeyEntry
{
    internal static PartnerKey? Read(ConfigurationObject entry, string folder)
    {
        var keyId = entry.Text("keyId", "give the key a name that is unique in the registry");
        var algorithm = entry.Choice(
            "algorithm",
            required: true,
            ("sm2-sm3", SignatureAlgorithm.Sm2Sm3),
            ("ecdsa-p256-sha256", SignatureAlgorithm.EcdsaP256Sha256),
            ("rsa-pkcs1-sha256", SignatureAlgorithm.RsaPkcs1Sha256),
            ("rsa-pss-sha256", SignatureAlgorithm.RsaPssSha256));
        var encoding = entry.Choice("encoding", required: false, ("der", SignatureEncoding.Der), ("raw", SignatureEncoding.Raw));
        var status = entry.Choice("status", required: false, ("active", PartnerKeyStatus.Active), ("revoked", PartnerKeyStatus.Revoked));
        var userId = entry.OptionalText("sm2UserId");
        var notBefore = entry.Moment("notBefore") ?? DateTimeOffset.MinValue;
        var notAfter = entry.Moment("notAfter") ?? DateTimeOffset.MaxValue;
        var text = ReadKeyText(entry, folder);
        entry.RefuseUnknown();
        if (notBefore >= notAfter)
        {
            entry.Problem("notAfter", "is not after notBefore", "write the first moment at which the key is no longer valid");
        }

        if (userId is not null && System.Text.Encoding.UTF8.GetByteCount(userId) > 256)
        {
            entry.Problem("sm2UserId", "is longer than 256 bytes", "write the id that the partner signs with");
            return null;
        }

        return keyId is null || text is null ? null : Parse(entry, text, status, new KeyDescription
        {
            KeyId = keyId,
            Algorithm = algorithm,
            Encoding = encoding,
            Sm2UserId = userId ?? KeyDescription.CustomarySm2UserId,
            NotBefore = notBefore,
            NotAfter = notAfter,
        });
    }

    private static PartnerKey? Parse(ConfigurationObject entry, string text, PartnerKeyStatus status, KeyDescription description)
    {
        try
        {
            return new PartnerKey(VerificationKey.Parse(text, description), status);
        }
        catch (InvalidKeyException e)
        {
            entry.Problem("publicKeyPem", e.Message, "ask the partner for the right public key and compare its fingerprint");
            return null;
        }
    }

    private static string? ReadKeyText(ConfigurationObject entry, string folder)
    {
        var pem = entry.OptionalText("publicKeyPem");
        var file = entry.OptionalText("publicKeyFile");
        if ((pem is null) == (file is null))
        {
            entry.Problem("publicKeyPem", "exactly one of publicKeyPem and publicKeyFile must be there", "write the key or name its file");
            return null;
        }

        if (file is null)
        {
            return pem;
        }

        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            entry.Problem("publicKeyFile", "the file cannot be read", "put the key there or mend the name (relative to the registry file)");
            return null;
        }
    }
}

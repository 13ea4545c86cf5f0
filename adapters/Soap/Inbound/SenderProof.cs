using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Hub.Adapters.Soap.Wire;
using Hub.Adapters.Soap.Wire.Security;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;
using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Inbound;

/// <summary>A proven sender, or why it is not proven.</summary>
/// <param name="Partner">Null when not proven.</param>
/// <param name="Algorithm">Algorithm of the key that proved it; empty when a password or the network did.</param>
/// <param name="KeyId">Key that proved it.</param>
/// <param name="Failure">Null when proven.</param>
internal sealed record SenderProof(Partner? Partner, string Algorithm, string KeyId, SoapError? Failure);

/// <summary>
/// Binds an envelope to one registered partner. Keys, algorithms and passwords come from the registry; a certificate in the message only says
/// which registered key to try.
/// </summary>
internal sealed class SenderVerifier(SoapOptions options, NonceBook nonces)
{
    private const int NonceBytesMin = 8;
    private const int CertificatesMax = 4096;

    // A partner sends the same certificate with every message, and reading one costs more than verifying a signature. Only those of registered
    // keys are kept; what they may do is asked of the registry each time.
    private readonly ConcurrentDictionary<string, string> fingerprints = new(StringComparer.Ordinal);

    /// <param name="envelope">What was read.</param>
    /// <param name="claimed">Institution that the message names; asked only where no certificate and no user name does.</param>
    /// <param name="registry">One snapshot.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="WireRefusedException">The Security header has no shape that is taken.</exception>
    public SenderProof Verify(ReceivedEnvelope envelope, Func<string?> claimed, PartnerRegistry registry, DateTimeOffset now)
    {
        var header = SecurityHeaderReader.Read(envelope);
        if (Timely(header, now) is { } untimely)
        {
            return Failed(untimely);
        }

        SenderProof? signed = null, named = null;
        if (header.Signature is not null)
        {
            signed = Signed(envelope, header, claimed, registry, now);
            if (signed.Failure is not null)
            {
                return signed;
            }
        }

        if (header.User is { } user)
        {
            named = Named(user, registry, now);
            if (named.Failure is not null || (signed is not null && signed.Partner!.Id != named.Partner!.Id))
            {
                return Failed(named.Failure ?? SoapErrorCodes.NotProven);
            }
        }

        return signed ?? (options.AllowPassword ? named : null) ?? Unsigned(claimed, registry);
    }

    private SenderProof Signed(ReceivedEnvelope envelope, SecurityHeader header, Func<string?> claimed, PartnerRegistry registry, DateTimeOffset now)
    {
        if (header.TimestampElement is null && options.RequireTimestamp)
        {
            return Failed(SoapErrorCodes.TimestampMissing);
        }

        foreach (var (partner, key) in Keys(header, claimed, registry, now))
        {
            if (partner.Status == PartnerStatus.Active && header.Signature!.IsSignedBy(key))
            {
                return SignatureCoverage.Check(envelope, header) is { } failure
                    ? Failed(failure)
                    : new SenderProof(partner, key.Algorithm.ToString(), key.KeyId, null);
            }
        }

        return Failed(SoapErrorCodes.NotProven);
    }

    private IEnumerable<(Partner Partner, VerificationKey Key)> Keys(
        SecurityHeader header, Func<string?> claimed, PartnerRegistry registry, DateTimeOffset now)
    {
        if (header.Certificate is { } certificate)
        {
            if (Registered(certificate, registry, now) is { } found)
            {
                yield return found;
            }

            yield break;
        }

        // While two keys overlap in a rotation, either may have signed.
        if (claimed() is { Length: > 0 } id && registry.Find(id) is { } partner)
        {
            foreach (var key in registry.KeysFor(partner, now))
            {
                yield return (partner, key);
            }
        }
    }

    private (Partner Partner, VerificationKey Key)? Registered(string certificate, PartnerRegistry registry, DateTimeOffset now)
    {
        if (fingerprints.TryGetValue(certificate, out var known))
        {
            return registry.FindFingerprint(known, now);
        }

        if (CertificateKeys.FingerprintOf(certificate) is not { } fingerprint || registry.FindFingerprint(fingerprint, now) is not { } found)
        {
            return null;
        }

        if (fingerprints.Count >= CertificatesMax)
        {
            fingerprints.Clear();
        }

        fingerprints[certificate] = fingerprint;
        return found;
    }

    private SenderProof Named(UsernameToken user, PartnerRegistry registry, DateTimeOffset now)
    {
        var isForm = user.IsDigest ? user.Nonce.Length >= NonceBytesMin && user.Created is not null : options.AllowPasswordText;
        if (!isForm)
        {
            return Failed(SoapErrorCodes.PasswordForm);
        }

        if (user.Created is { } created && !IsTimely(created, now))
        {
            return Failed(SoapErrorCodes.OutsideTime);
        }

        if (registry.FindGateway(GatewayScheme.WssUsername, user.Name) is not { Partner.Status: PartnerStatus.Active } found
            || found.Credential.Secret.Resolve() is not { } secret || !IsPassword(user, secret))
        {
            return Failed(SoapErrorCodes.NotProven);
        }

        return user.Nonce.Length > 0 && nonces.Note(user.Name, user.Nonce, now) is { } repeated
            ? Failed(repeated)
            : new SenderProof(found.Partner, "", "", null);
    }

    private static bool IsPassword(UsernameToken user, byte[] secret)
    {
        if (!user.IsDigest)
        {
            return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(user.Password)), SHA256.HashData(secret));
        }

#pragma warning disable CA5350 // The profile prescribes SHA-1 over nonce, created and password; what it proves is the password, not the content.
        var digest = SHA1.HashData([.. user.Nonce, .. Encoding.UTF8.GetBytes(user.CreatedText), .. secret]);
#pragma warning restore CA5350
        var given = new byte[64];
        return Convert.TryFromBase64String(user.Password.Trim(), given, out var length)
            && CryptographicOperations.FixedTimeEquals(digest, given.AsSpan(0, length));
    }

    private SenderProof Unsigned(Func<string?> claimed, PartnerRegistry registry)
    {
        if (!options.AllowUnsigned)
        {
            return Failed(SoapErrorCodes.ProofMissing);
        }

        return claimed() is { Length: > 0 } id && registry.Find(id) is { Status: PartnerStatus.Active } partner
            ? new SenderProof(partner, "", "", null)
            : Failed(SoapErrorCodes.NotProven);
    }

    private SoapError? Timely(SecurityHeader header, DateTimeOffset now)
    {
        if (header.TimestampElement is null)
        {
            return null;
        }

        var tolerance = TimeSpan.FromSeconds(options.ClockToleranceSeconds);
        return header.Created is { } created && IsTimely(created, now) && (header.Expires is not { } expires || expires + tolerance >= now)
            ? null
            : SoapErrorCodes.OutsideTime;
    }

    private bool IsTimely(DateTimeOffset created, DateTimeOffset now)
    {
        var tolerance = TimeSpan.FromSeconds(options.ClockToleranceSeconds);
        var age = now - created;
        return age >= -tolerance && age <= TimeSpan.FromSeconds(options.MessageLifeSeconds) + tolerance;
    }

    private static SenderProof Failed(SoapError error) => new(null, "", "", error);
}

using System.Security.Cryptography;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Certs.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Infno.Inbound;

/// <summary>
/// A message that one institution forwards for another. Both are proven from the registry: the forwarder by its signature over the whole body and its
/// right (<c>relaysFor</c>), the institution by its own over the inner message. The message is the institution's: its identity for life is the same
/// whoever brings it, so that a clinic which changes its forwarder, or sends itself the next time, settles nothing twice.
/// </summary>
internal sealed class RelayEndpoint(
    InfnoTransactions transactions, ProfileBook profiles, PartnerRegistryFile registry, InfnoOptions options, TimeProvider time,
    ILogger<RelayEndpoint> log)
{
    public async Task HandleAsync(HttpContext http)
    {
        var receivedAt = time.GetUtcNow();
        var plain = profiles.Find(null);
        if (await DetachedProof.ReadOrRefuseAsync(http, plain, options.RequestBytesMax, registry, receivedAt, log).ConfigureAwait(false)
            is not var (body, forwarder, forwarderKey, partners))
        {
            return;
        }

        try
        {
            var relayed = RelayReader.Read(body, plain.Limits with { BodyBytesMax = options.RequestBytesMax });
            var (institution, innerKey, innerAlgorithm) = Institution(relayed, forwarder, partners, receivedAt);
            var profile = profiles.Find(institution.Profile);
            var request = EnvelopeReader.ReadRequest(relayed.Message, profile.Limits);
            if (request.Envelope.FixmedinsCode != institution.Id)
            {
                throw new WireRefusedException(new Violation(InfnoErrorCodes.SignatureInvalid, Node: "envelope", Field: "fixmedins_code"));
            }

            if (request.Envelope.Infno is "9101" or "9102")
            {
                throw new WireRefusedException(new Violation(InfnoErrorCodes.NotInBatch, Node: "envelope", Field: "infno"));
            }

            // The evidence names both keys, and what is kept is the whole body with the inner message and its signature.
            var proof = new SenderProof(
                institution, profile, Both(innerAlgorithm, forwarderKey.Algorithm.ToString()), Both(innerKey, forwarderKey.KeyId), null);
            var prepared = transactions.Prepare(request, new RequestBody(body, relayed.Message, default), proof, institution, receivedAt, forwarder.Id);
            var answer = await transactions.RunAsync(prepared, TimeSpan.FromSeconds(options.WaitLimitSeconds), http.RequestAborted).ConfigureAwait(false);
            await DoorAnswer.WriteAsync(http, answer).ConfigureAwait(false);
        }
        catch (WireRefusedException e)
        {
            InfnoLog.NotRelayed(log, forwarder.Id, "?", e.Violation.Code);
            var status = e.Violation.Error == InfnoErrorCodes.RelayForbidden ? StatusCodes.Status403Forbidden
                : e.Violation.Error == InfnoErrorCodes.SignatureInvalid || e.Violation.Error == InfnoErrorCodes.RelayedUnsigned
                    ? StatusCodes.Status401Unauthorized
                : StatusCodes.Status400BadRequest;
            await DoorAnswer.RefuseAsync(http, plain, status, e.Violation, receivedAt).ConfigureAwait(false);
        }
    }

    private static (Partner Institution, string KeyId, string Algorithm) Institution(
        RelayedMessage relayed, Partner forwarder, PartnerRegistry partners, DateTimeOffset now)
    {
        if (!forwarder.RelaysFor.Contains(relayed.Institution, StringComparer.Ordinal)
            || partners.Find(relayed.Institution) is not { Status: PartnerStatus.Active, Kind: PartnerKind.Hospital or PartnerKind.Pharmacy } institution)
        {
            throw new WireRefusedException(new Violation(InfnoErrorCodes.RelayForbidden, Node: "relay", Field: "institution"));
        }

        if (relayed.Signature.Length == 0 && relayed.KeyId.Length == 0)
        {
            return institution.RelayedUnsigned ? (institution, "", "")
                : throw new WireRefusedException(new Violation(InfnoErrorCodes.RelayedUnsigned, Node: "relay", Field: "signature"));
        }

        return DetachedProof.Verify(relayed.KeyId, relayed.Signature, relayed.Message.Span, partners, now) is var (signer, key) && signer.Id == institution.Id
            ? (institution, key.KeyId, key.Algorithm.ToString())
            : throw new WireRefusedException(new Violation(InfnoErrorCodes.SignatureInvalid, Node: "relay", Field: "signature"));
    }

    private static string Both(string inner, string forwarder) => inner.Length == 0 ? forwarder : inner + "+" + forwarder;
}

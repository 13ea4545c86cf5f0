using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire.Envelope;

namespace Hub.Adapters.Infno.Wire.Gateways;

/// <summary>An outgoing body with the headers its signature scheme needs.</summary>
/// <param name="Body">Exact bytes to send.</param>
/// <param name="Headers">Extra headers; empty unless the scheme is detached.</param>
public sealed record SignedBody(byte[] Body, IReadOnlyList<KeyValuePair<string, string>> Headers);

/// <summary>Writes requests and responses in a profile's wire form and signs them: sign, then put the signature in (nhsa.md B1, B3).</summary>
public static class SignedRequestWriter
{
    /// <summary>A request. <paramref name="input"/> is its plaintext JSON. Signs when <paramref name="sign"/> is given and the profile has a scheme.</summary>
    public static SignedBody Request(
        RequestEnvelope envelope, byte[] input, InfnoProfile profile, CreateSignature? sign = null, EncryptBody? encrypt = null)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(profile);
        var (bytes, asString) = BodyOpener.Close(input, profile, encrypt);
        var unsigned = EnvelopeWriter.WriteRequest(envelope with { Cainfo = string.Empty }, bytes, asString);
        if (sign is null || profile.Cainfo == CainfoScheme.None)
        {
            return new SignedBody(unsigned, []);
        }

        var coverage = CainfoCoverage.Of(EnvelopeReader.ReadRequest(unsigned, profile.Limits), profile.Cainfo, input);
        var text = CainfoSignature.Encode(sign(coverage), profile.CainfoEncoding);
        return profile.Cainfo == CainfoScheme.Detached
            ? new SignedBody(unsigned, [new(CainfoCoverage.DetachedHeader, text)])
            : new SignedBody(EnvelopeWriter.WriteRequest(envelope with { Cainfo = text }, bytes, asString), []);
    }

    /// <summary>A response. <paramref name="output"/> is its plaintext JSON, empty for none.</summary>
    public static SignedBody Response(
        ResponseEnvelope envelope, byte[] output, InfnoProfile profile, CreateSignature? sign = null, EncryptBody? encrypt = null)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(profile);
        var (bytes, asString) = output is { Length: > 0 } ? BodyOpener.Close(output, profile, encrypt) : ([], false);
        var unsigned = EnvelopeWriter.WriteResponse(envelope with { Cainfo = string.Empty }, bytes, asString);
        if (sign is null || profile.Cainfo == CainfoScheme.None)
        {
            return new SignedBody(unsigned, []);
        }

        var coverage = CainfoCoverage.Of(EnvelopeReader.ReadResponse(unsigned, profile.Limits), profile.Cainfo, output);
        var text = CainfoSignature.Encode(sign(coverage), profile.CainfoEncoding);
        return profile.Cainfo == CainfoScheme.Detached
            ? new SignedBody(unsigned, [new(CainfoCoverage.DetachedHeader, text)])
            : new SignedBody(EnvelopeWriter.WriteResponse(envelope with { Cainfo = text }, bytes, asString), []);
    }
}

using Hub.Adapters.Soap.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Hub.Adapters.Soap.Inbound;

/// <summary>A request as it came over the line: bytes, the version and charset of its content type, its action.</summary>
internal sealed record RequestBody(ReadOnlyMemory<byte> Raw, SoapVersion Version, string? Charset, string? Action)
{
    /// <exception cref="WireRefusedException">The transport is not that of SOAP, or the body is too large.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, int bytesMax, CancellationToken cancellationToken)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } coding && coding != "identity")
        {
            // What is signed are the bytes as sent: nothing is unpacked (a bomb), nor read as if it were not packed.
            throw new WireRefusedException(SoapErrorCodes.BodyPacked);
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var media))
        {
            throw new WireRefusedException(SoapErrorCodes.MediaType);
        }

        var version = media.MediaType.Value?.ToLowerInvariant() switch
        {
            "text/xml" => SoapVersion.V11,
            "application/soap+xml" => SoapVersion.V12,
            "multipart/related" or "application/xop+xml" => throw new WireRefusedException(SoapErrorCodes.Attachments),
            _ => throw new WireRefusedException(SoapErrorCodes.MediaType),
        };
        var action = version == SoapVersion.V11
            ? request.Headers["SOAPAction"].ToString()
            : media.Parameters.FirstOrDefault(p => p.Name.Equals("action", StringComparison.OrdinalIgnoreCase))?.Value.ToString();
        var raw = await BoundedContent.ReadAsync(request.Body, request.ContentLength, bytesMax, cancellationToken).ConfigureAwait(false)
            ?? throw new WireRefusedException(SoapErrorCodes.BodyTooLarge);
        return raw.Length == 0
            ? throw new WireRefusedException(SoapErrorCodes.BodyEmpty)
            : new RequestBody(raw, version, media.Charset.Value, HeaderUtilities.RemoveQuotes(action).Value);
    }
}

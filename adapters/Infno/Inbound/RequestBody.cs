using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Hub.Adapters.Infno.Inbound;

/// <summary>
/// The bytes of a request. A 9101 may come as multipart/form-data with the envelope in part jsonStr and the file in part
/// file (nhsa.md A9.4); then Raw is the whole body as received and the other two are slices of it.
/// </summary>
internal sealed record RequestBody(ReadOnlyMemory<byte> Raw, ReadOnlyMemory<byte> Envelope, ReadOnlyMemory<byte> File)
{
    private const int PartsMax = 4;
    private const int BoundaryLengthMax = 200;

    /// <summary>Null when the body is larger than allowed.</summary>
    public static async Task<RequestBody?> ReadAsync(HttpRequest request, int bytesMax, CancellationToken cancellationToken)
    {
        var raw = await ReadAllAsync(request, bytesMax, cancellationToken).ConfigureAwait(false);
        if (raw is null)
        {
            return null;
        }

        return request.ContentType is { } type && type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && MediaTypeHeaderValue.TryParse(type, out var media)
            && HeaderUtilities.RemoveQuotes(media.Boundary).Value is { Length: > 0 and <= BoundaryLengthMax } boundary
            ? await SplitAsync(raw, boundary, cancellationToken).ConfigureAwait(false)
            : new RequestBody(raw, raw, default);
    }

    /// <summary>A body that is no multipart; null when it is larger than allowed, packed, or its framing does not parse.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadOrNullAsync(HttpRequest request, int bytesMax, CancellationToken cancellationToken)
    {
        try
        {
            if (request.Headers.ContentEncoding is { Count: > 0 } coding && coding != "identity")
            {
                return null;
            }

            var body = await ReadAllAsync(request, bytesMax, cancellationToken).ConfigureAwait(false);
            return body is null ? (ReadOnlyMemory<byte>?)null : new ReadOnlyMemory<byte>(body);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            return null;
        }
    }

    private static Task<byte[]?> ReadAllAsync(HttpRequest request, int bytesMax, CancellationToken cancellationToken) =>
        BoundedContent.ReadAsync(request.Body, request.ContentLength, bytesMax, cancellationToken);

    private static async Task<RequestBody> SplitAsync(byte[] raw, string boundary, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> envelope = default, file = default;
        try
        {
            var reader = new MultipartReader(boundary, new MemoryStream(raw)) { BodyLengthLimit = raw.Length };
            for (var i = 0; i < PartsMax && await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } section; i++)
            {
                using var part = new MemoryStream();
                await section.Body.CopyToAsync(part, cancellationToken).ConfigureAwait(false);
                var name = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                    ? HeaderUtilities.RemoveQuotes(disposition.Name).Value
                    : null;
                (envelope, file) = name switch
                {
                    "jsonStr" => (part.ToArray(), file),
                    "file" => (envelope, part.ToArray()),
                    _ => (envelope, file),
                };
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // A broken multipart body has no envelope; the empty one is refused with its own error.
            return new RequestBody(raw, default, default);
        }

        return new RequestBody(raw, envelope, file);
    }
}

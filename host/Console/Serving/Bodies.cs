using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Console.Serving;

/// <summary>Reads query, forms and JSON bodies into <see cref="Fields"/>, within limits.</summary>
internal static class Bodies
{
    private const int BytesMax = 64 * 1024;

    private static readonly FormOptions FormLimits = new()
    {
        KeyLengthLimit = 64, ValueLengthLimit = BytesMax, ValueCountLimit = 32, BufferBodyLengthLimit = BytesMax,
    };

    private static readonly JsonDocumentOptions JsonLimits = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>The query's values.</summary>
    internal static Fields Query(HttpRequest request) =>
        new(request.Query.ToDictionary(pair => pair.Key, pair => Many(pair.Value), StringComparer.Ordinal));

    /// <summary>A form's values; null when the body is no form or too large.</summary>
    internal static async Task<Dictionary<string, IReadOnlyList<string>>?> FormAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            return null;
        }

        Limit(context, BytesMax);
        try
        {
            var form = await new FormFeature(context.Request, FormLimits).ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
            return form.ToDictionary(pair => pair.Key, pair => Many(pair.Value), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>The members of a JSON object: texts, whole numbers and lists of texts; null when the body is something else or too large.</summary>
    internal static async Task<Fields?> JsonAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            return null;
        }

        Limit(context, BytesMax);
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, JsonLimits, context.RequestAborted).ConfigureAwait(false);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (Values(member.Value) is not { } read)
                {
                    return null;
                }

                values[member.Name] = read;
            }

            return new Fields(values);
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Lowers or raises the server's limit for this request's body.</summary>
    internal static void Limit(HttpContext context, long bytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = bytes;
        }
    }

    private static IReadOnlyList<string>? Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Number when value.TryGetInt64(out _) => [value.GetRawText()],
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. value.EnumerateArray().Select(item => item.GetString()!)],
        _ => null,
    };

    private static IReadOnlyList<string> Many(Microsoft.Extensions.Primitives.StringValues values) => [.. values.Select(value => value ?? "")];
}

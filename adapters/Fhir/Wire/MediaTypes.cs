using System.Globalization;
using Hub.Adapters.Fhir.Kernel;

namespace Hub.Adapters.Fhir.Wire;

/// <summary>
/// Content negotiation (FHIR R4 http.html 3.1.0.1.9): <c>application/fhir+json</c>, <c>application/fhir+xml</c> and their common
/// short forms. Parameters other than charset are passed over; only UTF-8 is read and written.
/// </summary>
internal static class MediaTypes
{
    public const string Json = "application/fhir+json; charset=utf-8";
    public const string Xml = "application/fhir+xml; charset=utf-8";

    public static string Of(FhirFormat format) => format == FhirFormat.Json ? Json : Xml;

    /// <summary>Format of a body; null when it is another one.</summary>
    public static FhirFormat? OfContent(string? contentType)
    {
        if (string.IsNullOrWhiteSpace(contentType))
        {
            return null;
        }

        var parts = contentType.Split(';', StringSplitOptions.TrimEntries);
        foreach (var part in parts.AsSpan(1))
        {
            if (part.StartsWith("charset=", StringComparison.OrdinalIgnoreCase) && !part[8..].Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return Find(parts[0]);
    }

    /// <summary>Format of the answer: <c>_format</c> before <c>Accept</c>, then the body's; null when none of what is asked for is offered.</summary>
    public static FhirFormat? OfAnswer(string? format, string? accept, FhirFormat? body)
    {
        if (!string.IsNullOrEmpty(format))
        {
            // A plus sign that was not escaped in a query arrives as a space.
            return Find(format.Split(';')[0].Trim().Replace(' ', '+'));
        }

        var fallback = body ?? FhirFormat.Json;
        if (string.IsNullOrWhiteSpace(accept))
        {
            return fallback;
        }

        FhirFormat? best = null;
        var bestQuality = 0.0;
        foreach (var choice in accept.Split(',', 32))
        {
            var parts = choice.Split(';', StringSplitOptions.TrimEntries);
            var quality = QualityOf(parts);
            if ((parts[0] is "*/*" or "application/*" ? fallback : Find(parts[0])) is { } found && quality > bestQuality)
            {
                (best, bestQuality) = (found, quality);
            }
        }

        return best;
    }

    private static double QualityOf(string[] parts)
    {
        foreach (var part in parts.AsSpan(1))
        {
            if (part.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
            {
                return double.TryParse(part.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality) ? quality : 0;
            }
        }

        return 1;
    }

    private static FhirFormat? Find(string name) => name.ToLowerInvariant() switch
    {
        "application/fhir+json" or "application/json" or "text/json" or "json" => FhirFormat.Json,
        "application/fhir+xml" or "application/xml" or "text/xml" or "xml" => FhirFormat.Xml,
        _ => null,
    };
}

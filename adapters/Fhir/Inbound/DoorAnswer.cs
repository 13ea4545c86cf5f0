using System.Globalization;
using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Translation;
using Hub.Adapters.Fhir.Wire;
using Microsoft.AspNetCore.Http;

namespace Hub.Adapters.Fhir.Inbound;

/// <summary>Answers as they go over the line.</summary>
internal static class DoorAnswer
{
    /// <summary>Header of an answer: where its receipt is.</summary>
    public const string ReceiptHeader = "x-hub-receipt";

    public static async Task WriteAsync(HttpContext http, Answer answer, IFhirKernel kernel, FhirFormat wanted, FhirOptions options)
    {
        var body = answer.Body;
        if (answer.Format != wanted && kernel.Read(body, answer.Format, ValidationLevel.WellFormed).Resource is { } resource)
        {
            // Stored in the other format: said again in the one that is asked for now. The receipt is about the stored bytes.
            body = FhirAnswerEncoder.Write(kernel, resource, wanted);
        }

        var response = http.Response;
        response.StatusCode = answer.Status;
        if (answer.Digest.Length > 0)
        {
            response.Headers[ReceiptHeader] = "/receipts/" + answer.Digest;
        }

        if (answer.Location.Length > 0)
        {
            response.Headers["Content-Location"] = answer.Location;
        }

        if (answer.Status is 202 or 429 or 503)
        {
            response.Headers.RetryAfter = options.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        if (answer.Status == 200 && answer.Digest.Length > 0)
        {
            // A stored answer never changes, so it has one version for ever.
            response.Headers.ETag = "W/\"1\"";
            if (HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.IfNoneMatch == "W/\"1\"")
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        response.ContentType = MediaTypes.Of(wanted);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
    }
}

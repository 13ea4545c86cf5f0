using System.Text.RegularExpressions;
using Hub.Host.Configuration;
using Hub.Journal;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Host.Serving;

/// <summary>What a partner needs to prove an acceptance: its receipt and the anchors to check it with.</summary>
internal static partial class EvidenceEndpoints
{
    internal static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/receipts/{sha256}", ReceiptAsync)
            .WithName("GetReceipt")
            .WithTags("Evidence")
            .WithSummary("Receipt of a message, found by the SHA-256 (lower-case hex) of its content, which only the parties know")
            .Produces<object>(StatusCodes.Status200OK, "application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        endpoints.MapGet("/trust-anchors", TrustAnchors)
            .WithName("GetTrustAnchors")
            .WithTags("Evidence")
            .WithSummary("Public keys of the evidence log, old ones included; compare their fingerprints by another way before trusting them")
            .Produces<object>(StatusCodes.Status200OK, "application/json");
    }

    private static async Task<IResult> ReceiptAsync(string sha256, [FromServices] IJournal journal, CancellationToken cancellationToken)
    {
        if (!Digest().IsMatch(sha256))
        {
            return Results.Problem("The SHA-256 must be 64 lower-case hexadecimal digits.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await journal.ReceiptAsync(sha256, cancellationToken).ConfigureAwait(false) is { } receipt
            ? Results.Bytes(receipt, "application/json")
            : Results.Problem("No receipt for this content.", statusCode: StatusCodes.Status404NotFound);
    }

    private static IResult TrustAnchors([FromServices] HubOptions options) =>
        File.Exists(options.Trust.TrustAnchorsFile)
            ? Results.File(options.Trust.TrustAnchorsFile, "application/json")
            : Results.Problem("The hub has no evidence log yet.", statusCode: StatusCodes.Status404NotFound);

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.CultureInvariant)]
    private static partial Regex Digest();
}

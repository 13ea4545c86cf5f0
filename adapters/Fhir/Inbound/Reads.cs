using System.Globalization;
using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Translation;
using Hub.Adapters.Fhir.Wire;
using Hub.Canonical;
using Hub.Journal;

namespace Hub.Adapters.Fhir.Inbound;

/// <summary>
/// Read and search of what is the sender's own: ClaimResponse (and the answers to its other requests) by id or by the identifier of the
/// request, ExplanationOfBenefit by setl_id or by day. What belongs to another institution does not exist here.
/// </summary>
internal sealed class Reads(IOwnMessages messages, ISettlementBook book, IFhirKernel kernel, Submission submission, FhirOptions options)
{
    private const int DigestCharacters = 64;
    private const int PageMax = 200;
    private static readonly string[] Passed = ["_format", "_count"];

    public async Task<Answer> AnswerAsync(Exchange x, string type, string? id, CancellationToken cancellationToken) => (type, id) switch
    {
        ("ExplanationOfBenefit", not null) => await BenefitAsync(x, id, cancellationToken).ConfigureAwait(false),
        ("ExplanationOfBenefit", null) => await BenefitsAsync(x, cancellationToken).ConfigureAwait(false),
        (_, not null) => await StoredAsync(x, type, id, cancellationToken).ConfigureAwait(false),
        _ => await SearchAsync(x, type, cancellationToken).ConfigureAwait(false),
    };

    private async Task<Answer> StoredAsync(Exchange x, string type, string id, CancellationToken cancellationToken)
    {
        var found = id.Length == DigestCharacters && id.All(char.IsAsciiHexDigitLower)
            ? await messages.FindAsync(x.Partner.Id, id, cancellationToken).ConfigureAwait(false)
            : null;
        if (found is not { Channel: FhirAdapter.Channel }
            || (found.Answer is { } bytes && TypeOf(bytes) is var said && said != type && said != "OperationOutcome"))
        {
            return submission.Say(x, FhirErrorCodes.NotFound);
        }

        return found.Answer is { } answer
            ? new Answer(200, answer, Submission.FormatOf(answer), id)
            : new Answer(
                202, FhirAnswerEncoder.Write(kernel, QueuedOf(found), x.AnswerFormat), x.AnswerFormat, id, FhirAdapter.BasePath + "/" + type + "/" + id);
    }

    /// <summary>By <c>request:identifier=system|value</c> or <c>_id=a,b</c>: a searchset; 202 while one of them has no answer.</summary>
    private async Task<Answer> SearchAsync(Exchange x, string type, CancellationToken cancellationToken)
    {
        var query = x.Http.Request.Query;
        if (query.Keys.Any(k => k is not ("_id" or "request:identifier") && !Passed.Contains(k)))
        {
            return submission.Say(x, FhirErrorCodes.Parameter);
        }

        var found = new List<OwnMessage>();
        foreach (var id in query["_id"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries).Take(options.ClaimsPerBundleMax))
        {
            Keep(await messages.FindAsync(x.Partner.Id, id, cancellationToken).ConfigureAwait(false));
        }

        if (query["request:identifier"].ToString() is { Length: > 0 } key)
        {
            string[] kinds = type == "ClaimResponse" ? [Identity.Claim, Identity.Predetermination, Identity.Cancellation] : [Identity.Eligibility];
            foreach (var kind in kinds)
            {
                Keep(await messages.FindAsync(x.Partner.Id, kind, key, cancellationToken).ConfigureAwait(false));
            }
        }

        var isOpen = found.Exists(f => f.Answer is null);
        var entries = found.Select(f => (f.Answer is { } bytes ? Read(bytes) : null) ?? QueuedOf(f));
        var location = isOpen ? x.Http.Request.Path + x.Http.Request.QueryString : "";
        return new Answer(isOpen ? 202 : 200, Searchset(x, entries), x.AnswerFormat, "", location);

        void Keep(OwnMessage? message)
        {
            if (message is { Channel: FhirAdapter.Channel })
            {
                found.Add(message);
            }
        }
    }

    private async Task<Answer> BenefitAsync(Exchange x, string id, CancellationToken cancellationToken) =>
        await book.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } row && row.Institution == x.Partner.Id
            ? new Answer(200, FhirAnswerEncoder.Write(kernel, Benefits.Of(row), x.AnswerFormat), x.AnswerFormat)
            : submission.Say(x, FhirErrorCodes.NotFound);

    /// <summary>By <c>created=geYYYY-MM-DD</c> and <c>created=leYYYY-MM-DD</c>, or one day; pages of _count after <c>_after</c>.</summary>
    private async Task<Answer> BenefitsAsync(Exchange x, CancellationToken cancellationToken)
    {
        var query = x.Http.Request.Query;
        DateOnly? from = null, to = null;
        foreach (var value in query["created"])
        {
            var prefix = value is { Length: 12 } ? value[..2] : "";
            if (prefix is not ("" or "ge" or "le" or "eq")
                || !DateOnly.TryParseExact(value?[prefix.Length..], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return submission.Say(x, FhirErrorCodes.Parameter);
            }

            from = prefix == "le" ? from : day;
            to = prefix == "ge" ? to : day;
        }

        if (from is null || to is null || query.Keys.Any(k => k is not ("created" or "_offset") && !Passed.Contains(k)))
        {
            return submission.Say(x, FhirErrorCodes.Parameter);
        }

        var count = Math.Clamp(Number(query["_count"], 50), 1, PageMax);
        var offset = Math.Clamp(Number(query["_offset"], 0), 0, 1_000_000);
        var asked = new SettlementQuery { Institution = x.Partner.Id, From = from.Value, To = to.Value, Limit = offset + count + 1 };
        var rows = await book.RowsAsync(asked, cancellationToken).ConfigureAwait(false);
        var next = rows.Count > offset + count
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{FhirAdapter.BasePath}/ExplanationOfBenefit?created=ge{from:yyyy-MM-dd}&created=le{to:yyyy-MM-dd}&_count={count}&_offset={offset + count}")
            : null;
        return new Answer(200, Searchset(x, rows.Skip(offset).Take(count).Select(Benefits.Of), next), x.AnswerFormat);
    }

    private ReadOnlyMemory<byte> Searchset(Exchange x, IEnumerable<FhirNode> resources, string? next = null)
    {
        var entries = resources.Select(r => Make.Backbone(
            "entry", Make.Inside("resource", r), Make.Backbone("search", Make.Code("mode", r.Type == "OperationOutcome" ? "outcome" : "match")))).ToList();
        var isPage = next is not null || x.Http.Request.Query.ContainsKey("_offset");
        return FhirAnswerEncoder.Write(
            kernel,
            Make.Complex(
                "Bundle",
                "Bundle",
                [
                    Make.Code("type", "searchset"),
                    isPage ? null : Make.Value("total", "unsignedInt", entries.Count.ToString(CultureInfo.InvariantCulture)),
                    next is null ? null : Make.Backbone("link", Make.Text("relation", "next"), Make.Value("url", "uri", next)),
                    .. entries,
                ]),
            x.AnswerFormat);
    }

    private static FhirNode QueuedOf(OwnMessage message) =>
        ClaimResponses.Queued(message.Kind, message.Key, AnswerHint.Parse(message.AnswerHint), message.ReceivedAt);

    private FhirNode? Read(ReadOnlyMemory<byte> answer) => kernel.Read(answer, Submission.FormatOf(answer), ValidationLevel.WellFormed).Resource;

    private string? TypeOf(ReadOnlyMemory<byte> answer) => Read(answer)?.Type;

    private static int Number(string? text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}

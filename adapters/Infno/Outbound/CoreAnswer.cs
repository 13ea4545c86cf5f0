using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Translation;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters.Infno.Outbound;

/// <summary>
/// What an answer of the core means. Only a complete, well-formed answer to our own question is believed; everything else
/// (HTML, a cut body, a gateway's error page, somebody else's settlement) leaves the outcome unknown. Pure.
/// </summary>
internal static class CoreAnswer
{
    private const int CoreTextMax = 200;

    /// <summary>Gateway refusals come before the core has seen anything; a 5xx may come from anywhere behind it.</summary>
    public static TransportResult OfStatus(HttpStatusCode status, byte[] body) => status switch
    {
        HttpStatusCode.OK => new TransportResult(TransportStatus.Answered, body, ""),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound =>
            new TransportResult(TransportStatus.NotSent, body, "HTTP " + ((int)status).ToString(CultureInfo.InvariantCulture)),
        _ => new TransportResult(TransportStatus.Unknown, body, "HTTP " + ((int)status).ToString(CultureInfo.InvariantCulture)),
    };

    public static CallOutcome Decode(OutboundRequest request, TransportResult result, InfnoProfile profile, Translations translations)
    {
        var outcome = new CallOutcome
        {
            RequestId = request.RequestId,
            RequestKey = request.Key,
            Result = result.Status == TransportStatus.NotSent ? CallResult.NotSent : CallResult.Unknown,
            RawDigest = result.Body.IsEmpty ? "" : Convert.ToHexStringLower(SHA256.HashData(result.Body.Span)),
            Detail = result.Detail,
        };
        if (result.Status != TransportStatus.Answered)
        {
            return outcome;
        }

        try
        {
            return request.Kind == "9102" && result.Body.Span.StartsWith("PK"u8)
                ? outcome with { Result = CallResult.Done, Reply = new FileFetched("", result.Body) }
                : Read(request, result.Body, profile, translations, outcome);
        }
        catch (WireRefusedException e)
        {
            return outcome with { Detail = "unreadable answer, " + e.Violation.Code };
        }
    }

    private static CallOutcome Read(
        OutboundRequest request, ReadOnlyMemory<byte> body, InfnoProfile profile, Translations translations, CallOutcome outcome)
    {
        var response = EnvelopeReader.ReadResponse(body, profile.Limits);
        var envelope = response.Envelope;
        if (envelope.Infcode.Length == 0)
        {
            return outcome with { Detail = "answer without infcode" };
        }

        if (!envelope.IsSuccess && envelope.Infcode != profile.SuccessCode)
        {
            var text = envelope.ErrMsg.Length <= CoreTextMax ? envelope.ErrMsg : envelope.ErrMsg[..CoreTextMax];
            return outcome with
            {
                Result = CallResult.Refused,
                Reply = new Refused("CORE-" + SafeCode(envelope.Infcode), "核心拒绝 refused by the core", Fault.Core, text),
            };
        }

        var table = profile.Find(request.Kind)!.Output;
        var document = table.Nodes.Count == 0 ? null : BodyOf(response, table, profile);
        if (document is not null && !AnswersOurQuestion(request, document))
        {
            return outcome with { Detail = "answer names another person, encounter or settlement than was asked" };
        }

        var reply = translations.Find(request.Kind)!.ReadReply(request.Kind, new BodyReading(document));
        // A pharmacy's trial opens no encounter, so its answer names none.
        return request.Kind != "2101" && reply is Adjudicated { Adjudication: { EncounterId.Length: 0 } }
            ? outcome with { Detail = "settlement answer without mdtrt_id" }
            : outcome with { Result = CallResult.Done, Reply = reply };
    }

    private static InfnoDocument BodyOf(ReceivedResponse response, Wire.Schema.BodyTable table, InfnoProfile profile)
    {
        var raw = response.RawOutput;
        if (response.OutputIsString)
        {
            raw = Wire.Json.StrictJson.Unescape(raw.Span[1..^1]);
        }

        return raw.IsEmpty || raw.Span.SequenceEqual("null"u8) || raw.Span.SequenceEqual("\"\""u8)
            ? InfnoDocumentReader.Empty(table)
            : InfnoDocumentReader.Read(raw, table, profile.Limits);
    }

    /// <summary>The interface has no correlation id; the person and the encounter are what an answer repeats of its question.</summary>
    private static bool AnswersOurQuestion(OutboundRequest request, InfnoDocument answer)
    {
        foreach (var node in answer.Table.Nodes)
        {
            if (answer.First(node.Name) is not { } row)
            {
                continue;
            }

            if (Contradicts(row, "psn_no", request.Body) || Contradicts(row, "mdtrt_id", request.Body))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Contradicts(InfnoRow row, string field, ReadOnlyMemory<byte> question)
    {
        if (row.Node.IndexOf(field) < 0 || row.Text(field) is not { Length: > 0 } answered)
        {
            return false;
        }

        var asked = Asked(question.Span, field);
        return asked.Length > 0 && asked != answered;
    }

    /// <summary>The first value of the field in the request, which we wrote ourselves: compact JSON, no escapes in ids.</summary>
    private static string Asked(ReadOnlySpan<byte> question, string field)
    {
        Span<byte> name = stackalloc byte[field.Length + 4];
        System.Text.Encoding.ASCII.GetBytes("\"" + field + "\":\"", name);
        var start = question.IndexOf(name);
        if (start < 0)
        {
            return "";
        }

        var value = question[(start + name.Length)..];
        return System.Text.Encoding.UTF8.GetString(value[..value.IndexOf((byte)'"')]);
    }

    private static string SafeCode(string code) => code.Length <= 8 && code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? code : "?";
}

using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Translation;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Journal;
using Microsoft.AspNetCore.Http;

namespace Hub.Adapters.Infno.Inbound;

/// <summary>Answers as they go over the line.</summary>
internal static class DoorAnswer
{
    /// <summary>Header of an answer: where its receipt is.</summary>
    public const string ReceiptHeader = "x-hub-receipt";

    private const string Json = "application/json;charset=UTF-8";

    /// <summary>A refusal before anything was kept: the sender is not proven, or nothing could be read, or we are too busy.</summary>
    public static Task RefuseAsync(HttpContext http, InfnoProfile profile, int status, InfnoError error, DateTimeOffset now) =>
        RefuseAsync(http, profile, status, new Violation(error), now);

    public static Task RefuseAsync(HttpContext http, InfnoProfile profile, int status, Violation violation, DateTimeOffset now)
    {
        http.Response.StatusCode = status;
        return WriteAsync(http, Refusal(profile, http.TraceIdentifier, violation, now));
    }

    /// <summary>A refusal of which nothing was kept.</summary>
    public static ReadOnlyMemory<byte> Refusal(InfnoProfile profile, string key, Violation violation, DateTimeOffset now)
    {
        var nobody = new ReplyAddress { MessageId = 0, Partner = "", Channel = InfnoAdapter.Channel, Kind = "", Key = key, ReceivedAt = now };
        return InfnoAnswerEncoder.Encode(profile, nobody, profile.FailureCode, ErrorText.For([violation]), "", now);
    }

    /// <summary>What became of a transaction.</summary>
    public static Task WriteAsync(HttpContext http, TransactionAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        if (answer.Receipt.Length > 0)
        {
            http.Response.Headers[ReceiptHeader] = answer.Receipt;
        }

        if (answer.Status == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = "2";
        }

        return WriteAsync(http, answer.Body);
    }

    public static async Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> answer)
    {
        // 9102 answers with the file itself; clients tell the two apart by the content type (nhsa.md A2).
        http.Response.ContentType = answer.Span.StartsWith("PK"u8) ? "application/octet-stream" : Json;
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer, http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>
    /// The stored answer with its business part encrypted, where the province asks for it. ECB has no randomness, so a
    /// repeat gets the same bytes.
    /// </summary>
    public static ReadOnlyMemory<byte> Sealed(ReadOnlyMemory<byte> answer, InfnoProfile profile, EncryptBody? encrypt)
    {
        if (profile.Body != BodyForm.Encrypted || encrypt is null || answer.Span.StartsWith("PK"u8))
        {
            return answer;
        }

        var response = EnvelopeReader.ReadResponse(answer, profile.Limits);
        var (bytes, asString) = BodyOpener.Close(response.RawOutput.ToArray(), profile, encrypt);
        return EnvelopeWriter.WriteResponse(response.Envelope, bytes, asString);
    }
}

using System.Text.Json;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Outbound;

/// <summary>What a call found or did at the bank, as it is stored as the bank's answer (JSON).</summary>
/// <param name="Result"><c>delivered</c>, <c>refused</c>, or a presence: <c>absent</c>, <c>same</c>, <c>withoutControl</c>, <c>other</c>, <c>taken</c>.</param>
/// <param name="Already">Delivered: it was there before this attempt.</param>
/// <param name="Code">Refused: code of the error catalogue.</param>
/// <param name="Text">Refused: what the operator reads.</param>
internal sealed record BankAnswer(string Result, bool Already = false, string? Code = null, string? Text = null)
{
    public const string DeliveredResult = "delivered";
    public const string RefusedResult = "refused";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
    };

    public static BankAnswer Delivered(bool already) => new(DeliveredResult, already);

    public static BankAnswer Refused(BankError error) => new(RefusedResult, Code: error.Code, Text: error.Rule + "; " + error.Fix);

    public static BankAnswer Found(PaymentFilePresence presence) => new(JsonNamingPolicy.CamelCase.ConvertName(presence.ToString()));

    public TransportResult ToTransport() => new(TransportStatus.Answered, JsonSerializer.SerializeToUtf8Bytes(this, Options), Result);

    /// <summary>The stored answer as the saga hears it; what cannot be read is an unknown outcome.</summary>
    public static (CallResult Result, object? Reply) Decode(string file, bool inquiry, ReadOnlyMemory<byte> body)
    {
        BankAnswer? answer;
        try
        {
            answer = JsonSerializer.Deserialize<BankAnswer>(body.Span, Options);
        }
        catch (JsonException)
        {
            answer = null;
        }

        return answer switch
        {
            { Result: RefusedResult, Code: { } code, Text: { } text } => (CallResult.Refused, new Refused(code, text, Hub.Canonical.Messages.Fault.Core)),
            { Result: DeliveredResult } when !inquiry => (CallResult.Done, new PaymentFileDelivered(file, answer.Already)),
            { Result: { } found } when inquiry && Presence(found) is { } presence => (CallResult.Done, new PaymentFileInquired(file, presence)),
            _ => (CallResult.Unknown, null),
        };
    }

    private static PaymentFilePresence? Presence(string text)
    {
        foreach (var presence in Enum.GetValues<PaymentFilePresence>())
        {
            if (Found(presence).Result == text)
            {
                return presence;
            }
        }

        return null;
    }
}

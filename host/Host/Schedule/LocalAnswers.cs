using System.Text.Json;
using Hub.Journal;
using Hub.Journal.Payments;
using Hub.Routes.Reconciliation;

namespace Hub.Host.Schedule;

/// <summary>Answers to what the hub asks of itself (channel <c>local</c>): <c>{"state":…,"differences":…}</c>.</summary>
internal sealed class LocalAnswers : IAnswerEncoder
{
    internal const string Local = "local";

    public string Channel => Local;

    public ReadOnlyMemory<byte> Encode(ReplyAddress to, object reply, DateTimeOffset answeredAt) => reply switch
    {
        DayCompared compared => Write(new LocalAnswer(StateOf(compared.Phase), compared.Differences)),
        PaymentFileStanding standing => Write(new LocalAnswer(standing.State.ToString(), 0)),
        _ => throw new ArgumentException($"{reply.GetType().Name} is no local answer"),
    };

    private static byte[] Write(LocalAnswer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, JsonSerializerOptions.Web);

    internal static LocalAnswer Read(ReadOnlyMemory<byte> answer) => JsonSerializer.Deserialize<LocalAnswer>(answer.Span, JsonSerializerOptions.Web)!;

    private static string StateOf(CoreReconciliationPhase phase) => phase switch
    {
        CoreReconciliationPhase.Balanced => "balanced",
        CoreReconciliationPhase.Different => "different",
        CoreReconciliationPhase.Failed => "failed",
        _ => "started before",
    };
}

/// <summary>How a comparison ended.</summary>
internal sealed record LocalAnswer(string State, int Differences);

using System.Text.Json;
using Hub.Journal;
using Hub.Routes.Reconciliation;

namespace Hub.Host.Schedule;

/// <summary>Answers to what the hub asks of itself (channel <c>local</c>): <c>{"state":…,"differences":…}</c>.</summary>
internal sealed class LocalAnswers : IAnswerEncoder
{
    internal const string Local = "local";

    public string Channel => Local;

    public ReadOnlyMemory<byte> Encode(ReplyAddress to, object reply, DateTimeOffset answeredAt) => reply is DayCompared compared
        ? JsonSerializer.SerializeToUtf8Bytes(new LocalAnswer(StateOf(compared.Phase), compared.Differences), JsonSerializerOptions.Web)
        : throw new ArgumentException($"{reply.GetType().Name} is no local answer");

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

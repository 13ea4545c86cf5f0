using System.Text.Json;
using Hub.Journal;

namespace Hub.Contract.Tests.Stage;

/// <summary>Canonical answers as they are, for tests that hand commands in without a door.</summary>
public sealed class PlainEncoder : IAnswerEncoder
{
    public const string Name = "plain";

    public string Channel => Name;

    public ReadOnlyMemory<byte> Encode(ReplyAddress to, object reply, DateTimeOffset answeredAt)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return JsonSerializer.SerializeToUtf8Bytes(new { Type = reply.GetType().Name, Reply = reply });
    }
}

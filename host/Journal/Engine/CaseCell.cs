namespace Hub.Journal.Engine;

/// <summary>A case in memory: its saga's data as of the last committed step, and what the current transaction did to it.</summary>
internal sealed class CaseCell(string name, short lane)
{
    public string Name { get; } = name;

    public short Lane { get; } = lane;

    /// <summary>Null before the first message.</summary>
    public ISaga? Saga { get; set; }

    public object? State { get; set; }

    /// <summary>Stored form of the last committed state; null when there is none.</summary>
    public byte[]? Stored { get; set; }

    public string? StoredSaga { get; set; }

    public long Version { get; set; }

    public string Partner { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public long LastUsed { get; set; }

    /// <summary>Steps of the current transaction that succeeded, with the ids they were given, for a replay after a failure.</summary>
    public List<(Step Step, IReadOnlyList<long> Ids, DateTimeOffset Now)> Folded { get; } = [];

    /// <summary>A deferred message was let go in this transaction: whatever comes later in it has to queue up behind.</summary>
    public bool Released { get; set; }

    /// <summary>A message failed in this transaction: whatever comes later in it has to queue up behind.</summary>
    public bool Stopped { get; set; }

    /// <summary>Forgets what the current transaction did; the state is read again from its stored form.</summary>
    public void BeginTransaction()
    {
        Folded.Clear();
        Released = false;
        Stopped = false;
    }
}

/// <summary>One message for one case.</summary>
internal sealed record Step
{
    public required string Case { get; init; }
    public required WorkItem? Source { get; init; }
    public required object Message { get; init; }
    public ReplyAddress? Incoming { get; init; }
    public byte[]? RawDigest { get; init; }

    /// <summary>Row of the inbox it came from.</summary>
    public InboxRow? Row { get; init; }

    public int Depth { get; init; }
}

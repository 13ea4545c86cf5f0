namespace Hub.Simulators.Institutions;

/// <summary>One hospital or pharmacy and how its clerks behave.</summary>
public sealed record InstitutionOptions
{
    /// <summary><c>fixmedins_code</c>, 12 characters: H… hospital, P… pharmacy.</summary>
    public required string Code { get; init; }

    /// <summary><c>fixmedins_name</c>. Default 示例医院.</summary>
    public string Name { get; init; } = "示例医院";

    /// <summary>The hub's (or the core's) <c>callService</c> address.</summary>
    public required Uri Url { get; init; }

    /// <summary>Division of the institution and of its patients. Default 430100.</summary>
    public string Division { get; init; } = "430100";

    /// <summary>Seed of patients, fees and trouble. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>How long a clerk waits for an answer. Default 10 s.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a clerk sends the same message again before she writes "unknown" into her journal. Default 8.</summary>
    public int RetriesMax { get; init; } = 8;

    /// <summary>Pause before the first retry; it doubles up to <see cref="RetryDelayMax"/>. Default 200 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause between two retries. Default 5 s.</summary>
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Texts in <c>err_msg</c> that mean "not decided yet, ask again with the same message".</summary>
    public IReadOnlyList<string> AskAgainMarkers { get; init; } = ["INF-2002", "INF-9001", "INF-9002"];

    /// <summary>Messages that meet trouble on their first attempt, of a million. Default 0.</summary>
    public int TroublePerMillion { get; init; }

    /// <summary>Which kinds of trouble. Default all.</summary>
    public IReadOnlyList<TroubleKind> TroubleKinds { get; init; } = Enum.GetValues<TroubleKind>();

    /// <summary>True: only settlements and their cancellations meet trouble. Default false.</summary>
    public bool TroubleOnSettlementsOnly { get; init; }

    /// <summary>Where the signature goes. Default none.</summary>
    public SignatureScheme Scheme { get; init; }

    /// <summary>The key; needed unless the scheme is none.</summary>
    public IMessageSigner? Signer { get; init; }

    /// <summary>File of the institution's own journal (JSON lines, appended); null = in memory only.</summary>
    public string? JournalFile { get; init; }

    /// <summary>Clock. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>What can go wrong between a counter and the hub.</summary>
public enum TroubleKind
{
    /// <summary>The line is cut in the middle of the request.</summary>
    CutRequest,

    /// <summary>The line is cut in the middle of the answer.</summary>
    CutAnswer,

    /// <summary>The same message is sent twice at once.</summary>
    ParallelDuplicate,

    /// <summary>The clerk gives up after a few milliseconds and sends again.</summary>
    Impatience,
}

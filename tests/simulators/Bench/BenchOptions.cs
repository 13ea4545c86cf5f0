using Hub.Certs.Signatures;
using Hub.Simulators.Bench.Requests;

namespace Hub.Simulators.Bench;

/// <summary>Settings of a bench.</summary>
internal sealed record BenchOptions
{
    /// <summary>How long the sustained phase lasts. Default 60 s, 1–3,600.</summary>
    public int Seconds { get; init; } = 60;

    /// <summary>Rate of the open loop, requests per second. Default 300.</summary>
    public int Rate { get; init; } = 300;

    /// <summary>Connections of the closed loop. Default 256 (a city's counters at once), 1–1,024.</summary>
    public int Connections { get; init; } = 256;

    /// <summary>What is settled. Default pharmacy.</summary>
    public Flow Flow { get; init; } = Flow.Pharmacy;

    /// <summary>Of the institutions' keys; null = SM2 for settle, both for intake.</summary>
    public SignatureAlgorithm? Algorithm { get; init; }

    /// <summary>Messages in the journal before the second measurement; 0 = no such measurement. Default 0.</summary>
    public long Prefill { get; init; }

    /// <summary>File for the figures as JSON; null = none.</summary>
    public string? JsonFile { get; init; }

    /// <summary>Folder below which the run's folder is made. Default .hub.</summary>
    public string Folder { get; init; } = ".hub";

    /// <summary>True: the run's folder stays.</summary>
    public bool Keep { get; init; }

    /// <summary>hub.dll; null = the one built beside this program.</summary>
    public string? Hub { get; init; }

    /// <summary>Seed of people and bills. Default 1.</summary>
    public long Seed { get; init; } = 1;
}

/// <summary>Which settlements a bench measures.</summary>
internal enum Flow
{
    /// <summary>2102.</summary>
    Pharmacy,

    /// <summary>2207 of encounters that were registered, seen and billed before the clock starts.</summary>
    Outpatient,
}

namespace Hub.Simulators.Demo;

/// <summary>Settings of the demonstration.</summary>
internal sealed record DemoOptions
{
    /// <summary>Settlements at least. Default 2,000.</summary>
    public int Settlements { get; init; } = 2_000;

    /// <summary>Seed of people, bills and trouble. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>True: ends after the reconciliation; false: stays up until Ctrl-C.</summary>
    public bool Once { get; init; }

    /// <summary>Folder below which the run's folder and the results are made. Default .hub.</summary>
    public string Folder { get; init; } = ".hub";

    /// <summary>True: the run's folder with database and logs stays.</summary>
    public bool Keep { get; init; }

    /// <summary>hub.dll; null = the one built beside this program.</summary>
    public string? Hub { get; init; }

    /// <summary>Where receipts and trust anchors are left.</summary>
    public string ResultFolder => Path.Combine(Folder, "demo");
}

using Hub.Simulators.Bank;

namespace Hub.Simulators.Bench.BankFile;

/// <summary>Settings of <c>bench bankfile</c>.</summary>
internal sealed record BankFileOptions
{
    /// <summary>Payments of one file. Default 1,000,000, 100–1,000,000.</summary>
    public int Lines { get; init; } = 1_000_000;

    /// <summary>Settlements of the day that is cleared. Default 1,000,000, 0–10,000,000; 0 = no such measurement.</summary>
    public int Settlements { get; init; } = 1_000_000;

    /// <summary>Formats that are measured, one after the other. Default ISO 20022 and delimited text.</summary>
    public IReadOnlyList<BankProfile> Profiles { get; init; } = [BankProfile.Iso20022, BankProfile.TextDelimited];

    /// <summary>hub.dll; null = the one built beside this program.</summary>
    public string? Hub { get; init; }

    /// <summary>Folder below which the run's folder is made. Default .hub.</summary>
    public string Folder { get; init; } = ".hub";

    /// <summary>True: the run's folder stays.</summary>
    public bool Keep { get; init; }
}

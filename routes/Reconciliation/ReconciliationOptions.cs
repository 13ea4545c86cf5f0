namespace Hub.Routes.Reconciliation;

/// <summary>Waits, retries and limits of reconciliation.</summary>
public sealed record ReconciliationOptions
{
    /// <summary>Longest period of one comparison. Default 92 days, range 1 to 366.</summary>
    public int PeriodDaysMax { get; init; } = 92;

    /// <summary>Rows of one comparison, on either side. Default 200,000, range 1 to 1,000,000.</summary>
    public int RowsMax { get; init; } = 200_000;

    /// <summary>Rows of one institution's day that are compared with the core. Default 50,000, range 1 to 200,000.</summary>
    public int CoreRowsMax { get; init; } = 50_000;

    /// <summary>
    /// Insurance and clearing types (<c>insutype/clr_type</c>) that are compared with the core even on a day on which the hub
    /// has none, so that what only the core has is found. Default: 310 and 390 with 11, 21 and 41; at most 100.
    /// </summary>
    public IReadOnlyList<string> CoreGroups { get; init; } = ["310/11", "310/21", "310/41", "390/11", "390/21", "390/41"];

    /// <summary>Differences itemised per comparison; more are summed up in one. Default 5,000, range 1 to 100,000.</summary>
    public int DifferencesMax { get; init; } = 5_000;

    /// <summary>Size of an uploaded file. Default 16 MiB (16,777,216 bytes), range 1 KiB to 256 MiB.</summary>
    public int FileSizeBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long a file may be fetched. Default 72 h, range 1 h to 720 h.</summary>
    public TimeSpan FileLifetime { get; init; } = TimeSpan.FromHours(72);

    /// <summary>How often a question to the core is repeated that got no answer. Default 10, range 0 to 1,000.</summary>
    public int CoreRetries { get; init; } = 10;

    /// <summary>Wait before such a repetition. Default 1 min, range 0 to 24 h.</summary>
    public TimeSpan CoreRetryDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Names and ranges of the settings that are wrong; empty when all are right.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }

        Check(PeriodDaysMax is >= 1 and <= 366, "Reconciliation:PeriodDaysMax must be 1 to 366");
        Check(RowsMax is >= 1 and <= 1_000_000, "Reconciliation:RowsMax must be 1 to 1000000");
        Check(CoreRowsMax is >= 1 and <= 200_000, "Reconciliation:CoreRowsMax must be 1 to 200000");
        Check(CoreGroups.Count <= 100 && CoreGroups.All(g => g.Split('/') is [{ Length: > 0 }, { Length: > 0 }]),
            "Reconciliation:CoreGroups must be at most 100 of the form insutype/clr_type");
        Check(DifferencesMax is >= 1 and <= 100_000, "Reconciliation:DifferencesMax must be 1 to 100000");
        Check(FileSizeBytesMax is >= 1024 and <= 256 * 1024 * 1024, "Reconciliation:FileSizeBytesMax must be 1 KiB to 256 MiB");
        Check(FileLifetime >= TimeSpan.FromHours(1) && FileLifetime <= TimeSpan.FromHours(720),
            "Reconciliation:FileLifetime must be 1 to 720 hours");
        Check(CoreRetries is >= 0 and <= 1_000, "Reconciliation:CoreRetries must be 0 to 1000");
        Check(CoreRetryDelay >= TimeSpan.Zero && CoreRetryDelay <= TimeSpan.FromHours(24),
            "Reconciliation:CoreRetryDelay must be 0 to 24 hours");
        return problems;
    }
}

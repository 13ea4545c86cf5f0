namespace Hub.Adapters.Samples.FixedWidth;

/// <summary>Every setting of the sample.</summary>
public sealed record FixedWidthOptions
{
    /// <summary>How long a caller waits for the answer before it is told that the outcome is pending. Default 20 s, range 1–120 s.</summary>
    public int WaitLimitSeconds { get; init; } = 20;

    /// <summary>Largest file in bytes. Default 1 MiB, range 1 KiB – 64 MiB.</summary>
    public int FileBytesMax { get; init; } = 1024 * 1024;

    /// <summary>mdtrtarea_admvs of the hospitals that use this door, 6 digits; the file has no column for it. Default 430100.</summary>
    public string TreatmentDivision { get; init; } = "430100";
}

namespace Hub.Simulators.Faults;

/// <summary>What happens to one TCP connection. "Up" is from the caller to the server, "down" the way back; byte counts are per direction.</summary>
public sealed record LinePlan
{
    /// <summary>An honest line.</summary>
    public static LinePlan Honest { get; } = new();

    /// <summary>True: the connection is reset as soon as it was accepted.</summary>
    public bool Refuse { get; init; }

    /// <summary>Reset the line after exactly this many bytes up; null = never.</summary>
    public long? CutUpAtByte { get; init; }

    /// <summary>Reset the line after exactly this many bytes down; null = never.</summary>
    public long? CutDownAtByte { get; init; }

    /// <summary>Stop carrying bytes up after this many, but keep the line open; null = never.</summary>
    public long? StallUpAtByte { get; init; }

    /// <summary>Stop carrying bytes down after this many, but keep the line open; null = never.</summary>
    public long? StallDownAtByte { get; init; }

    /// <summary>Wait before each piece. Default none.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Largest piece carried at once, in bytes. Default 16,384; 1 tears every message into single bytes.</summary>
    public int SliceBytes { get; init; } = 16_384;
}

using System.ComponentModel.DataAnnotations;

namespace Hub.Host.Configuration;

/// <summary>What makes the hub report itself unwell.</summary>
public sealed class HealthOptions
{
    /// <summary>Longest time for one check. Default 5 s. 100 ms–1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan CheckTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Free bytes on the disk of the data folder below which the hub is not ready. Default 1,073,741,824 (1 GiB). 0–10^15.</summary>
    [Range(0L, 1_000_000_000_000_000L)]
    public long DiskFreeBytesMin { get; set; } = 1_073_741_824;

    /// <summary>Difference between this machine's clock and the database's above which the hub is degraded. Default 1 s. 10 ms–1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan ClockSkewMax { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Age of the oldest effect that waits to be sent above which the hub is degraded. Default 2 min. 1 s–1 d.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan OutboxAgeMax { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Age of the oldest message without a signed head above which the hub is degraded. Default 1 min. 1 s–1 d.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan EvidenceHeadAgeMax { get; set; } = TimeSpan.FromMinutes(1);
}

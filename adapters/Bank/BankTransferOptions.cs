using System.ComponentModel.DataAnnotations;

namespace Hub.Adapters.Bank;

/// <summary>Limits of bringing files to banks and fetching theirs; section <c>Bank:Transfer</c> of hub.json.</summary>
public sealed class BankTransferOptions
{
    /// <summary>From the start of a connection until files can be transferred. Default 20 s, range 1 s–5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest wait for one answer of a server. Default 60 s, range 1 s–30 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A delivery without an answer for so long is reported unknown and asked about. Default 10 min, range 1 s–24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan UnknownAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A delivery that takes longer is ended. Default 60 min, range <see cref="UnknownAfter"/> to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LateAnswerLimit { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>Deliveries and inquiries at the same time, over all banks. Default 4, range 1–64.</summary>
    [Range(1, 64)]
    public int Concurrency { get; set; } = 4;

    /// <summary>Names of a folder that are read in one look. Default 10,000, range 1–100,000.</summary>
    [Range(1, 100_000)]
    public int EntriesMax { get; set; } = 10_000;

    /// <summary>Files of one bank that are taken in one look; the rest waits for the next. Default 1,000, range 1–10,000.</summary>
    [Range(1, 10_000)]
    public int FilesPerLookMax { get; set; } = 1_000;

    /// <summary>
    /// A file whose length does not agree with its control file, or that has none by its profile, is taken when it has not changed for so long:
    /// until then the bank may still be writing it. Default 10 min, range 0–24 h.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan StillFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A file that has waited so long for its control file is reported. Default 1 h, range 1 min–7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan ControlDueAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a look waits for the journal to commit a file's evidence. Default 30 s, range 1 s–10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan EvidenceWait { get; set; } = TimeSpan.FromSeconds(30);
}

using System.ComponentModel.DataAnnotations;
using Hub.Console.Persons;

namespace Hub.Console;

/// <summary>Settings of the console: pages and programming interface for officers; section <c>Console</c> of hub.json.</summary>
public sealed class ConsoleOptions
{
    /// <summary>Whether this node serves the console. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// File that says who may do what. Default <c>officers.json</c>. Absent: nobody may do anything. Wrong: the hub does not start, or goes
    /// on with the last good one.
    /// </summary>
    [Required]
    public string OfficersFile { get; set; } = "officers.json";

    /// <summary>How often the officers' file is looked at. Default 2 s. 1 s–5 min. A suspended officer is out after this time.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan OfficersReloadInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Address that browsers use, for example <c>https://hub.example:8443</c>; empty: the address of the request. Default empty. Needed behind a
    /// proxy that ends TLS: forms from another origin are refused, and the cookie is marked Secure by it.
    /// </summary>
    [RegularExpression("^(https?://[A-Za-z0-9.:\\[\\]-]+)?$")]
    public string PublicOrigin { get; set; } = "";

    /// <summary>A session ends when nothing was asked for so long; refreshing a page by itself does not count. Default 30 min. 1 min–8 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "08:00:00")]
    public TimeSpan SessionIdleLimit { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A session ends after this time whatever is done. Default 12 h. 5 min–24 h.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")]
    public TimeSpan SessionLimit { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Sessions at a time; the one unused for longest ends for a new one. Default 1,000. 1–100,000.</summary>
    [Range(1, 100_000)]
    public int SessionsMax { get; set; } = 1000;

    /// <summary>Failed log-ins (and wrong bearer tokens) of one address within <see cref="LoginWindow"/>; then 429. Default 5. 1–1,000.</summary>
    [Range(1, 1000)]
    public int LoginAttemptsMax { get; set; } = 5;

    /// <summary>How long a failed log-in counts. Default 5 min. 1 s–24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LoginWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Pause between two refreshes of the day page's tables, while it is visible. Default 5 s. 1 s–10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Rows of a list on a page or in an answer; what is beyond is counted and said. Default 200. 10–10,000.</summary>
    [Range(10, 10_000)]
    public int PageRowsMax { get; set; } = 200;

    /// <summary>Payments of a file that its page shows. Default 100. 1–10,000.</summary>
    [Range(1, 10_000)]
    public int FileLinesShown { get; set; } = 100;

    /// <summary>Time limit of one query. Default 15 s. 1 s–5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan QueryLimit { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time limit of one act (sealing a million payments, taking a list); over it nothing was done. Default 10 min. 1 min–1 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan ActLimit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Payments to persons in one list. Default 1,000,000. 1–1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int PersonsLinesMax { get; set; } = 1_000_000;

    /// <summary>Bytes of one list of payments to persons. Default 268,435,456 (256 MiB). 1,024–268,435,456.</summary>
    [Range(1024L, 268_435_456L)]
    public long PersonsBytesMax { get; set; } = 256L * 1024 * 1024;

    /// <summary>What an account holder other than the person entitled means for a line of a list. Default Error.</summary>
    public ListCheck PersonsNameCheck { get; set; } = ListCheck.Error;

    /// <summary>What a card number (16 to 19 digits) that fails Luhn means. Default Warning: passbooks and corporate accounts do not satisfy it.</summary>
    public ListCheck PersonsCardCheck { get; set; } = ListCheck.Warning;

    /// <summary>What a bank line number with a wrong check digit means. Default Warning: the check is in no public standard.</summary>
    public ListCheck PersonsLineNumberCheck { get; set; } = ListCheck.Warning;
}

using System.ComponentModel.DataAnnotations;

namespace Hub.Host.Configuration;

/// <summary>Logs: one JSON object a line, without personal data.</summary>
public sealed class LogOptions
{
    /// <summary>Least level written: <c>Trace</c>, <c>Debug</c>, <c>Information</c>, <c>Warning</c>, <c>Error</c>. Default <c>Information</c>.</summary>
    [Pattern("^(Trace|Debug|Information|Warning|Error)$", "write Trace, Debug, Information, Warning or Error")]
    public string Level { get; set; } = "Information";

    /// <summary>Write to standard output. Default true.</summary>
    public bool Console { get; set; } = true;

    /// <summary>File to write to as well; rolled daily and by size. Default: none.</summary>
    public string File { get; set; } = "";

    /// <summary>Size at which a file is rolled, in bytes. Default 104,857,600. 1,048,576–10,737,418,240.</summary>
    [Range(1_048_576L, 10_737_418_240L)]
    public long FileBytesMax { get; set; } = 104_857_600;

    /// <summary>Files kept. Default 14. 1–1,000.</summary>
    [Range(1, 1000)]
    public int FilesKept { get; set; } = 14;

    /// <summary>Lines waiting to be written, at most. Default 10,000. 100–1,000,000. Over it lines are dropped and counted, requests never wait.</summary>
    [Range(100, 1_000_000)]
    public int QueueLinesMax { get; set; } = 10_000;
}

namespace Hub.Adapters.Bank.Inbound;

/// <summary>What one look into a bank's outbox did.</summary>
public sealed class InboxReport
{
    /// <summary>The bank.</summary>
    public required string Bank { get; init; }

    /// <summary>False when the bank could not be reached, is paused, or the connection was lost on the way.</summary>
    public bool Reached { get; internal set; }

    /// <summary>Files applied.</summary>
    public int Applied { get; internal set; }

    /// <summary>Files set aside for a person.</summary>
    public int Quarantined { get; internal set; }

    /// <summary>Files whose content was known; only archived.</summary>
    public int Known { get; internal set; }

    /// <summary>Files that are not complete yet: no control file, or still being written.</summary>
    public int Waiting { get; internal set; }

    /// <summary>Entries that are never touched: unsafe names, links, pipes, folders, too large.</summary>
    public int Skipped { get; internal set; }

    /// <summary>Files that could not be taken this time because of a fault of ours or the store's.</summary>
    public int Failed { get; internal set; }
}

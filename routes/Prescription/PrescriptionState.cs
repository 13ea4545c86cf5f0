namespace Hub.Routes.Prescription;

/// <summary>One circulated prescription: the sale that holds it, if one does.</summary>
public sealed class PrescriptionState
{
    /// <summary>Case of the sale that has dispensed it or is about to; null while it is free.</summary>
    public string? Sale { get; set; }

    /// <summary>Number of the settlement in that case.</summary>
    public int Attempt { get; set; }

    /// <summary>Since when, UTC.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>How often it was given to a sale.</summary>
    public int Reserved { get; set; }

    /// <summary>How often it came back.</summary>
    public int Released { get; set; }
}

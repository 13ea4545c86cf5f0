namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>What MSH says, as far as somebody decides by it. First components; empty where absent.</summary>
public sealed record MessageHeader
{
    public required Delimiters Delimiters { get; init; }

    /// <summary>The set the message is written in.</summary>
    public required Charset Charset { get; init; }

    /// <summary>MSH-18 as sent; empty when the sender leaves it to agreement.</summary>
    public string DeclaredCharset { get; init; } = "";

    /// <summary>MSH-3.</summary>
    public string Application { get; init; } = "";

    /// <summary>MSH-4.</summary>
    public string Facility { get; init; } = "";

    /// <summary>MSH-5.</summary>
    public string ReceivingApplication { get; init; } = "";

    /// <summary>MSH-6.</summary>
    public string ReceivingFacility { get; init; } = "";

    /// <summary>MSH-7.</summary>
    public string Time { get; init; } = "";

    /// <summary>MSH-9.1.</summary>
    public string Code { get; init; } = "";

    /// <summary>MSH-9.2.</summary>
    public string Event { get; init; } = "";

    /// <summary>MSH-10.</summary>
    public string ControlId { get; init; } = "";

    /// <summary>MSH-11.1.</summary>
    public string Processing { get; init; } = "";

    /// <summary>MSH-12.1.</summary>
    public string Version { get; init; } = "";

    /// <summary>MSH-13.</summary>
    public string SequenceNumber { get; init; } = "";

    /// <summary>MSH-15: AL, NE, ER, SU; empty with an empty MSH-16: original mode.</summary>
    public string AcceptAcknowledgement { get; init; } = "";

    /// <summary>MSH-16.</summary>
    public string ApplicationAcknowledgement { get; init; } = "";

    /// <summary>MSH-9 as it names a message: <c>ADT^A01</c>.</summary>
    public string Kind => Event.Length == 0 ? Code : Code + "^" + Event;

    /// <summary>MSH-15 or MSH-16 is valued.</summary>
    public bool Enhanced => AcceptAcknowledgement.Length > 0 || ApplicationAcknowledgement.Length > 0;

    internal static MessageHeader Of(Hl7Segment msh, Delimiters delimiters, Charset charset) => new()
    {
        Delimiters = delimiters,
        Charset = charset,
        DeclaredCharset = msh.Value(18),
        Application = msh.Value(3),
        Facility = msh.Value(4),
        ReceivingApplication = msh.Value(5),
        ReceivingFacility = msh.Value(6),
        Time = msh.Value(7),
        Code = msh.Value(9),
        Event = msh.Value(9, 2),
        ControlId = msh.Value(10),
        Processing = msh.Value(11),
        Version = msh.Value(12),
        SequenceNumber = msh.Value(13),
        AcceptAcknowledgement = msh.Value(15),
        ApplicationAcknowledgement = msh.Value(16),
    };
}

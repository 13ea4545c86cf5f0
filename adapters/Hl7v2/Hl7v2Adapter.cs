namespace Hub.Adapters.Hl7v2;

/// <summary>HL7 version 2 (2.3 to 2.5.1) over MLLP: server for hospitals' systems, client for notices to them.</summary>
public static class Hl7v2Adapter
{
    /// <summary>Name of the channel in the journal.</summary>
    public const string Channel = "hl7v2";
}

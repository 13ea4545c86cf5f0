namespace Hub.Adapters.Front;

/// <summary>Front machines (前置机): institutions that can only drop files into a folder or rows into tables.</summary>
public static class FrontAdapter
{
    /// <summary>Name of the channel in the journal. It is stored with every message: it never changes once in use.</summary>
    public const string Channel = "front";

    /// <summary>Kind of a record that claims a visit.</summary>
    public const string ClaimKind = "front/claim";

    /// <summary>Kind of a record that is a pharmacy's sale.</summary>
    public const string SaleKind = "front/sale";

    /// <summary>Kind of a file as a whole; its key is the digest of its bytes, so another name makes no other message.</summary>
    public const string FileKind = "front/file";
}

namespace Hub.Canonical;

/// <summary>
/// Version of the canonical model. Minor grows when a member, an enumeration value or a message is added: an older
/// reader ignores what it does not know, and a newer one finds a default. Major grows when a member is removed, renamed,
/// becomes required or changes its meaning; stored messages then need a migration. The JSON Schema's <c>$id</c> carries
/// both numbers.
/// </summary>
public static class ModelVersion
{
    public const int Major = 1;

    public const int Minor = 2;

    /// <summary>Major and minor with a dot.</summary>
    public const string Text = "1.2";

    /// <summary><c>$id</c> of the schema; a name, not an address.</summary>
    public const string SchemaId = "urn:hub:canonical:" + Text;
}

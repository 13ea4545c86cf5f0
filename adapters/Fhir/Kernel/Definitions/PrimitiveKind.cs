namespace Hub.Adapters.Fhir.Kernel.Definitions;

/// <summary>The primitive types of R4.</summary>
internal enum PrimitiveKind
{
    None,
    Base64Binary,
    Boolean,
    Canonical,
    Code,
    Date,
    DateTime,
    Decimal,
    Id,
    Instant,
    Integer,
    Markdown,
    Oid,
    PositiveInt,
    String,
    Time,
    UnsignedInt,
    Uri,
    Url,
    Uuid,
    Xhtml,
}

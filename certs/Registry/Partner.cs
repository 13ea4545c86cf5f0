namespace Hub.Certs.Registry;

/// <summary>What a partner is to the hub.</summary>
public enum PartnerKind
{
    /// <summary>Hospital (定点医疗机构).</summary>
    Hospital,

    /// <summary>Retail pharmacy (定点零售药店).</summary>
    Pharmacy,

    /// <summary>The bureau's core system.</summary>
    Core,

    /// <summary>Bank that pays and collects.</summary>
    Bank,

    /// <summary>Tax bureau.</summary>
    Tax,

    /// <summary>Province or nation.</summary>
    Upper,

    /// <summary>Civil affairs, police and other agencies.</summary>
    Agency,

    /// <summary>People and programs that operate the hub.</summary>
    Operator,
}

/// <summary>Whether a partner is let in.</summary>
public enum PartnerStatus
{
    /// <summary>Served.</summary>
    Active,

    /// <summary>Known, but every request is refused.</summary>
    Suspended,
}

/// <summary>One partner of the registry.</summary>
public sealed record Partner
{
    /// <summary>The 12-character institution code (for example <c>H43010000001</c>) or a short name such as <c>core</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the organisation.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required PartnerKind Kind { get; init; }

    /// <summary>Whether it is let in.</summary>
    public required PartnerStatus Status { get; init; }

    /// <summary>Name of its regional profile, null for the adapter's default.</summary>
    public string? Profile { get; init; }

    /// <summary>Its gateway credentials.</summary>
    public IReadOnlyList<GatewayCredential> Gateways { get; init; } = [];

    /// <summary>Its public keys in the order of the file.</summary>
    public IReadOnlyList<PartnerKey> Keys { get; init; } = [];

    /// <summary>Where it wants to be notified, null if it asks itself.</summary>
    public Uri? NotifyUrl { get; init; }

    /// <summary>Where it is called, null if the hub never calls it.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Transactions it may call, for example <c>2207</c>; empty means all of its kind.</summary>
    public IReadOnlyList<string> AllowedInfno { get; init; } = [];

    /// <summary>
    /// Whether it is told which mistake it made with a signature that is refused (docs/decisions/0008). Default false; true while it
    /// develops, in the sandbox.
    /// </summary>
    public bool Diagnose { get; init; }

    /// <summary>Institutions whose messages it may forward; empty means none.</summary>
    public IReadOnlyList<string> RelaysFor { get; init; } = [];

    /// <summary>
    /// Whether its messages may come through a forwarder without its own signature. Default false. True only for an institution that has no key: the
    /// forwarder alone vouches for it then.
    /// </summary>
    public bool RelayedUnsigned { get; init; }
}

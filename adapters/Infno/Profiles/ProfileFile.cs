using System.Text.Json.Serialization;

namespace Hub.Adapters.Infno.Profiles;

/// <summary>
/// The JSON form of a profile. Every member may be left out: then the profile named by <c>extends</c>, in the end
/// <c>national</c>, decides. Members unknown to this list are refused, so that a typing error cannot pass as a default.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed class ProfileFile
{
    public string? Name { get; set; }

    public string? Extends { get; set; }

    /// <summary>Where the facts come from; for readers only.</summary>
    public string? Source { get; set; }

    public List<string>? Infver { get; set; }

    public string? Gateway { get; set; }

    public int? GatewayToleranceSeconds { get; set; }

    public string? Cainfo { get; set; }

    public string? CainfoEncoding { get; set; }

    public bool? CainfoRequired { get; set; }

    public string? SignatureUserId { get; set; }

    public string? Body { get; set; }

    public string? SuccessCode { get; set; }

    public string? FailureCode { get; set; }

    public string? PendingCode { get; set; }

    public string? BalancedCode { get; set; }

    public bool? MessageIdStrict { get; set; }

    public int? TimeToleranceSeconds { get; set; }

    public List<string>? EnvelopeOptional { get; set; }

    public string? UnknownFields { get; set; }

    public string? UnknownNodes { get; set; }

    public int? AmountToleranceFen { get; set; }

    public Dictionary<string, string>? Severities { get; set; }

    public Dictionary<string, string>? Dictionaries { get; set; }

    public List<FieldOverride>? Fields { get; set; }

    public LimitsFile? Limits { get; set; }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed class FieldOverride
    {
        /// <summary><c>infno.node.field</c>; each part may be <c>*</c>. Must match at least one field.</summary>
        public string Field { get; set; } = string.Empty;

        /// <summary><c>input</c> or <c>output</c>; both when left out.</summary>
        public string? Direction { get; set; }

        public int? Length { get; set; }

        public int? Scale { get; set; }

        public bool? Required { get; set; }
    }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed class LimitsFile
    {
        public int? BodyBytes { get; set; }

        public int? Depth { get; set; }

        public int? Members { get; set; }

        public int? Rows { get; set; }

        public int? Violations { get; set; }
    }
}

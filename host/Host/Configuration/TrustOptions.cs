using System.ComponentModel.DataAnnotations;

namespace Hub.Host.Configuration;

/// <summary>Partners, the hub's own keys, the evidence log. <c>./hub cert init</c> makes all of them for development.</summary>
public sealed class TrustOptions
{
    /// <summary>The partner registry. Default <c>.hub/partners.json</c>. Read again when it changes; a wrong one is refused and the old one stays.</summary>
    [Required]
    public string PartnersFile { get; set; } = ".hub/partners.json";

    /// <summary>How often to look whether the registry changed. Default 5 s. 1 s–1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PartnersReloadInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Folder of the hub's private keys as <c>./hub cert init</c> lays it out, readable by the hub alone (0700). Default <c>.hub/keys</c>.</summary>
    [Required]
    public string KeysFolder { get; set; } = ".hub/keys";

    /// <summary>Name of the evidence log, in every receipt. Default <c>hub</c>. 1–64 letters, digits, '-', '_'. Never changes once used.</summary>
    [Pattern("^[A-Za-z0-9_-]{1,64}$", "write 1-64 letters, digits, '-' or '_'")]
    public string LogId { get; set; } = "hub";

    /// <summary>Public keys of the log, old ones included; served at <c>/trust-anchors</c>. Default <c>.hub/keys/trust-anchors.json</c>.</summary>
    [Required]
    public string TrustAnchorsFile { get; set; } = ".hub/keys/trust-anchors.json";
}

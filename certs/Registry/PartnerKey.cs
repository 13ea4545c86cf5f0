using Hub.Certs.Signatures;

namespace Hub.Certs.Registry;

/// <summary>Whether a registered key may be used at all; its window is a second condition.</summary>
public enum PartnerKeyStatus
{
    /// <summary>Valid within its window.</summary>
    Active,

    /// <summary>Refused from now on, whatever the window says (lost, stolen).</summary>
    Revoked,
}

/// <summary>A partner's key in the registry.</summary>
/// <param name="Key">The key.</param>
/// <param name="Status">Whether it may be used.</param>
public sealed record PartnerKey(VerificationKey Key, PartnerKeyStatus Status)
{
    /// <summary>True if the key is active and the moment lies in its window.</summary>
    public bool IsUsableAt(DateTimeOffset moment) => Status == PartnerKeyStatus.Active && Key.IsValidAt(moment);
}

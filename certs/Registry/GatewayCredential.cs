namespace Hub.Certs.Registry;

/// <summary>How a gateway signs its header (nhsa.md A1.2 and B1).</summary>
public enum GatewayScheme
{
    /// <summary>CSB: Base64 HMAC-SHA1 over the sorted <c>_api_*</c> pairs; the access key is <c>_api_access_key</c>.</summary>
    CsbHmacSha1,

    /// <summary>TIF/RIO: hex SHA-256 of timestamp + secret + nonce + timestamp; the access key is <c>x-tif-paasid</c>.</summary>
    TifSha256,

    /// <summary>WS-Security UsernameToken: the access key is the user name, the secret the password.</summary>
    WssUsername,
}

/// <summary>One access of a partner through a gateway.</summary>
/// <param name="Scheme">How the header is signed.</param>
/// <param name="AccessKey">The public name of the access; unique within its scheme.</param>
/// <param name="Secret">Where the secret is.</param>
public sealed record GatewayCredential(GatewayScheme Scheme, string AccessKey, SecretReference Secret);
